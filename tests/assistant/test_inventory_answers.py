"""What the library holds, said from its list of documents, and nothing that it does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.exhaustive.inventory import library_question
from ingest.home import Home
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import Answer, Document, Filters
from tests.assistant.exhaustive_answers import EVERYONE, told


def listed(found: Answer) -> set[str]:
    """The files in the lines of an answer."""
    return set(re.findall(r"，([^，（）]+\.\w+)）$", found.answer, re.MULTILINE)) | set(
        re.findall(r"，([^，]+（\d{4}）\.\w+)）$", found.answer, re.MULTILINE)
    )


@pytest.mark.parametrize(
    ("question", "filters", "holds"),
    [
        ("库里有哪些文件？", EVERYONE, lambda d: d.id > 0),
        ("有几份要点？", EVERYONE, lambda d: d.kind == "要点"),
        ("2024年的文件有哪些？", EVERYONE, lambda d: "2024" in f"{d.year}{d.title}"),
        ("库里有哪些文件？", Filters(years=(2024,)), lambda d: d.year == 2024),
        ("省行业党委有哪些文件？", EVERYONE, lambda d: d.unit == "省能源行业党委"),
        ("收录了哪几年的要点？", EVERYONE, lambda d: d.kind == "要点"),
        ("最新的要点是哪年的？", EVERYONE, lambda d: d.kind == "要点" and d.year == 2025),
        ("最早的文件是哪一年的？", EVERYONE, lambda d: d.year == 2021),
    ],
)
def test_all_documents_that_are_meant_are_listed(
    corpus_home: Home, question: str, filters: Filters, holds: Callable[[Document], bool]
) -> None:
    found = told(corpus_home, question, filters)
    documents = corpus_home.library.documents(filters)
    assert (found.status, found.citations) == ("answered", ())
    assert listed(found) == {d.file for d in documents if holds(d)}
    assert f"{len(documents)} 份文件" in found.answer


def test_none_is_said_with_what_is_there(corpus_home: Home) -> None:
    none = told(corpus_home, "有没有2019年的通知？")
    assert none.status == "not_found"
    assert "没有2019年的通知" in none.answer


def test_years_and_units_are_counted(corpus_home: Home) -> None:
    assert "2022年 4 份" in told(corpus_home, "有哪些年份的文件？").answer
    assert "省能源行业党委：3 份" in told(corpus_home, "文件都是哪些单位的？").answer


def test_an_unstated_year_is_not_guessed(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "情况报告.txt"
    file.write_text("党建工作情况报告\n一、主要做法\n1.讲好党课。\n二、下一步打算\n1.办好培训。\n", encoding="utf-8")
    ingest(home, [file], unwatched)
    none = told(home, "这份报告是哪一年的？")
    assert none.status == "not_found"
    assert "没有写明年份" in none.answer


def test_a_private_document_is_not_named_to_others(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "云岭集团2024年党建工作要点.txt"
    file.write_text("云岭集团2024年党建工作要点\n一、思想建设\n1.讲好党课。\n", encoding="utf-8")
    ingest(home, [file], unwatched, "张三")
    assert "党建工作要点" in told(home, "库里有哪些文件？", Filters(reader="张三")).answer
    assert "党建工作要点" not in told(home, "库里有哪些文件？").answer


@pytest.mark.parametrize(
    ("question", "want", "kinds", "matter"),
    [
        ("有几份要点？", "documents", ("要点",), ()),
        ("云岭集团有哪些文件？", "documents", (), ("云岭集团",)),
        ("有没有关于数据安全的文件？", "documents", (), ("关于数据安全",)),
        ("最早的总结是哪年的？", "oldest", ("总结",), ()),
    ],
)
def test_a_question_is_read(question: str, want: str, kinds: tuple[str, ...], matter: tuple[str, ...]) -> None:
    read = library_question(question)
    assert read is not None
    assert (read.want, read.kinds, read.matter) == (want, kinds, matter)
