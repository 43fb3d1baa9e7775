"""The built-in embedding, and any sentence-transformers model in its place."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.embeddings import LibraryEmbeddings
from ingest.embedding import BGE_QUERY_PROMPT, Embedding, StaticEmbedding, load_embedding
from ingest.errors import BadRequest, BrokenModel
from ingest.words import WEIGHTS
from tests.tiny_model import tiny_model

BUILT_IN = StaticEmbedding(WEIGHTS)
QUESTION = "党员大会多久召开一次"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Models by name; two folders called tiny hold different weights."""
    folder = tmp_path_factory.mktemp("models")
    return {
        "prompted": tiny_model(folder / "tiny", query_prompt=BGE_QUERY_PROMPT),
        "other": tiny_model(folder / "elsewhere" / "tiny", seed=1, query_prompt=BGE_QUERY_PROMPT),
        "bge": tiny_model(folder / "bge-small-zh-v1.5"),
        "bare": tiny_model(folder / "bare"),
    }


# --- the built-in model -----------------------------------------------------------------------------------------------


@given(st.lists(st.text(max_size=60), max_size=5))
def test_rows_have_unit_length_or_are_zero(texts: list[str]) -> None:
    matrix = BUILT_IN.documents(texts)
    assert matrix.shape == (len(texts), 256)
    assert matrix.dtype == np.float32
    lengths = np.linalg.norm(matrix, axis=1)
    assert all(np.isclose(length, 1, atol=1e-5) or length == 0 for length in lengths)


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        (QUESTION, "党支部每季度召开党员大会", "汛期前检查水电站大坝"),
        (
            "工人辞职要提前多久",
            "劳动者解除劳动合同应当提前三十日书面通知",
            "建筑工程开工前应当申请领取施工许可证",
        ),  # no word in common
        ("防洪", "汛期前检查水电站大坝", "党支部每季度召开党员大会"),
    ],
)
def test_what_means_the_same_is_closer(question: str, near: str, far: str) -> None:
    close, distant = BUILT_IN.documents([near, far]) @ BUILT_IN.query(question)
    assert close > distant


def test_a_row_depends_on_its_own_text_alone() -> None:
    texts = ["党支部每季度召开党员大会", "", "检查水电站大坝" * 200, "abc 123"]
    together = BUILT_IN.documents(texts)
    for row, text in zip(together, texts, strict=True):
        assert np.allclose(row, BUILT_IN.query(text), atol=1e-6)


def test_it_is_loaded_without_torch() -> None:
    code = (
        "import sys; from ingest.embedding import load_embedding; load_embedding('builtin').query('党员大会');"
        "print([m for m in ('torch', 'sentence_transformers', 'huggingface_hub') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"


def test_it_is_small_and_its_card_tells_how_it_was_made() -> None:
    assert sum(file.stat().st_size for file in WEIGHTS.iterdir()) < 25e6
    assert {file.suffix for file in WEIGHTS.iterdir()} == {".json", ".safetensors", ".md"}
    card = (WEIGHTS / "README.md").read_text(encoding="utf-8")
    name = json.loads((WEIGHTS / "config.json").read_text(encoding="utf-8"))["name"]
    assert BUILT_IN.name.startswith(f"{name}@")
    for told in (name, "seed", "Date: 20", "int8", "python -m ingest.train_embedding --laws"):
        assert told in card


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "config.json"])
@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_a_damaged_folder_is_named(tmp_path: Path, file: str, damage: str) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    whole = (folder / file).read_bytes()
    if damage == "missing":
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"[" + whole[1:])
    with pytest.raises(BrokenModel) as refusal:
        StaticEmbedding(folder)
    assert str(folder) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_langchain_sees_the_same_vectors() -> None:
    embeddings = LibraryEmbeddings(BUILT_IN)
    assert np.allclose(embeddings.embed_query(QUESTION), BUILT_IN.query(QUESTION))
    rows = embeddings.embed_documents([QUESTION, "检查水电站大坝"])
    assert np.allclose(rows, BUILT_IN.documents([QUESTION, "检查水电站大坝"]))
    assert embeddings.embed_documents([]) == []


# --- a sentence-transformers model ------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("default")
def test_a_local_model_embeds_with_its_query_prompt(models: dict[str, Path]) -> None:
    embedding = load_embedding(str(models["prompted"]))
    assert isinstance(embedding, Embedding)
    assert embedding.dimensions == 32
    rows = embedding.documents([QUESTION, BGE_QUERY_PROMPT + QUESTION])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[1], embedding.query(QUESTION), atol=1e-5)
    assert not np.allclose(rows[0], embedding.query(QUESTION), atol=1e-3)
    assert embedding.documents([]).shape == (0, 32)


@pytest.mark.filterwarnings("default")
def test_bge_s_prompt_is_known_though_its_configuration_lacks_it(models: dict[str, Path]) -> None:
    bge, bare = load_embedding(str(models["bge"])), load_embedding(str(models["bare"]))
    assert np.allclose(bge.query(QUESTION), bge.documents([BGE_QUERY_PROMPT + QUESTION])[0], atol=1e-5)
    assert np.allclose(bare.query(QUESTION), bare.documents([QUESTION])[0], atol=1e-5)


@pytest.mark.filterwarnings("default")
def test_a_name_tells_contents_apart_and_not_places(models: dict[str, Path], tmp_path: Path) -> None:
    shutil.copytree(models["prompted"], tmp_path / "tiny")
    shutil.copytree(models["prompted"], tmp_path / "unprompted" / "tiny")
    config = tmp_path / "unprompted" / "tiny" / "config_sentence_transformers.json"
    config.write_text(json.dumps(json.loads(config.read_text("utf-8")) | {"prompts": {}}), "utf-8")
    folders = [models["prompted"], tmp_path / "tiny", models["other"], tmp_path / "unprompted" / "tiny"]
    first, moved, *others = (load_embedding(str(folder)).name for folder in folders)
    assert first.startswith("tiny@")
    assert moved == first
    assert len({first, *others}) == 3


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", ["没有", "nobody/no-such-model", "../没有", "a/b/c"])
def test_a_model_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadRequest, match="无法加载向量模型"):
        load_embedding(name if "/" in name else str(tmp_path / name))


@pytest.mark.filterwarnings("default")
def test_a_folder_without_a_model_is_named(tmp_path: Path, models: dict[str, Path]) -> None:
    with pytest.raises(BadRequest, match="无法加载向量模型"):
        load_embedding(str(tmp_path))
    broken = tmp_path / "broken"
    shutil.copytree(models["bare"], broken)
    (broken / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(BadRequest, match="无法加载向量模型"):
        load_embedding(str(broken))
