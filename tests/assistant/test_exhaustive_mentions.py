"""Every place where something is said: names of rules, clauses, counts, scopes, and an honest none."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exhaustive.cited import name_meant, told_as, written_as
from assistant.exhaustive.mentions import Term
from assistant.exhaustive.occurrences import frequency_behind, places_of
from ingest.citations.names import is_rule, same_document
from ingest.home import Home
from ingest.library import Occurrence
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import Answer, Document, Filters, Item, Outline
from tests.assistant.exhaustive_answers import EVERYONE, exhaustive, told

BRANCHES = "《中国共产党支部工作条例（试行）》"
COMPANIES = "《中国共产党国有企业基层组织工作条例（试行）》"

# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("《党支部条例》", BRANCHES, True),
        ("中国共产党支部工作条例(试行)", BRANCHES, True),
        ("《国企基层组织条例》", COMPANIES, True),
        ("《基层组织条例》", COMPANIES, False),
        ("《条例》", BRANCHES, False),
        ("《中国共产党组织工作条例》", COMPANIES, False),
        ("《中国共产党支部书记工作条例》", BRANCHES, False),
        ("《中国共产党支部工作办法》", BRANCHES, False),
        ("《纪律处分条例》", "《中国共产党纪律处分条例》", True),
        ("《安全生产法》", "《中华人民共和国安全生产法》", True),
        ("《榜样》", "《榜样》", True),
        ("《榜样》", "《榜样4》", False),
    ],
)
def test_names_of_one_document(one: str, other: str, same: bool) -> None:
    assert same_document(one, other) is same
    assert same_document(other, one) is same


def test_a_name_in_a_name() -> None:
    assert name_meant("《关于印发〈云岭集团党务公开办法〉的通知》", "云岭集团党务公开办法") == "云岭集团党务公开办法"
    assert name_meant("《关于印发〈云岭集团党务公开办法〉的通知》", "党费管理办法") is None


@pytest.mark.parametrize(
    ("written", "name", "told"),
    [
        ("党支部条例", BRANCHES, "用简称《党支部条例》"),
        ("中国共产党支部工作条例(试行)", BRANCHES, ""),
        ("中国共产党支部工作条例", BRANCHES, "写作《中国共产党支部工作条例》"),
        ("中国共产党支部工作条例", "党支部条例", "用全称《中国共产党支部工作条例》"),
    ],
)
def test_another_name_is_told(written: str, name: str, told: str) -> None:
    assert told_as(written, name) == told


@pytest.mark.parametrize(("name", "rule"), [("党支部工作条例", True), ("工作办法", False), ("三会一课", False)])
def test_a_rule_is_told_by_its_last_word(name: str, rule: bool) -> None:
    assert is_rule(name) is rule


@given(st.text("三会一课ABab12（）()", min_size=1), st.sampled_from(["", " ", "\n", "”", "“ "]))
def test_words_are_found_however_they_are_spaced(words: str, gap: str) -> None:
    assert written_as(words).search(f"落实{gap.join(words)}制度") is not None


# --- places -----------------------------------------------------------------------------------------------------------

DOCUMENT = Document(1, 1, 1, "要点.txt", (), "要点", 2024, "要点", "", "")


def item_of(text: str, start: int = 7) -> Item:
    return Item("三/1", 2, "1", text.split("。")[0], text, start, start + len(text), "plan")


def outline_of(*items: Item) -> Outline:
    return Outline("要点", 2024, "要点", "", items)


def found(item: Item, words: str) -> list[tuple[Occurrence, Term]]:
    term = Term(words, is_rule=False, is_exact=True)
    matches = re.finditer(words, item.text)
    return [(Occurrence(item.start + m.start(), item.start + m.end(), m[0]), term) for m in matches]


@pytest.mark.parametrize(
    ("text", "words", "clauses"),
    [
        ("1.抓好党课。书记讲党课，委员讲党课。", "党课", ["1.抓好党课", "书记讲党课", "委员讲党课"]),
        ("党课要有党课的样子", "党课", ["党课要有党课的样子"]),
        ("会议强调（“党课”）要讲好", "党课", ["会议强调（“党课”）要讲好"]),
        ("每月开展1\n次党课", "党课", ["每月开展1\n次党课"]),
        ("标题\n党课", "党课", ["党课"]),
        (f"{'甲' * 30}、{'乙' * 30}党课{'丙' * 60}", "党课", [f"{'乙' * 30}党课{'丙' * 40}"]),
    ],
)
def test_the_clause_around_a_word(text: str, words: str, clauses: list[str]) -> None:
    item = item_of(text)
    places = places_of(DOCUMENT, outline_of(item), found(item, words))
    assert [text[p.start - item.start : p.end - item.start] for p in places] == clauses
    assert sum(p.times for p in places) == text.count(words)


def test_what_stands_in_no_item_has_no_place() -> None:
    item = item_of("讲好党课。")
    title = Occurrence(0, 2, "党课")
    assert places_of(DOCUMENT, outline_of(item), [(title, Term("党课", False, True))]) == []


@given(st.lists(st.sampled_from(["党课", "，", "。", "抓好", "、", "》", "\n", "1"]), max_size=60))
def test_every_occurrence_stands_in_its_clause(pieces: list[str]) -> None:
    item = item_of("".join(["起", *pieces]))
    hits = found(item, "党课")
    places = places_of(DOCUMENT, outline_of(item), hits)
    assert sum(p.times for p in places) == len(hits)
    assert all(item.start <= p.start <= p.said.start < p.said.end <= p.end <= item.end for p in places)
    assert all(before.end <= after.start for before, after in pairwise(places))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("落实“三会一课”，每季度召开党员大会，开好民主生活会。每年述职。", "每季度召开党员大会"),
        ("“三会一课”每月检查，党课不少于2次", "党课不少于2次"),
        ("落实“三会一课”。每月检查。", None),
    ],
)
def test_how_often_in_the_same_sentence(text: str, stated: str | None) -> None:
    item = item_of(text)
    (place,) = places_of(DOCUMENT, outline_of(item), found(item, "三会一课"))
    quote = frequency_behind(place)
    assert (quote and text[quote.start - item.start : quote.end - item.start]) == stated


# --- answers over the sample library ----------------------------------------------------------------------------------


def files(found: Answer) -> set[str]:
    return {c.file for c in found.citations}


def test_all_documents_that_cite_a_rule(corpus_home: Home) -> None:
    full = told(corpus_home, "哪几份文件引用了《中国共产党党务公开条例（试行）》？")
    assert files(full) == {
        "云岭集团2022年党建工作要点.txt",
        "云岭集团党务公开工作办法.docx",
        "省能源行业党委关于加强2025年企业党建工作的意见.txt",
    }
    assert "检查了 22 份文件（2021—2026年）的全文，其中 3 份引用" in full.answer
    assert all("党务公开条例" in c.quote for c in full.citations)
    short = told(corpus_home, "哪些文件引用了《党务公开条例》？")
    assert files(short) == files(full)
    assert "用全称《中国共产党党务公开条例（试行）》" in short.answer


def test_a_rule_does_not_cite_itself(corpus_home: Home) -> None:
    assert "云岭集团党务公开工作办法.docx" not in files(told(corpus_home, "哪些文件提到《云岭集团党务公开工作办法》？"))


@pytest.mark.parametrize("question", ["哪些文件提到“量子通信”？", "哪些文件提到量子通信？", "“量子通信”出现了几次？"])
def test_none_is_said_with_what_was_examined(corpus_home: Home, question: str) -> None:
    none = told(corpus_home, question)
    assert (none.status, none.citations) == ("not_found", ())
    assert "检查了 22 份文件（2021—2026年）的全文，没有一处提到“量子通信”" in none.answer


def test_a_wording_of_the_user_is_left_to_the_search(corpus_home: Home) -> None:
    assert exhaustive(corpus_home, "哪些文件提到要让年轻的同志下基层锻炼？") is None


def test_documents_without_it(corpus_home: Home) -> None:
    lacking = told(corpus_home, "哪些要点没有提到“智慧党建”？")
    assert (lacking.status, lacking.citations) == ("answered", ())
    assert "其中 3 份没有提到“智慧党建”" in lacking.answer
    assert [f"{year}年党建工作要点" in lacking.answer for year in range(2021, 2026)] == [True, True, True, False, False]


def test_all_items_with_a_word(corpus_home: Home) -> None:
    found = told(corpus_home, "2024年要点里“党课”在哪几条里提到？")
    (document,) = [d for d in corpus_home.library.documents() if d.file == "云岭集团2024年党建工作要点.docx"]
    items = corpus_home.library.outline(document.version).items
    assert {c.address for c in found.citations} == {item.address for item in items if "党课" in item.text}
    assert f"共 {sum(item.text.count('党课') for item in items)} 处" in found.answer


def test_each_year_in_its_order(corpus_home: Home) -> None:
    found = told(corpus_home, "历年要点里“第一议题”是怎么提的？")
    years = [re.findall(r"20\d\d", c.file)[0] for c in found.citations]
    assert years == sorted(years)
    assert set(years) == {"2022", "2023", "2024", "2025"}


def test_both_words(corpus_home: Home) -> None:
    both = told(corpus_home, "哪几份文件同时提到“劳模”和“巡察”？")
    either = told(corpus_home, "哪几份文件提到“劳模”或“巡察”？")
    assert files(both) < files(either)


@pytest.mark.parametrize(
    ("question", "filters", "examined"),
    [
        ("哪些文件提到“党课”？", Filters(years=(2024,)), "2024年"),
        ("2023年哪些文件提到“党课”？", EVERYONE, "2022、2023年"),  # 2022年总结及2023年工作安排 is of both
        ("2022年到2024年的要点里，哪几份提到“党课”？", EVERYONE, "2022—2024年"),
        ("近两年的要点里怎么说“党课”？", EVERYONE, "2024、2025年"),
    ],
)
def test_the_scope_is_kept_and_said(corpus_home: Home, question: str, filters: Filters, examined: str) -> None:
    assert re.search(rf"检查了 \d+ 份文件（{examined}）的全文", told(corpus_home, question, filters).answer)


def test_a_year_that_is_not_there(corpus_home: Home) -> None:
    none = told(corpus_home, "2018年哪些文件提到“党课”？")
    assert none.status == "not_found"
    assert "资料库里没有问到的年份" in none.answer


def test_a_private_document_is_not_searched_for_others(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "云岭集团2024年党建工作要点.txt"
    file.write_text("云岭集团2024年党建工作要点\n一、思想建设\n1.讲好党课。党课每季度1次。\n", encoding="utf-8")
    ingest(home, [file], unwatched, "张三")
    assert told(home, "哪些文件提到“党课”？", Filters(reader="张三")).status == "answered"
    assert told(home, "哪些文件提到“党课”？").status == "not_found"


def test_what_is_not_listed_is_counted(home: Home, tmp_path: Path) -> None:
    for year in range(2001, 2021):
        lines = [f"云岭集团{year}年党建工作要点", "一、思想建设", *(f"{n}.第{n}次讲好党课。" for n in range(1, 10))]
        (tmp_path / f"云岭集团{year}年党建工作要点.txt").write_text("\n".join(lines), encoding="utf-8")
    ingest(home, [tmp_path], unwatched)
    found = told(home, "哪些文件提到“党课”？")
    assert "20 份提到“党课”，共 180 处" in found.answer
    assert "另有 3 处没有列出" in found.answer
    assert len(found.citations) == 60
    assert "另有 10 份文件也提到，这里只列名称" in found.answer
    assert all(f"{year}年党建工作要点" in found.answer for year in range(2001, 2021))
