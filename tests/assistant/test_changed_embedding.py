"""Another embedding: passages are embedded anew, that is said, and vectors of two models never meet."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
import termios
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import load_embedding
from ingest.home import EMBEDDING_BATCH, Home, embed_missing, open_home
from ingest.library import Library
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import Filters
from ingest.settings import Settings
from tests.tiny_model import tiny_model

PLAN = "云岭集团2024年党建工作要点\n一、组织建设\n1.党支部每季度召开党员大会。\n2.汛期前检查水电站大坝。\n"
PASSAGES = 3
QUIET = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "PYTHONWARNINGS": "ignore"}

pytestmark = pytest.mark.filterwarnings("default")  # transformers warns of its own affairs


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("model") / "tiny", query_prompt="为这个句子生成表示：")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "要点.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def yaodian(home: Path, embedding: str | Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **QUIET, "YAODIAN_EMBEDDING": str(embedding)}
    command = [sys.executable, "-m", "assistant", *map(str, arguments), "--home", str(home)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def vectors(home: Path) -> Counter[str]:
    """How many vectors the library holds of each model."""
    with closing(sqlite3.connect(home / "library.sqlite")) as library:
        return Counter(dict(library.execute("SELECT model, count(*) FROM vectors GROUP BY model").fetchall()))


def test_the_command_line_embeds_anew_says_so_and_goes_back(tmp_path: Path, plan: Path, tiny: Path) -> None:
    home = tmp_path / "home"
    assert yaodian(home, "builtin", "ingest", plan).stderr == "新增 1 份\n"
    [built_in] = vectors(home)

    changed = yaodian(home, tiny, "search", "党员大会", "--json")
    [other] = vectors(home).keys() - {built_in}
    assert other.startswith("tiny@")
    assert f"向量模型已更换，按 {other} 重算（{PASSAGES} 段）\n" in changed.stderr
    assert (changed.returncode, len(json.loads(changed.stdout))) == (0, PASSAGES)
    assert vectors(home) == {built_in: PASSAGES, other: PASSAGES}

    back = yaodian(home, "builtin", "search", "党员大会", "--json")
    assert (back.returncode, back.stderr) == (0, "")
    assert json.loads(back.stdout)[0]["text"] == "1.党支部每季度召开党员大会。"
    assert vectors(home) == {built_in: PASSAGES, other: PASSAGES}


def test_a_terminal_sees_a_bar(tmp_path: Path, plan: Path, tiny: Path) -> None:
    home = tmp_path / "home"
    assert yaodian(home, tiny, "ingest", plan).returncode == 0
    controller, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 100))
    command = [sys.executable, "-m", "assistant", "library", "rebuild", "--home", str(home)]
    with subprocess.Popen(command, stderr=terminal, env={**os.environ, "YAODIAN_EMBEDDING": "builtin"}) as process:
        os.close(terminal)
        shown = b""
        while chunk := _read(controller):
            shown += chunk
    os.close(controller)
    assert process.returncode == 0
    for wanted in ("向量模型已更换", f"0/{PASSAGES}", f"{PASSAGES}/{PASSAGES}", "索引已重建"):
        assert wanted in shown.decode()


def _read(controller: int) -> bytes:
    try:
        return os.read(controller, 4096)
    except OSError:  # what Linux answers when the other end is closed
        return b""


def test_an_interrupted_re_embedding_goes_on_where_it_was(tmp_path: Path, tiny: Path) -> None:
    home, long = tmp_path / "home", tmp_path / "长.txt"
    count = EMBEDDING_BATCH + 10
    long.write_text(
        "云岭集团2024年工作要点\n一、任务\n" + "".join(f"{n}.完成第{n}项检修。\n" for n in range(1, count)),
        encoding="utf-8",
    )
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        assert ingest(opened, [long], unwatched).failures == ()

    def interrupt(done: int, _total: int, _what: str) -> None:
        if done:
            raise KeyboardInterrupt

    named = Settings.from_environment({"YAODIAN_EMBEDDING": str(tiny)}, home)
    with pytest.raises(KeyboardInterrupt), open_home(named, wait_for_index=True, progress=interrupt):
        pass
    totals: list[int] = []
    with open_home(named, wait_for_index=True, progress=lambda _done, total, _what: totals.append(total)) as opened:
        assert 0 < totals[0] < count
        assert opened.library.unembedded(opened.embedding.name) == []


def test_library_and_index_keep_models_apart(tmp_path: Path, plan: Path, tiny: Path) -> None:
    settings = Settings.from_environment({}, tmp_path / "home")
    with open_home(settings, wait_for_index=True) as home:
        ingest(home, [plan], unwatched)
        before = _matrix(home)
    named = replace(settings, embedding=str(tiny))
    with open_home(named, wait_for_index=True) as home:
        after = _matrix(home)
        assert (before.shape, after.shape) == ((PASSAGES, 256), (PASSAGES, 32))
        for row in after:  # the index finds each passage by its new vector
            assert home.index.dense(row, 1, Filters())[0].score == pytest.approx(1, abs=1e-4)
    with open_home(settings, wait_for_index=True) as home:
        np.testing.assert_array_equal(_matrix(home), before)
        assert home.index.dense(before[0], 1, Filters())[0].score == pytest.approx(1, abs=1e-4)


def _matrix(home: Home) -> np.ndarray:
    return np.concatenate([matrix for _, matrix in home.library.indexed(None, home.embedding.name)])


def test_a_document_that_was_removed_meanwhile_comes_back(tmp_path: Path, plan: Path, tiny: Path) -> None:
    settings = Settings.from_environment({}, tmp_path / "home")
    with open_home(settings, wait_for_index=True) as home:
        [file] = ingest(home, [plan], unwatched).files
        home.library.remove(file.stored.document)
    with open_home(replace(settings, embedding=str(tiny)), wait_for_index=True) as home:
        assert [f.stored.outcome for f in ingest(home, [plan], unwatched).files] == ["added"]
        assert len(home.index.dense(home.embedding.query("党员大会"), 10, Filters())) == PASSAGES


def test_nothing_is_embedded_twice(tmp_path: Path, plan: Path) -> None:
    with open_home(Settings.from_environment({}, tmp_path / "home"), wait_for_index=True) as home:
        ingest(home, [plan], unwatched)
        steps: list[str] = []
        embed_missing(home.library, home.embedding, lambda _done, _total, what: steps.append(what))
        assert steps == []
        assert isinstance(home.library, Library)
        assert load_embedding("builtin").name == home.embedding.name
