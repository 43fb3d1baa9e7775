"""Documents and conversations as HTML: every character there, none of it markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.references import book_title, reference
from assistant.web.conversation import Refused, Reply, Searching, Turn, conversation_html, growing, welcome_html
from assistant.web.document import Page, body_html, document_html
from assistant.web.shelf import file_choices, kind_choices, shelf_html, year_choices
from ingest.outline import outline_of
from ingest.records import Answer, Citation, Document, Item, Line, Outline, Searched, Text

NASTY = st.text(
    st.sampled_from("一（二）《要》。 \n\t<>&\"'`${}[1]![/](x)script=") | st.characters(exclude_characters="\r\0")
)
DOCUMENT = Document(1, 7, 1, "要点.txt", (), "云岭集团2025年党建工作要点", 2025, "要点", "云岭集团", "", 3)
ORIGINAL = "/yaodian/screens/library/original/7"
CITATION = Citation(1, "要点.txt", 7, "云岭集团2025年党建工作要点", "一/（一）", "每季度<1>次。", 3, 9, 2)


class Reader(HTMLParser):
    """What a browser would show, and the tags and attributes that it would meet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.marked, self.open = "", "", [""]
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.open.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if "mark" in self.open else ""


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Any text cut into any items, some of them table rows."""
    content = draw(NASTY)
    cuts = sorted(draw(st.sets(st.integers(0, len(content)))))
    items = tuple(
        Item(draw(NASTY), draw(st.integers(1, 4)), "一", "", content[a:b], a, b, "plan", cells=draw(rows(content[a:b])))
        for a, b in pairwise(cuts)
    )
    outline = Outline(draw(NASTY), 2025, "要点", "", items)
    return Page(replace(DOCUMENT, title=outline.title), DOCUMENT, outline, content, ORIGINAL)


def rows(text: str) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    cells = tuple(("具体措施<", cell) for cell in text.split("\t"))
    return st.sampled_from([(), cells])


@given(pages(), st.data())
def test_a_span_is_marked_to_the_character_and_nothing_is_lost(page: Page, data: st.DataObject) -> None:
    size = len(page.content)
    start, end = sorted((data.draw(st.integers(0, size)), data.draw(st.integers(0, size))))
    shown = Reader(body_html(page, start, end))
    assert shown.text == page.content
    assert shown.marked == page.content[start:end]
    assert shown.tags <= {"p", "span", "mark"}
    assert set(shown.attributes) <= {"class", "data-address", "data-column"}


@given(pages(), st.integers(-5, 500), st.integers(-5, 500))
def test_any_offsets_give_a_whole_document(page: Page, start: int, end: int) -> None:
    shown = Reader(document_html(page, start, end))
    inside = 0 <= start < end <= len(page.content)
    assert shown.marked == (page.content[start:end] if inside else "")
    assert page.content in shown.text
    assert page.shown.title in shown.text
    assert not [name for name in shown.attributes if name.startswith("on")]


@given(NASTY, NASTY)
def test_questions_and_answers_stay_text(question: str, line: str) -> None:
    answer = Answer("answered", f"{line}[1]", (replace(CITATION, quote=line, document=question),))
    shown = Reader(conversation_html([Turn(question, Reply(answer, {7: 2025}))], {}))
    assert question in shown.text
    assert all(part in shown.text for part in line.split("\n"))
    assert shown.tags <= {"div", "p", "button", "section", "h3", "ol", "li", "blockquote"}
    assert not {name for name in shown.attributes if name.startswith("on")}


def page_of(*lines: str) -> Page:
    text = Text.of(Line(line) for line in lines)
    return Page(DOCUMENT, DOCUMENT, outline_of(text, "要点.txt"), text.content, ORIGINAL)


PLAN = page_of(
    "云岭集团2025年党建工作要点",
    "一、强化理论武装",
    "（一）坚持集体学习。一是每月学习1次。二是每季度研讨1次。",
)


def test_lines_carry_the_addresses_of_their_items() -> None:
    shown = Reader(body_html(PLAN, 0, 0))
    assert [item.address for item in PLAN.outline.items] == shown.attributes["data-address"]
    assert shown.attributes["class"][:3] == ["title", "level-1 heading", "level-2"]


def test_the_cited_place_is_named_with_its_headings() -> None:
    start = PLAN.content.index("每季度")
    html = document_html(PLAN, start, start + 4)
    assert "<li>强化理论武装</li><li>坚持集体学习</li>" in html
    assert '<li class="address">一/（一）/二是</li>' in html
    assert 'data-copy="“每季度研”（《云岭集团2025年党建工作要点》一/（一）/二是）"' in html


def test_the_file_itself_is_one_click_away() -> None:
    assert f'<a class="quiet" href="{ORIGINAL}" download>下载原件</a>' in document_html(PLAN, 0, 0)


def test_the_place_of_a_quote_names_its_own_page() -> None:
    first = replace(PLAN.outline.items[-1], page=3, turns=((PLAN.content.index("研讨"), 4),))
    page = replace(PLAN, outline=replace(PLAN.outline, items=(*PLAN.outline.items[:-1], first)))
    assert f">{first.address}，第 3 页<" in document_html(page, first.start, first.end)
    assert f">{first.address}，第 4 页<" in document_html(page, PLAN.content.index("研讨"), first.end)


def test_a_span_outside_the_items_has_no_address() -> None:
    shown = Reader(document_html(PLAN, 0, 4))
    assert shown.marked == "云岭集团"
    assert "data-copy" not in shown.attributes


def test_a_table_row_shows_each_value_below_its_column() -> None:
    text = "4\t落实责任制\t宣传部"
    cells = (("序号", "4"), ("重点任务", "落实责任制"), ("牵头单位", "宣传部"), ("责任单位", "宣传部"))
    row = Item("附件1/表1/4", 3, "4", "", text, 0, len(text), "plan", cells=cells)
    shown = Reader(
        body_html(Page(DOCUMENT, DOCUMENT, Outline("", None, "任务分解", "", (row,)), text, ORIGINAL), 0, len(text))
    )
    assert shown.attributes["data-column"] == ["序号", "重点任务", "牵头单位"]
    assert shown.marked == text


@pytest.mark.parametrize(
    ("shown", "current", "words"),
    [(1, 2, "这是旧版本（第 1 版），现行的是第 2 版。"), (2, 2, ""), (1, 1, "")],
)
def test_a_version_that_is_not_current_says_so(shown: int, current: int, words: str) -> None:
    page = replace(
        PLAN,
        shown=replace(DOCUMENT, version=shown, number=shown),
        current=replace(DOCUMENT, version=current, number=current),
    )
    html = document_html(page, 0, 0)
    assert words in html
    assert ("superseded" in html) == bool(words)


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("党建工作要点", "《党建工作要点》"),
        ("《党建工作要点》", "《党建工作要点》"),
        ("《支部工作条例》实施办法", "《〈支部工作条例〉实施办法》"),
        ("关于印发《党建工作要点》的通知", "《关于印发〈党建工作要点〉的通知》"),
    ],
)
def test_a_title_in_book_marks(title: str, named: str) -> None:
    assert book_title(title) == named
    assert reference("全年不少于2次", title, "八/28") == f"“全年不少于2次”（{named}八/28）"


# --- the conversation -------------------------------------------------------------------------------------------------

WHOLE = Answer(
    "answered",
    "《要点》：\n每月1次（一/1）[1]\n\n《意见》：\n每季度1次（二/2）[2]",
    (CITATION, replace(CITATION, n=2, version=8)),
    Searched(2, (2024, 2025)),
)


def test_an_answer_grows_statement_by_statement() -> None:
    parts = list(growing(WHOLE))
    assert [part.answer.count("\n") for part in parts] == [0, 1, 3, 4]
    assert [len(part.citations) for part in parts] == [0, 1, 1, 2]
    assert all(WHOLE.answer.startswith(part.answer) for part in parts)
    assert parts[-1] == WHOLE


@given(st.lists(st.text(st.sampled_from("一[12] ")), max_size=6))
def test_a_growing_answer_ends_whole(lines: list[str]) -> None:
    answer = replace(WHOLE, answer="\n".join(lines))
    parts = list(growing(answer))
    assert parts[-1] == answer
    assert all(a.answer != b.answer for a, b in pairwise(parts))


@pytest.mark.parametrize(
    ("reply", "css", "words"),
    [
        (Searching(3), "reply searching", "正在检索 3 份文件…"),
        (Reply(WHOLE, {7: 2025, 8: None}), "reply answered", "2025年 · 一/（一），第 2 页 · 要点.txt"),
        (Reply(Answer("not_found", "没有找到。已检索 3 份文件。"), {}), "reply not_found", "没有找到"),
        (Reply(Answer("ambiguous", "您指的是哪一年？"), {}), "reply ambiguous", "需要您明确"),
        (Refused("资料库正在被恢复。请稍后重试"), "reply refused", "资料库正在被恢复。请稍后重试"),
    ],
)
def test_each_state_looks_its_own_way(reply: Searching | Reply | Refused, css: str, words: str) -> None:
    html = conversation_html([Turn("问题", reply)], {})
    assert f'class="{css}"' in html
    assert words in html


def test_a_number_without_a_citation_is_no_chip() -> None:
    text = "见附表[1]和[9]，每月1次[1]\n另见[9]"
    html = conversation_html([Turn("问", Reply(Answer("answered", text, (CITATION,)), {}))], {})
    assert html.count('class="chip"') == 1  # the one behind its statement; a quote's own [1] stays text
    assert "见附表[1]和[9]，每月1次" in html
    assert "另见[9]" in html


def test_before_the_first_question_there_is_a_welcome() -> None:
    assert "2025年换届选举有哪些要求？</button>" in welcome_html(["2025年换届选举有哪些要求？"])
    assert "资料库还是空的" in welcome_html(())
    assert "资料库还是空的" not in welcome_html((), documents=3)


def test_nothing_is_said_of_the_library_before_it_is_open() -> None:
    html = welcome_html((), documents=None)
    assert "正在打开资料库" in html
    assert "空的" not in html


# --- the list ---------------------------------------------------------------------------------------------------------

OLDER = replace(DOCUMENT, id=2, version=9, file="旧.txt", title="<b>总结", year=2023, kind="总结", unit="")
UNDATED = replace(DOCUMENT, id=3, version=5, file="副本.txt", year=None, kind="办法")


def test_the_list_goes_by_year_and_opens_versions() -> None:
    shown = Reader(shelf_html([OLDER, UNDATED, DOCUMENT]))
    assert shown.attributes["data-version"] == ["7", "9", "5"]
    assert shown.text.index("2025年") < shown.text.index("2023年") < shown.text.index("年份未写明")
    assert "b" not in shown.tags
    assert "总结 · 单位未写明 · 3 条" in shown.text
    assert 'href="#library"' in shelf_html([])


def test_choices_are_what_the_library_holds() -> None:
    documents = [OLDER, UNDATED, DOCUMENT]
    assert year_choices(documents) == [("2025年", 2025), ("2023年", 2023)]
    assert kind_choices(documents) == ["要点", "总结", "办法"]
    assert file_choices(documents) == [
        ("云岭集团2025年党建工作要点（要点.txt）", "要点.txt"),
        ("<b>总结", "旧.txt"),
        ("云岭集团2025年党建工作要点（副本.txt）", "副本.txt"),
    ]
