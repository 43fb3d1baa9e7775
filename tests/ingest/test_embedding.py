from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.embedding import HashedNgrams, load_embedding
from ingest.errors import BadRequest
from ingest.home import open_home
from ingest.pipeline import ingest
from ingest.records import Filters
from ingest.settings import Settings


@given(st.lists(st.text(max_size=60), max_size=5))
def test_rows_have_unit_length_or_are_zero(texts: list[str]) -> None:
    matrix = HashedNgrams().documents(texts)
    assert matrix.shape == (len(texts), 256)
    assert matrix.dtype == np.float32
    lengths = np.linalg.norm(matrix, axis=1)
    assert all(np.isclose(length, 1, atol=1e-5) or length == 0 for length in lengths)


def test_texts_that_share_more_are_closer() -> None:
    near, far = HashedNgrams().documents(["党支部每季度召开党员大会", "汛期前检查水电站大坝"])
    query = HashedNgrams().query("党员大会多久召开一次")
    assert query @ near > query @ far


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real sentence-transformers model with random weights: one layer, 32 dimensions, and a prompt for queries."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    characters = sorted({*"党支部每季度召开员大会一次多久中心组学习检查水电站坝为这个问题生成表示以用于检索相关文章："})
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]), encoding="utf-8")
    tokenizer = BertTokenizerFast(tokenizer_object=BertWordPieceTokenizer(str(vocabulary))._tokenizer)
    size = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(tokenizer), **size)).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    model = SentenceTransformer(
        modules=[transformer, Pooling(32)], prompts={"query": "为这个问题生成表示："}, device="cpu"
    )
    model.save(str(folder / "tiny"))
    return folder / "tiny"


@pytest.mark.filterwarnings("default")
def test_a_sentence_transformers_model_takes_the_built_in_one_s_place(tiny_model: Path, tmp_path: Path) -> None:
    plan = tmp_path / "要点.txt"
    plan.write_text("2024年要点\n一、组织建设\n1.党支部每季度召开党员大会。\n2.检查水电站大坝。\n", encoding="utf-8")
    settings = Settings.from_environment({}, tmp_path / "home")
    with open_home(settings, wait_for_index=True) as home:
        ingest(home, [plan], lambda *_: None)
        built_in = home.embedding.name

    named = Settings.from_environment({"YAODIAN_EMBEDDING": str(tiny_model)}, tmp_path / "home")
    steps: list[str] = []
    with open_home(named, wait_for_index=True, progress=lambda _done, _total, what: steps.append(what)) as home:
        assert (home.embedding.name, home.embedding.dimensions) == (str(tiny_model), 32)
        assert steps == [f"按新模型重算向量：{tiny_model}"]
        assert home.library.unembedded(built_in) == []
        hits = home.index.dense(home.embedding.query("党员大会多久召开一次"), 10, Filters())
        assert len(hits) == 3
        text = home.embedding.documents(["党员大会"])
        assert not np.allclose(text[0], home.embedding.query("党员大会"))  # the query prompt is in front of it


@pytest.mark.filterwarnings("default")
def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="无法加载向量模型"):
        load_embedding(str(tmp_path / "没有"))
