from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadRequest
from ingest.train_embedding import found_share, main
from ingest.training_pairs import Passage, apart, pairs_of, read_laws, read_reports

LAW = ("云岭集团安全条例", "第一章")
FIRST = (
    "班组长每天开工前检查工器具，发现缺陷立即停用，并在当班记录上写明缺陷的位置和处理的人员，由值班主任签字确认后归档。"
)
SECOND = "值班主任每周抽查当班记录，抽查比例不低于一成。"


def test_pairs_come_from_the_texts_own_structure() -> None:
    pairs = pairs_of([Passage(LAW, FIRST), Passage(LAW, SECOND), Passage(("别的办法", ""), SECOND)], random.Random(1))
    anchors = [anchor for anchor, _ in pairs]
    assert " ".join(LAW) in anchors  # titles and text
    assert (FIRST, SECOND) in pairs  # its only sentence, and the next passage below the same titles
    assert sum(anchor == SECOND for anchor in anchors) == 0  # what follows stands below other titles
    [(crop, rest)] = [pair for pair in pairs if pair[1].startswith(f"{LAW[0]} ")]
    assert crop in FIRST
    assert len(rest) == len(f"{LAW[0]} ") + len(FIRST) - len(crop)


@given(st.lists(st.tuples(st.sampled_from(["甲", "乙", ""]), st.text("检查，。；记录\n ", max_size=80))))
def test_no_half_of_a_pair_is_empty(texts: list[tuple[str, str]]) -> None:
    passages = [Passage((title, ""), text) for title, text in texts]
    pairs = pairs_of(passages, random.Random(1))
    assert all(anchor.strip() and positive.strip() for anchor, positive in pairs)
    assert pairs == pairs_of(passages, random.Random(1))


def test_a_part_and_the_rest() -> None:
    assert apart("检查工器具", 2, 4) == ("工器", "检查具")


def test_laws_and_reports_are_read(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "laws.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"law": LAW[0], "chapter": LAW[1], "text": FIRST}) + "\n")
    assert read_laws(tmp_path / "laws.gz") == [Passage(LAW, FIRST)]
    (tmp_path / "报告.txt").write_text(f"云岭集团报告\n一、安全\n{FIRST * 4}\n{SECOND}\n", encoding="utf-8")
    first, second = read_reports(tmp_path)
    assert first == Passage(("一、安全",), f"云岭集团报告一、安全{FIRST * 4}")
    assert second == Passage(("一、安全",), SECOND)


@pytest.mark.parametrize(
    "content",
    [  # without the time of day: it would be part of the tests' names, which both workers must find alike
        b"no gzip",
        *(gzip.compress(text, mtime=0) for text in (b"[]", b'{"law": "x"}')),
        gzip.compress(b"{}" * 99, mtime=0)[:20],
        None,
    ],
)
def test_laws_that_cannot_be_read_are_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "laws.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadRequest, match="读不了法规条文"):
        read_laws(path)


def test_the_command_refuses_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["--laws", str(tmp_path / "没有"), "--reports", str(tmp_path), "--out", str(tmp_path / "out")]
    assert main(wanted) == 2
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(BadRequest, match="文件夹里没有报告"):
        read_reports(tmp_path)


def test_the_share_that_is_found() -> None:
    rows = np.eye(30, dtype=np.float32)
    assert found_share(rows, rows) == 1
    assert found_share(rows, -rows) == 0
