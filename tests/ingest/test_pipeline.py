from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ingest.embedding import Embedding
from ingest.errors import NothingToRead
from ingest.home import Home
from ingest.pipeline import find_files, ingest
from ingest.records import Filters, FloatMatrix, FloatVector

PLAN = "云岭集团2024年党建工作要点\n一、政治建设\n1.抓学习。每季度开展1次集中学习。\n2.抓整改。6月底前完成整改。\n"


@dataclass
class CountingEmbedding:
    """An embedding, and how many texts it was given."""

    embedding: Embedding
    counted: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name, self.dimensions = self.embedding.name, self.embedding.dimensions

    def documents(self, texts: Sequence[str]) -> FloatMatrix:
        self.counted.append(len(texts))
        return self.embedding.documents(texts)

    def query(self, text: str) -> FloatVector:
        return self.embedding.query(text)


def plan(folder: Path, name: str, text: str = PLAN) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def outcomes(home: Home, *paths: Path) -> list[str]:
    return [file.stored.outcome for file in ingest(home, paths, lambda *_: None).files]


def found(home: Home, words: str) -> set[str]:
    """The texts of the passages that hold the words, by way of the index."""
    hits = home.index.lexical(words, 50, Filters())
    places = home.library.locate([hit.id for hit in hits], Filters())
    return {place.item.text for place in places.values() if words in place.item.text}


def test_a_file_becomes_searchable_items(home: Home, tmp_path: Path) -> None:
    assert outcomes(home, plan(tmp_path, "要点.txt")) == ["added"]
    assert found(home, "每季度开展") == {"1.抓学习。每季度开展1次集中学习。"}


def test_what_is_unchanged_is_not_embedded_again(home: Home, tmp_path: Path) -> None:
    counting = CountingEmbedding(home.embedding)
    watched = replace(home, embedding=counting)
    for n in range(30):
        plan(tmp_path / "in", f"{n}.txt", PLAN + f"3.第{n}项任务。")
    assert set(outcomes(watched, tmp_path / "in")) == {"added"}
    assert len(counting.counted) == 30
    assert set(outcomes(watched, tmp_path / "in")) == {"unchanged"}
    assert len(counting.counted) == 30


def test_a_changed_file_is_a_new_version(home: Home, tmp_path: Path) -> None:
    path = plan(tmp_path, "要点.txt")
    outcomes(home, path)
    plan(tmp_path, "要点.txt", PLAN.replace("每季度", "每月"))
    assert outcomes(home, path) == ["updated"]
    assert found(home, "每月开展") == {"1.抓学习。每月开展1次集中学习。"}
    assert found(home, "每季度开展") == set()
    (document,) = home.library.documents()
    assert [v.number for v in home.library.versions(document.id)] == [1, 2]


def test_the_same_content_under_two_paths_is_one_document(home: Home, tmp_path: Path) -> None:
    assert outcomes(home, plan(tmp_path, "甲.txt"), plan(tmp_path, "乙.txt")) == ["added", "linked"]
    (document,) = home.library.documents()
    assert {Path(p).name for p in document.paths} == {"甲.txt", "乙.txt"}


def test_an_older_parser_s_reading_is_read_again(home: Home, tmp_path: Path) -> None:
    path = plan(tmp_path, "要点.txt")
    outcomes(home, path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert home.library.recognise(str(path), "", sha256, 1) is not None
    assert home.library.recognise(str(path), "", sha256, 10**6) is None


def test_one_bad_file_fails_alone(home: Home, tmp_path: Path) -> None:
    plan(tmp_path / "in", "好.txt")
    (tmp_path / "in/坏.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "in/图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = ingest(home, [tmp_path / "in"], lambda *_: None)
    assert [Path(f.path).name for f in report.files] == ["好.txt"]
    (failure,) = report.failures
    assert failure.path.endswith("坏.docx")
    assert "坏.docx" in failure.error
    assert "\n" not in failure.error
    assert [Path(p).name for p in report.ignored] == ["图.png"]


def test_progress_is_told_of_every_file(home: Home, tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    ingest(home, [plan(tmp_path, "甲.txt"), plan(tmp_path, "乙.txt")], lambda *step: steps.append(step))
    assert steps == [(0, 2, "甲.txt"), (1, 2, "乙.txt"), (2, 2, "更新索引")]


def test_folders_are_searched_without_hidden_and_lock_files(tmp_path: Path) -> None:
    wanted = [plan(tmp_path, "甲.txt"), plan(tmp_path, "下级/乙.TXT")]
    for name in (".git/丙.txt", ".丁.txt", "~$戊.docx", "己.jpg"):
        plan(tmp_path, name)
    found = find_files([tmp_path, wanted[0]])
    assert found.files == tuple(sorted(wanted))
    assert found.ignored == (tmp_path / "己.jpg",)


def test_an_empty_folder_fails_alone(home: Home, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    report = ingest(home, [tmp_path / "空", plan(tmp_path, "好.txt"), tmp_path / "没有"], lambda *_: None)
    assert [Path(f.path).name for f in report.files] == ["好.txt"]
    assert [Path(f.path).name for f in report.failures] == ["空", "没有"]


def test_a_name_that_is_not_utf8_is_a_named_failure(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    plan(folder, "好.txt")
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xb5\xb3.txt"))).write_text(PLAN, encoding="utf-8")
    report = ingest(home, [folder], lambda *_: None)
    (failure,) = report.failures
    assert "文件名不是 UTF-8" in failure.error
    assert failure.path.endswith("\\xb5\\xb3.txt")
    assert len(report.files) == 1


@pytest.mark.parametrize("name", ["没有这个文件夹", "空"])
def test_nothing_to_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(NothingToRead, match=name):
        find_files([tmp_path / name])
