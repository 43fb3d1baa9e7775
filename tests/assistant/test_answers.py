"""Search and answers over the sample library: the right item, the exact quote, and silence where there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import answer
from assistant.citing import Evidence, ForgedQuote, cite
from assistant.retriever import ItemRetriever
from assistant.search import fuse, search
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import Filters, Item, PassageHit

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "gold/corpus_questions.jsonl").read_text(encoding="utf-8").splitlines()
]
WITHOUT_OFFICE = [g for g in GOLD if not any(q["file"].endswith(".doc") for q in g["gold"])]
EVERYONE = Filters()

# Question -> the file, the address and some words of the quote that must answer it.
ANSWERS = [
    ("2024年起，党支部书记一年至少要讲几次党课？", "云岭集团2024年党建工作要点.docx", "三/（七）", "不少于2次"),
    ("2025年要点里，中心组全年集体学习研讨最少几次？", "云岭集团2025年党建工作要点.pdf", "二/（一）", "不少于12次"),
    ("按照党务公开工作办法第十八条，公示期要多长？", "云岭集团党务公开工作办法.docx", "第四章/第十八条", "公示期"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "file", "address", "words"), ANSWERS)
def test_the_answer_cites_the_right_item(corpus_home: Home, question: str, file: str, address: str, words: str) -> None:
    found = answer(corpus_home, question, EVERYONE)
    assert found.status == "answered"
    assert any((c.file, c.address) == (file, address) and words in c.quote for c in found.citations)


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: g["id"])
def test_every_quote_stands_where_its_citation_says(corpus_home: Home, gold: dict[str, Any]) -> None:
    found = answer(corpus_home, gold["question"], EVERYONE)
    for n, c in enumerate(found.citations, 1):
        outline = corpus_home.library.outline(c.version)
        (item,) = [item for item in outline.items if item.address == c.address]
        assert corpus_home.library.content(c.version)[c.start : c.end] == c.quote
        assert item.start <= c.start < c.end <= item.end
        assert c.n == n
        assert f"[{n}]" in found.answer
    assert (found.status == "not_found") == (not found.citations)
    assert found.searched.documents == len(corpus_home.library.documents())


def test_search_finds_a_needed_item_among_the_first_five(corpus_home: Home) -> None:
    answerable = [g for g in WITHOUT_OFFICE if g["answerable"]]
    found = []
    for gold in answerable:
        hits = search(corpus_home, gold["question"], 5, EVERYONE)
        wanted = {(q["file"], q["item"]) for q in gold["gold"]}
        found.append(any((h.document.file, h.item.address) in wanted for h in hits))
    assert sum(found) / len(found) >= 0.8


@pytest.mark.parametrize(
    "question", ["", "？", "   ", "<script>alert(1)</script>", "AND OR NOT (", "𠮷", "a" * 1000, "的"]
)
def test_strange_questions_are_answered_or_refused(corpus_home: Home, question: str) -> None:
    assert answer(corpus_home, question, EVERYONE).status in ("answered", "not_found")


@pytest.mark.parametrize("ask", [answer, lambda home, question, filters: search(home, question, 3, filters)])
def test_a_pasted_document_is_no_question(corpus_home: Home, ask: Callable[[Home, str, Filters], object]) -> None:
    with pytest.raises(BadRequest, match="问题太长：1001 字"):
        ask(corpus_home, "问" * 1001, EVERYONE)


def test_a_sentence_without_a_stop_is_quoted_in_part(home: Home, tmp_path: Path) -> None:
    clauses = "，".join(f"第{n}个班组每月开展安全学习" for n in range(2000))
    (tmp_path / "2024年安全工作要点.txt").write_text(
        f"2024年安全工作要点\n一、安全学习\n1.{clauses}。", encoding="utf-8"
    )
    ingest(home, [tmp_path / "2024年安全工作要点.txt"], unwatched)
    found = answer(home, "班组多久开展一次安全学习？", EVERYONE)
    assert found.status == "answered"
    assert 0 < sum(len(c.quote) for c in found.citations) <= 240


def test_not_found_names_what_was_searched(corpus_home: Home) -> None:
    found = answer(corpus_home, "量子计算机的低温制冷设备采购标准", EVERYONE)
    assert (found.status, found.citations) == ("not_found", ())
    assert f"已检索 {found.searched.documents} 份文件" in found.answer
    assert "2021、2022、2023、2024、2025、2026年" in found.answer


def test_a_year_that_the_library_does_not_have(corpus_home: Home) -> None:
    found = answer(corpus_home, "云岭集团2018年党建工作要点有哪些重点任务？", EVERYONE)
    assert found.status == "not_found"
    assert "没有2018年的要点" in found.answer


def test_another_month_is_no_answer(corpus_home: Home) -> None:
    found = answer(corpus_home, "哪些任务要在6月底前完成？", EVERYONE)
    assert found.citations
    assert all(re.search("6月|上半年|每?半年|季度|双月|每月", c.quote) for c in found.citations)


def test_an_empty_library_says_so(home: Home) -> None:
    found = answer(home, "党课", EVERYONE)
    assert (found.status, found.searched.documents) == ("not_found", 0)
    assert "请先导入文件" in found.answer


def test_parts_are_counted_and_listed(corpus_home: Home) -> None:
    found = answer(corpus_home, "云岭集团2024年党建工作要点分成哪几大部分？", EVERYONE)
    outline = corpus_home.library.outline(found.citations[0].version)
    headings = [item for item in outline.items if item.level == 1 and item.label in "一二三四五六七八九十"]
    assert [c.address for c in found.citations] == [item.address for item in headings]
    assert f"共 {len(headings)} 个部分" in found.answer


def test_items_are_counted(corpus_home: Home) -> None:
    found = answer(corpus_home, "云岭集团2024年党建工作要点一共列了多少条任务？", EVERYONE)
    assert "共 24 条（全文连续编号 （一）—（二十四））" in found.answer
    assert [c.address for c in found.citations] == ["一/（一）", "八/（二十四）"] or found.citations[
        -1
    ].address == "八/（二十四）"


@pytest.mark.parametrize(
    ("question", "file", "address"),
    [
        ("党务公开工作办法第十八条是什么？", "云岭集团党务公开工作办法.docx", "第四章/第十八条"),
        ("2024年要点第七条讲什么？", "云岭集团2024年党建工作要点.docx", "三/（七）"),
        ("2023年要点第12条讲什么？", "云岭集团2023年党建工作要点.docx", "三/12"),
        ("2024年要点三/（七）说的什么？", "云岭集团2024年党建工作要点.docx", "三/（七）"),
    ],
)
def test_an_item_is_found_by_its_number(corpus_home: Home, question: str, file: str, address: str) -> None:
    found = answer(corpus_home, question, EVERYONE)
    assert {(c.file, c.address) for c in found.citations} == {(file, address)}
    assert search(corpus_home, question, 1, EVERYONE)[0].item.address == address


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        (Filters(years=(2026,)), {"省能源行业党委关于加强2026年企业党建工作的意见.pdf"}),
        (
            Filters(kinds=("办法",)),
            {
                "云岭集团党务公开工作办法.docx",
                "云岭集团党员教育培训管理办法.txt",
                "云岭集团星级党支部评定办法.docx",
            },
        ),
        (
            Filters(units=("省能源行业党委",)),
            {
                "省能源行业党委关于做好2023年企业党建工作的意见.docx",
                "省能源行业党委关于加强2025年企业党建工作的意见.txt",
                "省能源行业党委关于加强2026年企业党建工作的意见.pdf",
            },
        ),
        (Filters(files=("云岭集团2025年党建工作要点.pdf",)), {"云岭集团2025年党建工作要点.pdf"}),
        (Filters(years=(1999,)), set()),
    ],
)
def test_filters_narrow_the_search(corpus_home: Home, filters: Filters, files: set[str]) -> None:
    assert {hit.document.file for hit in search(corpus_home, "党建工作", 50, filters)} == files


def test_a_pdf_quote_has_its_page(corpus_home: Home) -> None:
    filters = Filters(files=("云岭集团2025年党建工作要点.pdf",))
    pages = {hit.item.page for hit in search(corpus_home, "党建工作考核", 50, filters)}
    assert pages <= {1, 2, 3, 4, 5, 6}
    assert len(pages) > 1


# --- the parts --------------------------------------------------------------------------------------------------------


def test_fusion_is_a_convex_sum_of_normalised_scores() -> None:
    lexical, dense = [PassageHit(1, 10.0), PassageHit(2, 5.0)], [PassageHit(2, 0.8), PassageHit(3, -0.1)]
    fused = fuse((lexical, 0.75), (dense, 0.25))
    assert list(fused.items()) == [(1, 0.75), (2, pytest.approx(0.625)), (3, 0.0)]
    assert fuse(([], 0.8), ([], 0.2)) == {}


def test_a_span_outside_its_item_is_never_cited(corpus_home: Home) -> None:
    document = corpus_home.library.documents()[0]
    first, second = corpus_home.library.outline(document.version).items[:2]

    def forged(item: Item, start: int, end: int) -> None:
        with pytest.raises(ForgedQuote, match=item.address):
            cite(corpus_home.library, [Evidence(document, item, start, end)], "")

    forged(first, first.start, first.start)
    forged(first, first.start, second.end)
    forged(second, second.start - 1, second.end)


def test_langchain_retriever(corpus_home: Home) -> None:
    retriever = ItemRetriever(home=corpus_home, k=3, filters=Filters(years=(2025,)))
    documents = retriever.invoke("党委理论学习中心组集体学习研讨")
    assert len(documents) == 3
    assert {d.metadata["year"] for d in documents} == {2025}
    place = documents[0].metadata
    assert corpus_home.library.content(place["version"])[place["start"] : place["end"]] == documents[0].page_content
