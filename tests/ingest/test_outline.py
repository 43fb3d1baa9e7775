"""The numbering schemes of the genre (DOMAIN.md), each as lines and the addresses that they must give."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.front import kind_of
from ingest.outline import outline_of, title_of
from ingest.passages import PASSAGE_CHARS, passages_of, sentences
from ingest.records import Line, Outline, TableRow, Text

TITLE = "云岭集团2024年党建工作要点"


def outline(*lines: str | Line, title: str = TITLE, file: str = "x.txt") -> Outline:
    return outline_of(Text.of(line if isinstance(line, Line) else Line(line) for line in (title, *lines)), file)


def addresses(*lines: str | Line, title: str = TITLE) -> list[str]:
    return [item.address for item in outline(*lines, title=title).items]


def row(*cells: str, table: int = 1, header: bool = False) -> Line:
    distinct = "\t".join(dict.fromkeys(cell for cell in cells if cell))
    return Line(distinct, row=TableRow(table, cells, header))


LONG = "各单位要结合实际抓好落实，认真总结经验做法。"

SCHEMES: dict[str, tuple[list[str | Line], list[str]]] = {
    "arabic numbers run on across sections": (
        ["总体要求是：围绕中心抓党建。", "一、政治建设", "1.抓学习。每月一次。", "2.抓整改。", "二、组织建设", "3.抓支部。"],
        ["导语", "一", "一/1", "一/2", "二", "二/3"],
    ),
    "arabic numbers restart in every section": (
        ["一、政治建设", "1.抓学习。", "二、组织建设", "1.抓支部。"],
        ["一", "一/1", "二", "二/1"],
    ),
    "bracketed numbers run on, with an inline 一要": (
        ["一、政治建设", "（一）抓学习。要求如下。", "二、支部建设", "（二）抓创建。一要明确目标。二要明确步骤。三要明确要求。"],
        ["一", "一/（一）", "二", "二/（二）", "二/（二）/一要", "二/（二）/二要", "二/（二）/三要"],
    ),
    "一是 as paragraphs, restarting": (
        ["一、工作开展情况", "一是抓学习。", "二是抓整改。", "二、存在的问题", "一是不平衡。", "二是不深入。"],
        ["一", "一/一是", "一/二是", "二", "二/一是", "二/二是"],
    ),
    "half-width headings with 一是 inside the paragraph": (
        ["一、落实情况", "(一)抓引领，发挥作用", "坚持领导。一是进章程。写入职责。二是抓班子。", "(二)强基础", "持续用力。"],
        ["一", "一/（一）", "一/（一）/一是", "一/（一）/二是", "一/（二）"],
    ),
    "unnumbered paragraphs of a section, and one that belongs to an item": (
        ["一、工作主题", "第一段内容。", "第二段内容。", "二、重点", "1.抓学习。", "通过讲座等形式学习。"],
        ["一", "一/¶1", "一/¶2", "二", "二/1"],
    ),
    "a list that a line introduces stays with it": (
        ["一、工作主题", "按“123”思路开展工作：", "一个中心：抓发展", "两个作用：作用甲", "作用乙", "二、重点"],
        ["一", "一/¶1", "二"],
    ),
    "a long run of paragraphs under a numbered heading": (
        ["一、回顾", "（一）经济运行", *[LONG] * 6],
        ["一", "一/（一）", *[f"一/（一）/¶{n}" for n in range(1, 7)]],
    ),
    "regulation": (
        ["第一章 总则", "第一条 为规范工作，制定本办法。", "第二条 公开内容包括：", "（一）重大决策；", "（二）年度计划。",
         "第二章 附则", "第三条 本办法自印发之日起施行。"],
        ["第一章", "第一章/第一条", "第一章/第二条", "第一章/第二条/（一）", "第一章/第二条/（二）", "第二章", "第二章/第三条"],
    ),
    "deeper levels": (
        ["一、甲", "（一）乙", "1.丙", "（1）丁", "①戊", "②己", "（二）庚"],
        ["一", "一/（一）", "一/（一）/1", "一/（一）/1/（1）", "一/（一）/1/（1）/①", "一/（一）/1/（1）/②", "一/（二）"],
    ),
    "a repeated label": (["1.甲。", "2.乙。", "1.丙。"], ["1", "2", "1#2"]),
    "the only inline list of a section's prose is the section's": (
        ["二、下一步打算", "重点抓好以下工作：一是学习；二是整改。"],
        ["二", "二/¶1", "二/一是", "二/二是"],
    ),
    "one paragraph that is the whole list": (
        ["二、存在的问题", "一是不平衡；二是不深入；三是不经常。"],
        ["二", "二/一是", "二/二是", "二/三是"],
    ),
    "note, signature, attachment with a table": (
        ["一、甲", "1.乙。", "附件：1.任务分解表", "2.责任清单", "中共云岭集团委员会", "2024年3月5日", "附件1", "任务分解表",
         row("序号", "重点任务", "牵头单位", header=True), row("1", "抓学习", "宣传部"), row("2", "抓支部", "组织人事部")],
        ["一", "一/1", "附件说明", "¶1", "附件1", "附件1/表1", "附件1/表1/1", "附件1/表1/2"],
    ),
    "a table with a merged number column": (
        [row("序号", "任务", "措施", header=True), row("1", "抓学习", "每月一次"), row("1", "抓学习", "每季一考"), row("2", "乙", "丙")],
        ["表1", "表1/1", "表1/1#2", "表1/2"],
    ),
    "a note below a table is the table's, also in a sheet's last row": (
        [row("任务", "单位", "时限", header=True), row("甲", "乙", "丙"), "备 注：按季报送。", "注2：按月报送。",
         row("任务", "单位", "时限", table=2, header=True), row("甲", "乙", "丙", table=2), row("说明：全年。", "", "", table=2)],
        ["表1", "表1/1", "表1/¶1", "表1/¶2", "表2", "表2/1", "表2/¶1"],
    ),
    "text behind a table is its section's": (
        ["一、甲", row("任务", "单位", "时限", header=True), row("甲", "乙", "丙"), "各单位抓好落实。", "注：另行通知。"],
        ["一", "一/表1", "一/表1/1", "一/¶1", "一/¶2"],
    ),
    "text below an attachment's signature is not its title": (
        ["一、甲", "附件1", "2024年3月5日", "抓学习"],
        ["一", "附件1", "附件1/¶1", "附件1/¶2"],
    ),
    "a table without numbers and headings over groups of rows": (
        [row("任务", "单位", "时限", header=True), row("一、政治建设", "一、政治建设", "一、政治建设"), row("甲", "乙", "丙")],
        ["表1", "表1/一", "表1/1"],
    ),
    "Word headings without numbers": (
        [Line("总体要求", "heading 1"), "围绕中心。", Line("重点任务", "heading 1"), "1.抓学习。"],
        ["总体要求", "总体要求/¶1", "重点任务", "重点任务/1"],
    ),
    "leader dots inside a sentence are text": (["一、甲", "1.抓好学习……不少于12"], ["一", "一/1"]),
    "a note of an attachment that comes separately": (
        ["一、甲", "1.乙。", "附件：任务分解表（另发）", "中共云岭集团委员会", "2024年3月5日"],
        ["一", "一/1", "附件说明", "¶1"],
    ),
    "a notice that prints the plan below its signature": (
        ["现将要点印发给你们。", "云岭集团党委", "2024年2月1日", "云岭集团2024年党建工作要点", "总体要求。", "一、甲", "1.乙。", "抄送：各单位"],
        ["导语", "¶1", "¶2", "¶3", "一", "一/1", "¶4"],
    ),
    "half brackets below brackets": (["（1）甲：", "1）乙", "2）丙", "（2）丁"], ["（1）", "（1）/1）", "（1）/2）", "（2）"]),
    "what a web site prints around a text": (["一、甲", "1.乙。", "【打印本页】", "上一篇：丙"], ["一", "一/1"]),
    "a heading that begins with a year": (["一、2023年主要工作", "1.2024年抓学习。", "1.5亿元投资。"], ["一", "一/1"]),
    "an amount is no label": (["一、甲", "1.5亿元投资全部到位。"], ["一", "一/¶1"]),
    "footnotes": (["一、甲", "1.乙。", Line("见《办法》。", "footnote")], ["一", "一/1", "¶1"]),
}  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme(scheme: str) -> None:
    lines, expected = SCHEMES[scheme]
    assert addresses(*lines) == expected


def test_headings_and_title_of_a_nested_item() -> None:
    item = outline("一、政治建设", "（一）抓学习。每月一次。", "一是读书。内容。二是交流。").items[3]
    assert (item.address, item.title, item.headings) == ("一/（一）/二是", "交流", ("政治建设", "抓学习"))
    assert item.text == "二是交流。"


def test_table_row_keeps_its_columns() -> None:
    item = outline(row("序号", "重点任务", "完成时限", header=True), row("1", "抓学习", "6月底前")).items[-1]
    assert item.cells == (("序号", "1"), ("重点任务", "抓学习"), ("完成时限", "6月底前"))
    assert item.title == "抓学习"


# --- front matter -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "title", "year", "kind", "unit"),
    [
        (["2024年度党建工作要点及任务分解", "一、甲"], "2024年度党建工作要点及任务分解", 2024, "要点", ""),
        (["仅供学习，请勿照搬照抄！", "XX网", "2024年党建工作意见", "一、甲"], "2024年党建工作意见", 2024, "意见", ""),
        (["云岭集团2023年党建工作总结及2024年工作打算", "一、甲"], None, 2023, "总结及计划", "云岭集团"),
        (["中共云岭能源集团有限公司委员会", "2024年党建工作要点", "云党发〔2024〕3号", "各党支部：", "一、甲"],
         "中共云岭能源集团有限公司委员会2024年党建工作要点", 2024, "要点", "中共云岭能源集团有限公司委员会"),
        (["基层党建重点任务落实情况报告", "今年以来，xx党委狠抓落实。", "一、甲"], "基层党建重点任务落实情况报告", None, "报告", ""),
        (["工作报告", "——2024年3月5日在职工代表大会上", "各位代表：", "一、甲"], "工作报告", 2024, "报告", ""),
        (["云岭集团星级班组评定办法", "（2025年4月2日云岭集团党委会会议审议通过）", "第一条 甲。"],
         "云岭集团星级班组评定办法", 2025, "办法", "云岭集团"),
        (["星级班组评定办法", "（2025年4月2日云岭集团党委会会议通过　云岭党〔2025〕1号印发）", "第一条 甲。"],
         "星级班组评定办法", 2025, "办法", "云岭集团党委"),
        (["党务公开办法", "（2017年1月3日中共青岩县委常委会会议通过　2017年2月3日中共青岩县委办公室印发）", "第一条 甲。"],
         "党务公开办法", 2017, "办法", "中共青岩县委办公室"),
        (["县级机关考勤办法", "第一条 甲。", "县委办公室", "2024年1月5日"], "县级机关考勤办法", 2024, "办法", "县委办公室"),
        (["党务公开工作办法", "第一条 甲。", "云岭集团党委", "2023年5月6日"], "党务公开工作办法", 2023, "办法", "云岭集团党委"),
        (["关于印发《云岭集团2024年党建工作要点》的通知", "各党支部：", "请贯彻执行。", "云岭集团2024年党建工作要点", "一、甲"],
         "关于印发《云岭集团2024年党建工作要点》的通知", 2024, "要点", "云岭集团"),
        (["中共云岭集团委员会关于印发", "《2023年党建工作要点》的通知", "各党支部：", "请执行。"],
         "中共云岭集团委员会关于印发《2023年党建工作要点》的通知", 2023, "通知", "中共云岭集团委员会"),
        (["2023年度党建工作情况的汇报", "一、甲"], "2023年度党建工作情况的汇报", 2023, "报告", ""),
        (["党建工作备忘", "一年来有关工作如下。", "一、甲"], "党建工作备忘", None, "其他", ""),
        (["2024年党建工作要点", "一、甲", "中共青岩县委", "2024年1月5日"], "2024年党建工作要点", 2024, "要点", "中共青岩县委"),
        (["二〇二四年工作计划", "一、甲"], "二〇二四年工作计划", 2024, "计划", ""),
    ],
)  # fmt: skip
def test_front(lines: list[str], title: str | None, year: int | None, kind: str, unit: str) -> None:
    found = outline_of(Text.of(map(Line, lines)), "y.txt")
    assert (found.title, found.year, found.kind, found.unit) == (title or lines[0], year, kind, unit)


def test_particulars() -> None:
    found = outline("云党发〔2024〕3号", "各党支部、各部门：", "围绕中心。", "一、甲", "云岭集团党委", "2024年3月5日")
    assert found.items[-1].title == "落款"
    assert (found.reference, found.addressees, found.issued) == (
        "云党发〔2024〕3号",
        "各党支部、各部门",
        "2024年3月5日",
    )


def test_a_text_without_a_title_has_its_file_name() -> None:
    assert outline_of(Text.of([Line("一、甲"), Line("1.乙。")]), "2022年计划.txt").title == "2022年计划"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2024年党建工作要点任务分解表", "任务分解"),
        ("关于印发《云岭集团2023年党建工作要点》的通知", "通知"),
        ("关于落实《加强党建工作的意见》情况的报告", "报告"),
        ("中国共产党支部工作条例（试行）", "条例"),
        ("关于加强2025年企业党建工作的意见", "意见"),
        ("2024年上半年工作总结及下半年工作计划", "总结及计划"),
        ("主题党日活动安排", "计划"),
        ("会议记录", "其他"),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert kind_of(title) == kind


# --- tense ------------------------------------------------------------------------------------------------------------


def test_tense_of_a_summary_changes_with_its_headings() -> None:
    items = outline(
        "一年来，认真落实。", "一、主要工作", "一是抓学习。", "二、存在的问题", "一是不深入。", "三、重点任务", "1.抓整改。", "（三）存在的短板",
        title="云岭集团2023年党建工作总结",
    ).items  # fmt: skip
    assert [(i.address, i.tense) for i in items] == [
        ("导语", "done"), ("一", "done"), ("一/一是", "done"), ("二", "problem"), ("二/一是", "problem"),
        ("三", "plan"), ("三/1", "plan"), ("三/（三）", "problem"),
    ]  # fmt: skip


def test_a_plan_only_plans() -> None:
    items = outline("一、总结经验，抓好整改", "1.解决存在的问题。").items
    assert {item.tense for item in items} == {"plan"}


def test_a_plan_that_looks_back_first_says_so() -> None:
    items = outline(
        "一、2023年工作回顾", "1.完成换届。", "二、存在的主要问题", "1.基础薄弱。", "三、2024年重点工作", "1.抓学习。"
    ).items
    assert [item.tense for item in items] == ["done", "done", "problem", "problem", "plan", "plan"]


@pytest.mark.parametrize("heading", ["存在的问题", "短板弱项", "主要困难", "问题和不足", "当前存在的主要问题及原因"])
def test_headings_of_problems(heading: str) -> None:
    assert outline(f"二、{heading}", "一是甲。", title="2023年工作总结").items[0].tense == "problem"


# --- invariants -------------------------------------------------------------------------------------------------------

PIECES = ["一、", "二、", "（一）", "(二)", "1.", "2.", "（1）", "①", "一是", "二是", "第一章 ", "第一条 ", "附件1", "附件：", "¶", "/",
          "抓学习", "2024年3月5日", "云岭集团党委", "：", "。", "，", "存在的问题"]  # fmt: skip
LINES = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).map(str.strip).filter(bool),
    min_size=1,
    max_size=25,
)


@given(LINES)
def test_addresses_are_unique_and_texts_are_exact(lines: list[str]) -> None:
    text = Text.of(map(Line, lines))
    found = outline_of(text, "z.txt")
    assert len({item.address for item in found.items}) == len(found.items)
    for item in found.items:
        assert text.content[item.start : item.end] == item.text


@given(LINES)
def test_items_are_in_order_and_do_not_overlap(lines: list[str]) -> None:
    items = [item for item in outline_of(Text.of(map(Line, lines)), "z.txt").items if item.text]
    assert all(a.end <= b.start for a, b in pairwise(items))


@given(LINES)
def test_no_numbered_text_is_lost(lines: list[str]) -> None:
    """Behind the title, nothing is left out."""
    text = Text.of(map(Line, (TITLE, *lines)))
    kept = "".join(item.text for item in outline_of(text, "z.txt").items)
    squeezed = re.sub(r"\s", "", kept)
    for line in lines:
        if line.startswith(("一、", "（一）", "1.")):
            assert re.sub(r"\s", "", line) in squeezed


@given(LINES)
def test_passages_cover_their_items(lines: list[str]) -> None:
    text = Text.of(map(Line, lines))
    found = outline_of(text, "z.txt")
    passages = passages_of(found)
    assert all(text.content[p.start : p.end] == p.text and 0 < len(p.text) <= PASSAGE_CHARS for p in passages)
    for index, item in enumerate(found.items):
        covered = {i for p in passages if p.item == index for i in range(p.start, p.end)}
        assert all(i in covered or text.content[i].isspace() for i in range(item.start, item.end))


@given(st.text(alphabet="甲乙。；！”\n ，", max_size=80))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = sentences(text)
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(i in covered or text[i].isspace() for i in range(len(text)))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)


def test_a_long_sentence_is_cut_at_the_window() -> None:
    found = outline("一、甲", "1." + "抓" * 600 + "。")
    lengths = [len(p.text) for p in passages_of(found) if found.items[p.item].address == "一/1"]
    assert lengths == [250, 250, 103]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("抓学习。每月一次。", "抓学习"),
        ("加强政治建设，坚决做到“两个维护”", "加强政治建设，坚决做到“两个维护”"),
        ("聚焦政治建设这个根本，" + "逐条逐项抓好落实" * 6 + "。", "聚焦政治建设这个根本"),
    ],
)
def test_title(words: str, title: str) -> None:
    assert title_of(words) == title


# --- pages ------------------------------------------------------------------------------------------------------------


def test_an_item_knows_the_page_of_each_of_its_characters() -> None:
    lines = [
        Line("2024年要点", page=1),
        Line("一、甲", page=1),
        Line("1.抓学习。抓整改。", page=1, turns=((6, 2),)),
        Line("续段。", page=3),
    ]
    text = Text.of(lines)
    section, item = outline_of(text, "x.pdf").items
    assert (section.page, section.turns) == (1, ())
    assert item.page == 1
    pages = [item.page_at(item.start + item.text.index(words)) for words in ("抓学习", "抓整改", "整改", "续段")]
    assert pages == [1, 2, 2, 3]


def test_a_text_without_pages_has_none() -> None:
    item = outline("一、甲").items[0]
    assert (item.page, item.turns, item.page_at(item.start)) == (None, (), None)
