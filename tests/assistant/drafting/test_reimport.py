"""The director's edited document: what is kept, changed, new and gone, in the text, the plan and the tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.carrying.spans import apply
from assistant.drafting.provenance import REWORDED, similarity
from assistant.drafting.records import (
    Draft,
    DraftItem,
    Edit,
    Finding,
    Plan,
    Role,
    Row,
    Section,
    Sentence,
    SentenceClass,
    Source,
    StyleScore,
    Task,
    blank,
)
from assistant.drafting.reimport import reimport, summary
from assistant.export.word.table import COLUMNS
from ingest.errors import BadRequest
from ingest.records import Line, TableRow, Text
from tests.assistant.drafting.returned import draft_of, lines_of

CORPUS = Path(__file__).parents[3] / "corpus"
PLANS = sorted(path for path in CORPUS.iterdir() if "要点" in path.name or "意见" in path.name)
FILE = "云岭集团2026年党建工作要点（修改稿）.docx"


# --- a draft to give away ---------------------------------------------------------------------------------------------

places = count(0, 100)


def source(quote: str, role: Role = "prior") -> Source:
    start = next(places)
    return Source(role, f"{role}.docx", 3, "要点", 2025, "一/（一）", quote, start, start + len(quote))


def sentence(text: str, kind: SentenceClass = "沿用", *sources: Source, edits: Sequence[Edit] = ()) -> Sentence:
    return Sentence(text, kind, sources or (source(text),), tuple(edits))


def section(label: str, heading: str, *items: DraftItem) -> Section:
    return Section(label, sentence(heading) if heading else Sentence("", "沿用", ()), items)


REVIEWED = "党委办公室每季度通报1次落实情况。"
SPONSORED = Sentence(
    "党委每半年专题研究1次全面从严治党工作。",
    "依据上级",
    (source("各企业党委每半年要专题研究全面从严治党工作", "superior"),),
)
LACKING = Sentence(
    f"全年计划发展党员{blank('发展党员人数')}。",
    "待补",
    (source("全年计划发展党员24名。"),),
    (Edit("24名", blank("发展党员人数"), "年度指标"),),
)
OWN = Sentence("集中开展一次党员档案核查。", "用户给定", ())
DRAFT = Draft(
    "云岭集团",
    2026,
    "云岭集团2026年党建工作要点",
    "各所属单位党委",
    "中共云岭能源集团有限公司委员会",
    (
        section("", "", DraftItem("", "导语", (sentence("2026年是“十五五”规划开局之年，集团党建工作任务繁重。"),))),
        section(
            "一、",
            "强化政治引领，坚决落实重大部署",
            DraftItem(
                "（一）",
                "一/（一）",
                (
                    sentence("落实“第一议题”制度。"),
                    sentence("党委会每月至少开展1次“第一议题”学习，研究提出贯彻措施。"),
                    sentence(REVIEWED),
                ),
                "a",
            ),
            DraftItem("（二）", "一/（二）", (sentence("压实管党治党责任。"), SPONSORED), "b"),
        ),
        section(
            "二、",
            "夯实基层基础，提升党支部组织力",
            DraftItem(
                "（一）",
                "二/（一）",
                (sentence("严格组织生活。"), sentence("党支部书记每年讲党课不少于2次，其中1次在生产现场。")),
                "c",
            ),
            DraftItem("（二）", "二/（二）", (sentence("提高发展党员质量。"), LACKING, OWN), "d"),
        ),
    ),
    Plan("云岭集团", 2026, (), ()),
    findings=(Finding("掩码", "一/（一）", "有掩码"),),
    style=StyleScore(0.8),
)
HEADINGS = tuple(s.heading.text for s in DRAFT.sections if s.heading.text)
DRAFT = replace(
    DRAFT,
    plan=Plan(
        "云岭集团",
        2026,
        HEADINGS,
        (
            *(
                Row(item.row, "keep", item.sentences[0].text[:-1], section.heading.text, "常规工作",
                    tuple(s for each in item.sentences for s in each.sources))
                for section in DRAFT.sections[1:]
                for item in section.items
            ),
            Row("z", "drop", "开展学习教育", "", "2025年已完成", (source("开展学习教育。"),)),
        ),
    ),
    tasks=(
        Task(1, "落实“第一议题”制度", REVIEWED, "党委办公室", ("各党支部",), blank("完成时限"), "一/（一）",
             (source(REVIEWED),), from_last_year=True),
        Task(2, "提高发展党员质量", LACKING.text, blank("牵头单位"), ("各党支部", "团委"), blank("完成时限"), "二/（二）",
             LACKING.sources),
    ),
)  # fmt: skip
CLOSING = (Line("附件：云岭集团2026年党建重点任务分解表"), Line(DRAFT.signer), Line(blank("成文日期")))
HEADERS = tuple(column.header for column in COLUMNS)


def table(tasks: Sequence[Task]) -> list[Line]:
    """The attachment, as the readers hand it over."""
    rows = [HEADERS] + [
        (
            str(t.number),
            t.task,
            t.measure,
            t.lead + "*" * t.from_last_year,
            "、".join(t.responsible),
            t.deadline,
            "《要点》一/（一）",
        )
        for t in tasks
    ]
    lines = [Line("\t".join(filter(None, row)), row=TableRow(1, row, n == 0)) for n, row in enumerate(rows)]
    return [Line("附件"), Line("云岭集团2026年党建重点任务分解表"), *lines]


def edited(*changes: tuple[str, str], draft: Draft = DRAFT, tasks: Sequence[Task] | None = None) -> list[Line]:
    """The draft as a document in which words were replaced; an empty line goes, a line feed begins a new one."""
    lines = [*(line for line in draft.lines() if line not in CLOSING), *CLOSING]
    for old, new in changes:
        assert any(old in line.text for line in lines), old
        texts = [(part, line.style) for line in lines for part in line.text.replace(old, new).split("\n")]
        lines = [Line(text, style) for text, style in texts if text]
    return lines + table(draft.tasks if tasks is None else tasks)


def back(*changes: tuple[str, str]) -> Draft:
    return reimport(DRAFT, edited(*changes), FILE)


def items(draft: Draft) -> dict[str, str]:
    return {item.address: item.text for item in draft.items()}


def find(draft: Draft, words: str) -> Sentence:
    [found] = [sentence for sentence in draft.sentences() if words in sentence.text]
    return found


def row(draft: Draft, key: str) -> Row:
    [found] = [row for row in draft.plan.rows if row.key == key]
    return found


# --- sentences --------------------------------------------------------------------------------------------------------


def test_what_nobody_has_touched_is_the_draft_itself() -> None:
    assert back() == replace(DRAFT, style=StyleScore(0.0))
    assert summary(DRAFT, back()) == "没有改动"


def test_a_changed_sentence_keeps_its_sources() -> None:
    now = back(("每半年专题研究1次", "每季度至少专题研究1次"))
    changed = find(now, "每季度至少专题研究")
    assert (changed.kind, changed.sources, changed.edits) == ("改写自", SPONSORED.sources, ())
    assert summary(DRAFT, now) == "改写1句"


def test_a_sentence_that_is_no_longer_like_its_source_is_the_users() -> None:
    told = "党委每半年专题研究1次全面从严治党工作，听取纪委和各部门情况汇报，逐项明确整改事项、责任单位和完成期限。"
    now = find(back((SPONSORED.text, told)), "听取纪委")
    assert similarity(told, SPONSORED.sources[0].quote) < REWORDED
    assert now.kind == "用户给定"
    assert [source.quote for source in now.sources] == [told, SPONSORED.sources[0].quote]
    assert now.sources[0].file == FILE


def test_what_has_become_the_users_stays_so_when_it_is_changed_again() -> None:
    told = "党委每半年专题研究1次全面从严治党工作，听取纪委和各部门情况汇报，逐项明确整改事项、责任单位和完成期限。"
    once = back((SPONSORED.text, told))
    retold = told.replace("期限", "时限")
    twice = find(reimport(once, edited((told, retold), draft=once), FILE), "听取纪委")
    assert (twice.kind, [source.quote for source in twice.sources][:2]) == ("用户给定", [retold, told])


def test_a_title_of_two_lines_is_one() -> None:
    now = back(("云岭集团2026年党建工作要点", "云岭集团\n2026年党的建设工作要点"))
    assert now.title == "云岭集团2026年党的建设工作要点"


def test_a_new_sentence_is_the_users_and_names_where_it_stands() -> None:
    lines = edited((REVIEWED, f"{REVIEWED}审计部年底前组织一次专项检查。"))
    now = reimport(DRAFT, lines, FILE)
    new = find(now, "审计部")
    [where] = new.sources
    assert (new.kind, where.role, where.file, where.address, where.quote) == (
        "用户给定",
        "fact",
        FILE,
        "一/（一）",
        new.text,
    )
    assert Text.of(lines).content[where.start : where.end] == where.quote
    assert summary(DRAFT, now) == "新增1句"


def test_a_filled_blank_has_the_document_as_one_more_source() -> None:
    filled = find(back((blank("发展党员人数"), "26名")), "计划发展党员26名")
    assert filled.kind == "改写自"
    assert filled.sources[:1] == LACKING.sources
    assert (filled.sources[1].role, filled.sources[1].quote) == ("fact", "全年计划发展党员26名。")


def test_what_still_lacks_a_fact_is_still_lacking_it_and_its_edits_lead_to_it() -> None:
    lacking = find(back(("全年计划", "全年")), "全年发展党员")
    assert (lacking.kind, lacking.sources) == ("待补", LACKING.sources)
    assert applied(lacking) == lacking.text


def test_a_sentence_of_the_users_own_stays_so_when_it_is_changed() -> None:
    own = find(back(("一次党员档案核查", "一次党员档案全面核查")), "全面核查")
    assert (own.kind, [s.role for s in own.sources]) == ("用户给定", ["fact"])


def test_a_new_blank_is_one() -> None:
    asked = find(back((REVIEWED, f"{REVIEWED}由{blank('单位')}牵头落实相关工作。")), "牵头落实")
    assert (asked.kind, [s.quote for s in asked.sources]) == ("待补", [asked.text])


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("党委会每月至少", "党委会每月 至少", "沿用"),
        ("党委会每月至少开展1次", "党委会每月至少开展１次", "改写自"),
        ("学习，研究提出", "学习,研究提出", "改写自"),
    ],
)
def test_white_space_is_no_change_but_a_sign_of_another_width_is_the_directors(old: str, new: str, kind: str) -> None:
    now = back((old, new))
    assert find(now, "贯彻措施").kind == kind
    assert find(now, "贯彻措施").sources == find(DRAFT, "贯彻措施").sources


def test_a_sentence_that_was_cut_in_two_keeps_its_source_in_both() -> None:
    now = back(("“第一议题”学习，研究提出贯彻措施。", "“第一议题”学习。会上研究提出贯彻措施。"))
    assert [find(now, words).kind for words in ("党委会每月", "会上研究提出")] == ["改写自", "改写自"]
    assert find(now, "会上研究提出").sources == find(DRAFT, "贯彻措施").sources
    assert summary(DRAFT, now) == "改写2句"


def test_two_sentences_that_were_joined_are_one_with_the_sources_of_both() -> None:
    now = back(("研究提出贯彻措施。党委办公室", "研究提出贯彻措施，党委办公室"))
    joined = find(now, "贯彻措施")
    assert joined.kind == "改写自"
    assert set(joined.sources) == {*find(DRAFT, "贯彻措施").sources, *find(DRAFT, REVIEWED).sources}
    assert row(now, "a") == row(DRAFT, "a")
    assert summary(DRAFT, now) == "改写1句"


# --- items, sections, the plan ----------------------------------------------------------------------------------------


def test_deleted_sentences_are_noted_in_their_row() -> None:
    now = back((REVIEWED, ""))
    assert [(d.source, d.reason) for d in row(now, "a").dropped] == [(find(DRAFT, REVIEWED).sources[0], "用户删去")]
    assert (row(now, "a").decision, row(now, "b")) == ("keep", row(DRAFT, "b"))
    assert summary(DRAFT, now) == "删去1句"


def test_a_deleted_item_is_dropped_by_the_user_and_its_sources_stay_accounted_for() -> None:
    now = back((DRAFT.sections[2].items[0].text, ""), ("（二）提高", "（一）提高"))
    gone = row(now, "c")
    assert (gone.decision, gone.target, gone.reason, gone.by_user) == ("drop", "", "用户删去", True)
    assert {s for r in now.plan.rows for s in r.sources} == {s for r in DRAFT.plan.rows for s in r.sources}
    assert [r.key for r in now.plan.rows] == ["a", "b", "d", "z", "c"]


def test_an_item_that_was_moved_and_renumbered_keeps_row_and_provenance() -> None:
    moved = DRAFT.sections[1].items[0].text
    now = back(
        (moved, ""),
        ("（二）压实", "（一）压实"),
        ("（二）提高", "（三）提高"),
        ("（一）严格", f"（一）{moved[3:]}\n（二）严格"),
    )
    assert [(i.address, i.label, i.row) for i in now.items()] == [
        ("导语", "", ""),
        ("一/（一）", "（一）", "b"),
        ("二/（一）", "（一）", "a"),
        ("二/（二）", "（二）", "c"),
        ("二/（三）", "（三）", "d"),
    ]
    assert list(find(now, REVIEWED).sources) == list(find(DRAFT, REVIEWED).sources)
    assert row(now, "a").target == HEADINGS[1]
    assert [task.address for task in now.tasks] == ["二/（一）", "二/（三）"]
    assert summary(DRAFT, now) == "没有改动"


def test_a_reworded_heading_takes_its_rows_along() -> None:
    now = back((HEADINGS[0], "突出政治引领，坚决贯彻重大部署"))
    assert now.sections[1].heading.kind == "改写自"
    assert now.sections[1].heading.sources == DRAFT.sections[1].heading.sources
    assert now.plan.sections == ("突出政治引领，坚决贯彻重大部署", HEADINGS[1])
    assert [r.target for r in now.plan.rows] == [now.plan.sections[0]] * 2 + [HEADINGS[1]] * 2 + [""]


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        (f"一、{HEADINGS[0]}", f"一、{HEADINGS[0]}。", "一、"),
        (f"一、{HEADINGS[0]}", HEADINGS[0], ""),
    ],
    ids=["with a stop", "without its number"],
)
def test_a_heading_is_one_however_it_is_set(old: str, new: str, label: str) -> None:
    now = back((old, new))
    assert [(s.label, s.heading) for s in now.sections][1] == (label, DRAFT.sections[1].heading)
    assert [item.row for item in now.sections[1].items] == ["a", "b"]


def test_a_reworded_lead_is_the_title_of_its_row() -> None:
    now = back(("压实管党治党责任。", "层层压实管党治党责任。"))
    assert row(now, "b") == replace(row(DRAFT, "b"), title="层层压实管党治党责任")


def test_split_and_merged_items() -> None:
    now = back(
        (REVIEWED, f"\n（二）加强督促检查。{REVIEWED}"), ("（二）压实", "（三）压实"), ("（二）提高发展党员质量。", "")
    )
    assert [(i.address, i.row) for i in now.items()][1:] == [
        ("一/（一）", "a"), ("一/（二）", "a"), ("一/（三）", "b"), ("二/（一）", "c"), ("二/（一）", "d")
    ]  # fmt: skip


def test_a_new_item_has_a_row_of_its_own() -> None:
    now = back((LACKING.text, f"{LACKING.text}\n（三）建好党员活动阵地。审计部负责核查经费使用。\n"))
    added = next(item for item in now.items() if item.address == "二/（三）")
    own = row(now, added.row)
    assert (own.decision, own.title, own.target, own.by_user) == ("new", "建好党员活动阵地", HEADINGS[1], True)
    assert {s.quote for s in own.sources} == {"建好党员活动阵地。", "审计部负责核查经费使用。"}


def test_title_addressees_and_signer_are_those_of_the_document() -> None:
    now = back(
        ("云岭集团2026年党建工作要点", "云岭集团2026年党的建设工作要点"),
        ("各所属单位党委：", "各所属单位党委、集团本部各党支部："),
        (DRAFT.signer, "中共云岭集团委员会"),
        (blank("成文日期"), "2026年1月15日"),
    )
    assert (now.title, now.addressees, now.signer, now.issued) == (
        "云岭集团2026年党的建设工作要点",
        "各所属单位党委、集团本部各党支部",
        "中共云岭集团委员会",
        "2026年1月15日",
    )
    assert items(now) == items(DRAFT)


def test_a_paragraph_that_goes_on_with_an_item_belongs_to_its_row() -> None:
    now = back((SPONSORED.text, f"{SPONSORED.text}\n年底前对执行情况组织一次专项检查。"))
    assert [(i.label, i.address, i.row) for i in now.sections[1].items] == [
        ("（一）", "一/（一）", "a"),
        ("（二）", "一/（二）", "b"),
        ("", "一/（二）", "b"),
    ]
    assert {r.key for r in now.plan.rows} == {r.key for r in DRAFT.plan.rows}


def test_rows_without_items_of_their_own_stay_where_they_are() -> None:
    """One that was merged into another, one that is not written."""
    rows = DRAFT.plan.rows
    merged = replace(rows[1], key="m", decision="merge", sources=(source("压紧压实责任。"),))
    plan = replace(DRAFT.plan, rows=(rows[4], *rows[:1], merged, *rows[1:4]))
    assert reimport(replace(DRAFT, plan=plan), edited(), FILE).plan == plan


# --- the task table ---------------------------------------------------------------------------------------------------


def test_what_the_user_has_filled_in_is_taken_over() -> None:
    filled = replace(DRAFT.tasks[1], lead="组织人事部", deadline="2026年11月底前", responsible=("团委",))
    now = reimport(DRAFT, edited(tasks=(DRAFT.tasks[0], filled)), FILE)
    assert now.tasks == (DRAFT.tasks[0], filled)
    assert summary(DRAFT, now) == "任务分解改动1行"


@pytest.mark.parametrize(
    "changes",
    [{"lead": "组织人事部"}, {"responsible": ("各党支部", "工会")}, {"from_last_year": False}],
    ids=["another lead", "one more unit", "the mark taken away"],
)
def test_units_that_the_user_has_set_or_confirmed_are_not_last_years(changes: dict[str, Any]) -> None:
    set_by_user = replace(DRAFT.tasks[0], **changes)
    now = reimport(DRAFT, edited(tasks=(set_by_user, DRAFT.tasks[1])), FILE)
    assert now.tasks == (replace(set_by_user, from_last_year=False), DRAFT.tasks[1])


def test_an_emptied_cell_lacks_its_fact() -> None:
    emptied = reimport(DRAFT, edited(tasks=(replace(DRAFT.tasks[0], lead="", responsible=()), DRAFT.tasks[1])), FILE)
    assert (emptied.tasks[0].lead, emptied.tasks[0].responsible) == (blank("牵头单位"), ())


def test_rows_of_one_task_share_a_number_wherever_their_items_stand() -> None:
    one, two = DRAFT.tasks
    tasks = (one, replace(one, measure="党委会每月开展学习。", address="一/（二）"), two)
    draft = replace(DRAFT, tasks=tasks)
    assert reimport(draft, edited(draft=draft), FILE).tasks == tasks


def test_added_and_deleted_rows() -> None:
    added = Task(1, "落实“第一议题”制度", "年底开展检查。", "审计部", (), "12月底前", "一/（一）", ())
    now = reimport(DRAFT, edited(tasks=(DRAFT.tasks[0], added)), FILE)
    assert now.tasks == (DRAFT.tasks[0], added)


def test_the_row_of_a_deleted_item_goes_with_it_and_does_not_come_back() -> None:
    lines = edited((DRAFT.sections[1].items[0].text, ""))
    now = reimport(DRAFT, lines, FILE)
    assert [task.task for task in now.tasks] == ["提高发展党员质量"]
    again = reimport(now, lines, FILE)
    assert again == now
    assert summary(now, again) == "没有改动"


def test_an_item_that_is_written_anew_has_its_row_again() -> None:
    without = reimport(DRAFT, edited((DRAFT.sections[1].items[0].text, "")), FILE)
    assert [task.task for task in reimport(without, edited(), FILE).tasks] == [task.task for task in DRAFT.tasks]


def test_a_row_of_a_task_that_no_item_has_is_the_users() -> None:
    added = Task(3, "开展党建课题研究", "年底前形成研究报告。", "审计部", (), "12月底前", "", ())
    lines = edited(tasks=(*DRAFT.tasks, added))
    now = reimport(DRAFT, lines, FILE)
    assert now.tasks == (*DRAFT.tasks, added)
    assert reimport(now, lines, FILE) == now


def test_the_name_of_a_task_is_one_line() -> None:
    broken = replace(DRAFT.tasks[0], task="落实“第一议题”\n制度")
    assert reimport(DRAFT, edited(tasks=(broken, DRAFT.tasks[1])), FILE).tasks == DRAFT.tasks


def test_without_the_attachment_the_tasks_stay() -> None:
    lines = [line for line in edited() if not line.row and not line.text.startswith(("附件", "云岭集团2026年党建重点"))]
    assert reimport(DRAFT, lines, FILE).tasks == DRAFT.tasks


# --- what is no edited draft ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        list(lines_of(CORPUS / "云岭集团党员教育培训管理办法.txt")),
        [Line("云岭集团2026年党建工作要点", "title")],
        table(DRAFT.tasks),
    ],
    ids=["another text", "a bare title", "only the table"],
)
def test_another_document_is_refused(lines: list[Line]) -> None:
    with pytest.raises(BadRequest, match=f"^这份文件不像是这份草稿的修改稿：{FILE}。[^\n]+$"):
        reimport(DRAFT, lines, FILE)


def test_an_emptied_draft_takes_nothing_back() -> None:
    with pytest.raises(BadRequest):
        reimport(replace(DRAFT, sections=()), edited(), FILE)


# --- real plans -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_comes_back_as_it_went(path: Path) -> None:
    draft = draft_of(path)
    assert reimport(draft, list(draft.lines()), FILE) == draft


PLAN = draft_of(CORPUS / "云岭集团2024年党建工作要点.docx")
LINES = list(PLAN.lines())
AT = st.integers(1, len(LINES) - 1)


def applied(sentence: Sentence) -> str:
    return apply(sentence.sources[0].quote, sentence.edits)


@settings(max_examples=150, deadline=None)
@given(
    order=st.permutations(range(1, len(LINES))).map(lambda order: order[:8]),
    cut=st.lists(st.tuples(AT, st.integers(0, 60), st.integers(1, 40)), max_size=6),
    put=st.lists(st.tuples(AT, st.integers(0, 60), st.text("党员，。；务实 ", min_size=1, max_size=12)), max_size=6),
)
def test_whatever_is_done_to_it_every_sentence_resolves_and_every_row_is_accounted_for(
    order: list[int], cut: list[tuple[int, int, int]], put: list[tuple[int, int, str]]
) -> None:
    """Lines are swapped, stretches deleted, words inserted."""
    texts = [line.text for line in LINES]
    for a, b in zip(order[::2], order[1::2], strict=True):
        texts[a], texts[b] = texts[b], texts[a]
    for at, start, length in cut:
        texts[at] = texts[at][:start] + texts[at][start + length :]
    for at, start, words in put:
        texts[at] = texts[at][:start] + words + texts[at][start:]
    lines = [Line(text.strip()) for text in texts if text.strip()]
    now = reimport(PLAN, lines, FILE)
    content = Text.of(lines).content
    whole = "".join(f"{s.label}{s.heading.text}{''.join(item.text for item in s.items)}" for s in now.sections)
    assert all(squeezed(line.text).rstrip("，。；") in squeezed(whole) for line in lines if "。" in line.text)
    old = {s for sentence in PLAN.sentences() for s in sentence.sources}
    for each in now.sentences():
        assert each.sources or each.kind in ("待补", "用户给定")
        if each.kind == "沿用":
            assert applied(each) == each.text
        if each.kind == "改写自":
            assert similarity(each.text, each.sources[0].quote) >= REWORDED
        for found in each.sources:
            assert found in old if found.role != "fact" else content[found.start : found.end] == found.quote
    keys = {r.key for r in PLAN.plan.rows}
    rows = {r.key: r for r in now.plan.rows}
    assert keys <= set(rows)
    assert {item.row for item in now.items()} - {""} == {key for key, r in rows.items() if r.decision != "drop"}
    assert {s for r in rows.values() for s in r.sources} >= {s for r in PLAN.plan.rows for s in r.sources}
    assert {task.address for task in now.tasks} <= {item.address for item in now.items()}
    for again in (lines, [*lines, *table(PLAN.tasks)]):  # the same file twice is as good as once
        once = reimport(PLAN, again, FILE)
        assert reimport(once, again, FILE) == once


def squeezed(text: str) -> str:
    return "".join(text.split())
