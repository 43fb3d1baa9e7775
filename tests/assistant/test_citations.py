"""The register of cited documents: one name each, what is there, what is missing, what is in force and how one knows."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from assistant.citations.force import Status
from assistant.citations.listing import lines_of
from assistant.citations.register import Register, register_of
from assistant.citations.ruling import ruling_of
from assistant.citations.term import last_year, newest_year
from assistant.citations.views import (
    CITE_HEADERS,
    COLLECT_HEADERS,
    GROUP_HEADERS,
    NOT_ENDED,
    cite_rows,
    cite_table,
    collect_rows,
    collect_table,
    force_note,
    force_shown,
    group_table,
    note_on,
)
from ingest.citations import mentions_of, standings_of
from ingest.errors import BadRequest
from ingest.outline import outline_of
from ingest.records import Document, Line, Mention, Placed, Ruling, Standing, Text

# Title and paragraphs of each document of a small library.
PLAN22 = (
    "云岭集团2022年党建工作要点",
    "一、基层基础",
    "1.落实《云岭集团积分办法（试行）》和《党支部条例》。",
    "2.制定《云岭集团党务公开工作办法》。",
    "3.学习《习近平谈治国理政》。",
)
RULE23 = (
    "云岭集团党务公开工作办法",
    "第一条 根据《中国共产党支部工作条例（试行）》，制定本办法。",
    "第二条 本办法自2023年7月1日起施行。2019年印发的《云岭集团党务公开实施意见》同时废止。",
    "云岭集团党委办公室",
    "2023年6月12日",
)
PLAN24 = (
    "云岭集团2024年党建工作要点",
    "一、基层基础",
    "1.落实《党务公开工作办法》。",
    "2.落实《云岭集团党务公开实施意见》有关要求，执行《云岭集团积分办法》。",
    "3.贯彻《关于印发〈省级考核规定〉的通知》。",
)
LIBRARY = (PLAN22, RULE23, PLAN24)

Rows = tuple[list[Placed[Mention]], list[Placed[Standing]], list[Document]]


def read(library: Sequence[Sequence[str]]) -> Rows:
    mentions: list[Placed[Mention]] = []
    standings: list[Placed[Standing]] = []
    documents = []
    for number, (title, *lines) in enumerate(library, 1):
        file = f"{title}.txt"
        outline = outline_of(Text.of(Line(line) for line in (title, *lines)), file)
        document = Document(number, number, 1, file, (), title, outline.year, outline.kind, outline.unit, "")
        documents.append(document)
        mentions += [Placed(document, outline.items[m.item], m) for m in mentions_of(outline)]
        standings += [Placed(document, outline.items[s.item], s) for s in standings_of(outline)]
    return mentions, standings, documents


def register(*library: Sequence[str], rulings: Sequence[Ruling] = ()) -> Register:
    mentions, standings, documents = read(library)
    return register_of(mentions, standings, rulings, documents)


# --- names ------------------------------------------------------------------------------------------------------------


def test_one_name_over_the_library_with_its_aliases() -> None:
    found = register(*LIBRARY)
    branches = found.group("《党支部条例》")
    assert branches is not None
    assert (branches.name, branches.aliases) == ("中国共产党支部工作条例（试行）", ("党支部条例",))
    assert [d.year for d in branches.citing_documents] == [2022, 2023]
    public = found.group("云岭集团党务公开工作办法")
    assert public is not None
    assert public.aliases == ("党务公开工作办法",)
    assert len(public.citing) == 2


def test_a_unit_s_short_name_is_its_own_document_only() -> None:
    other = ("清江集团2024年党建工作要点", "一、基层", "1.落实《党务公开工作办法》。")
    found = register(*LIBRARY, other)
    assert found.names.of("党务公开工作办法", "清江集团") == "党务公开工作办法"
    assert found.names.of("党务公开工作办法", "云岭集团组织人事部") == "云岭集团党务公开工作办法"
    assert len({g.name for g in found.groups if "党务公开工作办法" in g.name}) == 2


def test_a_notice_and_what_it_issues_are_one_document() -> None:
    group = register(*LIBRARY).group("省级考核规定")
    assert group is not None
    assert group.aliases == ("关于印发〈省级考核规定〉的通知",)
    assert len(group.citing) == 2


def test_what_only_points_is_no_alias() -> None:
    group = register(("计划", "1.印发《积分办法》。", "2.该办法和《办法》每年评估。")).group("积分办法")
    assert group is not None
    assert (group.aliases, len(group.citing)) == ((), 2)


def test_what_nothing_cites_has_no_group() -> None:
    assert register(*LIBRARY).group("云岭集团考勤办法") is None
    assert register(*LIBRARY).resting_on("云岭集团考勤办法") == ()


def test_the_register_does_not_depend_on_the_order_of_rows() -> None:
    mentions, standings, documents = read(LIBRARY)
    ordered = register_of(mentions, standings, [], documents)
    for seed in range(5):
        for rows in (mentions, standings, documents):
            Random(seed).shuffle(rows)
        assert register_of(mentions, standings, [], documents).groups == ordered.groups


# --- what is there and what is missing --------------------------------------------------------------------------------


def test_what_rests_on_a_document() -> None:
    found = register(*LIBRARY)
    for name in ("云岭集团党务公开工作办法", "《党务公开工作办法》", "党务公开办法"):
        assert [(p.document.year, p.item.address) for p in found.resting_on(name)] == [(2024, "一/1")]


def test_documents_to_collect() -> None:
    names = [group.name for group in register(*LIBRARY).to_collect()]
    assert names == ["中国共产党支部工作条例（试行）", "省级考核规定", "云岭集团积分办法"]


def test_a_library_document_is_found_under_its_cited_name() -> None:
    notice = ("关于印发《云岭集团积分办法》的通知", "第一条 每季度计分。")
    found = register(*LIBRARY, notice)
    for name, file in (
        ("云岭集团党务公开工作办法", "云岭集团党务公开工作办法.txt"),
        ("云岭集团积分办法", "关于印发《云岭集团积分办法》的通知.txt"),
        ("关于印发〈云岭集团积分办法〉的通知", "关于印发《云岭集团积分办法》的通知.txt"),
    ):
        document = found.in_library(name)
        assert document is not None
        assert document.file == file
    assert found.in_library("云岭集团积分办法（试行）") is None


# --- force ------------------------------------------------------------------------------------------------------------


def test_repealed_by_its_successor() -> None:
    status = register(*LIBRARY).status("云岭集团党务公开实施意见")
    assert (status.force, status.successor, status.since) == ("replaced", "云岭集团党务公开工作办法", "2023-07-01")
    assert status.told is not None
    assert status.told.item.address == "第二条"
    assert (
        force_note(status)
        == "已被《云岭集团党务公开工作办法》替代（自2023-07-01，见《云岭集团党务公开工作办法》第二条）"
    )


def test_the_final_edition_that_later_documents_obey_replaces_the_trial_one() -> None:
    status = register(*LIBRARY).status("云岭集团积分办法（试行）")
    assert (status.force, status.successor, status.since) == ("replaced", "云岭集团积分办法", "2024")
    assert (
        force_note(status) == "已被《云岭集团积分办法》替代（自2024，《云岭集团2024年党建工作要点》中的名称已无“试行”）"
    )


def test_the_final_edition_in_the_library_replaces_the_trial_one() -> None:
    final = ("云岭集团积分办法", "第一条 每季度计分。", "云岭集团党委办公室", "2023年5月4日")
    status = register(PLAN22, final).status("云岭集团积分办法（试行）")
    assert (status.force, status.since) == ("replaced", "2023")


LATER_TRIAL = ("云岭集团2025年党建工作要点", "1.执行《云岭集团积分办法（试行）》。")
ONLY_PLANNED = ("云岭集团2024年党建工作要点", "1.修订《云岭集团积分办法（试行）》，印发《云岭集团积分办法》。")
KNOWN_TRIAL = ("云岭集团2024年党建工作要点", "1.执行《中国共产党支部工作条例》。")


@pytest.mark.parametrize(
    ("library", "name"),
    [
        ((PLAN22, PLAN24, LATER_TRIAL), "云岭集团积分办法（试行）"),
        ((PLAN22, ONLY_PLANNED), "云岭集团积分办法（试行）"),
        ((PLAN22, KNOWN_TRIAL), "中国共产党支部工作条例（试行）"),
        (LIBRARY, "省级考核规定"),
    ],
)
def test_nothing_says_that_it_has_ended(library: Sequence[Sequence[str]], name: str) -> None:
    found = register(*library)
    assert found.status(name).force == "in_force"
    assert note_on(name, found) == ""
    assert force_shown(found.status(name), found) == NOT_ENDED


def test_a_name_that_was_given_anew_is_in_force() -> None:
    old = ("云岭集团学习制度", "第一条 本制度自2010年3月1日起施行，《云岭集团考勤规定》同时废止。")
    anew = ("云岭集团考勤规定", "第一条 按月考勤。", "云岭集团党委办公室", "2020年5月4日")
    assert register(old).status("云岭集团考勤规定").force == "replaced"
    assert register(old, anew).status("云岭集团考勤规定").force == "in_force"


def test_a_ruling_wins_over_the_texts() -> None:
    rulings = [
        Ruling("《云岭集团党务公开实施意见》".strip("《》"), "in_force"),
        Ruling("党支部条例", "repealed", since="2026-01-01"),
        Ruling("省级考核规定", "replaced", "省级考核办法"),
    ]
    found = register(*LIBRARY, rulings=rulings)
    assert note_on("云岭集团党务公开实施意见", found) == ""
    assert force_shown(found.status("云岭集团党务公开实施意见"), found) == "现行有效"
    assert note_on("中国共产党支部工作条例（试行）", found) == "已废止（自2026-01-01，人工认定）"
    assert note_on("省级考核规定", found) == "已被《省级考核办法》替代（人工认定）"


def test_of_two_statements_a_regulation_s_counts() -> None:
    plan = ("云岭集团2021年党建工作要点", "1.《云岭集团党务公开实施意见》停止执行。")
    assert register(plan, RULE23).status("云岭集团党务公开实施意见").since == "2023-07-01"
    assert register(plan).status("云岭集团党务公开实施意见").force == "repealed"


def test_what_is_in_force_at_the_end_of_the_successors() -> None:
    rulings = [
        Ruling("云岭集团党务公开工作办法", "replaced", "云岭集团党务公开规定"),
        Ruling("甲办法", "replaced", "乙办法"),
        Ruling("乙办法", "replaced", "甲办法"),
        Ruling("丙办法", "replaced", "丁办法"),
        Ruling("丁办法", "repealed"),
    ]
    found = register(*LIBRARY, rulings=rulings)
    assert found.in_force_instead(found.status("云岭集团党务公开实施意见")) == "云岭集团党务公开规定"
    assert "现行的是《云岭集团党务公开规定》" in note_on("云岭集团党务公开实施意见", found)
    assert found.in_force_instead(found.status("甲办法")) == ""
    assert found.in_force_instead(found.status("丙办法")) == ""


def test_the_force_of_a_library_document() -> None:
    mentions, standings, documents = read((*LIBRARY, ("云岭集团党务公开实施意见", "第一条 按年公开。", "2019年3月4日")))
    found = register_of(mentions, standings, [], documents)
    assert found.status_of(documents[-1]).force == "replaced"
    assert found.status_of(documents[0]).force == "in_force"


@pytest.mark.parametrize(
    ("status", "note"),
    [
        (Status("甲", "in_force"), ""),
        (Status("甲", "repealed"), "已废止"),
        (Status("甲", "replaced"), "已被替代"),
        (Status("甲", "replaced", "乙"), "已被《乙》替代"),
        (Status("甲", "repealed", since="2024"), "已废止（自2024）"),
    ],
)
def test_notes(status: Status, note: str) -> None:
    assert force_note(status) == note


# --- what is shown of force -------------------------------------------------------------------------------------------

TERMS = (
    "云岭集团2024年党建工作要点",
    "1.落实《2019—2023年全国党员教育培训工作规划》和《云岭集团巡察工作规划（2023-2025年）》。",
    "2.制定《党员积分管理细则》。",
    "3.学习《论语》。",
    "4.制定《三年行动计划（2021—2023年）》。",
)


def shown(found: Register, name: str) -> str:
    return force_shown(found.status(name), found)


def test_force_is_claimed_only_of_what_something_tells() -> None:
    found = register(TERMS)
    assert {group.name: shown(found, group.name) for group in found.groups} == {
        "2019-2023年全国党员教育培训工作规划": "已到期（至2023年）",
        "云岭集团巡察工作规划（2023-2025年）": "未见废止",
        "党员积分管理细则": "",
        "论语": "未见废止",
        "三年行动计划（2021-2023年）": "",
    }


def test_lines_sheets_and_json_show_the_same_force() -> None:
    mentions, standings, documents = read([TERMS])
    found = register_of(mentions, standings, [], documents)
    lines = list(lines_of(found, documents))
    assert any(
        "《2019-2023年全国党员教育培训工作规划》　依据　已到期（至2023年）　资料库里没有" in line for line in lines
    )
    assert any("《党员积分管理细则》　待制定　资料库里没有" in line for line in lines)
    assert any("《论语》　其他　未见废止　资料库里没有" in line for line in lines)
    assert "（2024年）" in lines[-1]
    assert not any("现行有效" in line for line in lines)
    told = {row["normalised"]: row["force"] for row in cite_rows(mentions, found)}
    assert told == {group.name: shown(found, group.name) for group in found.groups}
    assert [row[5] for row in cite_table(mentions, found)] == [row["force"] for row in cite_rows(mentions, found)]
    assert {str(row[0]): row[5] for row in group_table(found.groups, found)} == told


def test_a_term_is_over_by_the_newest_year_of_the_library() -> None:
    inspections = "云岭集团巡察工作规划（2023-2025年）"
    later = ("云岭集团2026年党建工作要点", "1.加强学习。")
    assert shown(register(TERMS), inspections) == "未见废止"
    assert shown(register(TERMS, later), inspections) == "已到期（至2025年）"
    undated = ("云岭集团考勤规定", "第一条 落实《2019—2023年全国党员教育培训工作规划》。")
    assert shown(register(undated), "2019-2023年全国党员教育培训工作规划") == "未见废止"


def test_a_term_that_is_over_repeals_nothing() -> None:
    name = "2019-2023年全国党员教育培训工作规划"
    found = register(TERMS)
    assert (found.status(name).force, note_on(name, found)) == ("in_force", "")
    assert name in {group.name for group in found.to_collect()}
    assert shown(register(TERMS, rulings=[Ruling(name, "in_force")]), name) == "现行有效"
    ended = register(TERMS, rulings=[Ruling(name, "repealed", since="2024")])
    assert shown(ended, name) == "已废止（自2024，人工认定）"


def test_to_be_made_is_only_what_nothing_obeys_and_the_library_lacks() -> None:
    public = "云岭集团党务公开工作办法"
    assert shown(register(PLAN22), public) == ""
    assert shown(register(PLAN22, RULE23), public) == "未见废止"
    obeying = ("云岭集团2024年党建工作要点", "1.落实《云岭集团党务公开工作办法》。")
    mentions, standings, documents = read([PLAN22, obeying])
    found = register_of(mentions, standings, [], documents)
    early = found.narrowed([placed for placed in mentions if placed.document.year == 2022])
    assert shown(found, public) == shown(early, public) == "未见废止"
    assert shown(register(TERMS, rulings=[Ruling("党员积分管理细则", "repealed")]), "党员积分管理细则").startswith(
        "已废止"
    )


@pytest.mark.parametrize(
    ("name", "last"),
    [
        *((f"2019{dash}2023年全国党员教育培训工作规划", 2023) for dash in ("-", "—", "——", "–", "－", "～", "~", "至")),
        ("2019年至2023年全国党员教育培训工作规划", 2023),
        ("2019年1月—2023年12月党员教育计划", 2023),
        ("巡察工作规划（2023-2025年）", 2025),
        ("巡察工作规划（2023-2025年）（试行）", 2025),
        ("乡村振兴战略规划(2018－2022 年)", 2022),
        ("三年行动计划（2021—2023年）", 2023),
        ("X省全面提升基层党建质量三年行动计划（2019-2021年）实施方案", 2021),
        ("全国干部教育培训规划纲要（2023-2027年）", 2027),
        ("中国共产党简史（1921-2021年）", None),
        ("2019-2023年工作总结", None),
        ("关于落实〈2019-2023年全国党员教育培训工作规划〉的实施意见", None),
        ("国民经济和社会发展第十四个五年规划和2035年远景目标纲要", None),
        ("2024年党建工作要点", None),
        ("2023-2019年工作规划", None),
        ("工作规划（12023-20251）", None),
        ("论语", None),
    ],
)
def test_the_last_year_of_a_term(name: str, last: int | None) -> None:
    assert last_year(name) == last


def test_a_year_that_is_a_goal_is_not_the_newest() -> None:
    goal = ("国民经济和社会发展第十四个五年规划和2035年远景目标纲要", "一、发展", "1.加强学习。")
    plan = ("云岭集团巡察工作规划（2023－2025年）", "一、总则", "1.加强巡察。")
    *_, documents = read([goal, plan])
    assert [d.year for d in documents] == [2035, 2023]
    assert newest_year(documents) == 2023
    assert newest_year(documents[:1]) is None


# --- views ------------------------------------------------------------------------------------------------------------


def test_rows_for_programs() -> None:
    mentions, standings, documents = read(LIBRARY)
    rows = cite_rows(mentions, register_of(mentions, standings, [], documents))
    assert len(rows) == len(mentions)
    by_raw = {(row["file"][:8], row["raw"]): row for row in rows}
    assert by_raw["云岭集团2024", "党务公开工作办法"] == {
        "file": "云岭集团2024年党建工作要点.txt",
        "address": "一/1",
        "raw": "党务公开工作办法",
        "normalised": "云岭集团党务公开工作办法",
        "role": "authority",
        "force": "未见废止",
        "in_library": "云岭集团党务公开工作办法.txt",
    }
    assert by_raw["云岭集团2024", "云岭集团党务公开实施意见"]["force"].startswith(
        "已被《云岭集团党务公开工作办法》替代"
    )
    assert by_raw["云岭集团2022", "习近平谈治国理政"]["role"] == "other"


def test_tables_have_their_headers_columns() -> None:
    mentions, standings, documents = read(LIBRARY)
    found = register_of(mentions, standings, [], documents)
    tables = [
        (CITE_HEADERS, cite_table(mentions, found), len(mentions)),
        (GROUP_HEADERS, group_table(found.groups, found), len(found.groups)),
        (COLLECT_HEADERS, collect_table(found), 3),
    ]
    for headers, table, count in tables:
        assert [len(row) for row in table] == [len(headers)] * count


def test_long_lists_are_counted() -> None:
    plans = [(f"云岭集团{year}年党建工作要点", "1.落实《云岭集团积分办法》。") for year in range(2000, 2025)]
    found = register(*plans)
    ((_, _, count, files, places),) = collect_table(found)
    assert count == 25
    assert str(files).endswith("；另有 5 份")
    assert str(places).endswith("；另有 5 处")


# --- the document that a person means ---------------------------------------------------------------------------------

TRIAL = (
    "云岭集团2023年党建工作要点",
    "1.落实《云岭集团党员考勤办法（试行）》。",
    "2.执行《云岭集团党员考勤办法（试行）》。",
)
FINAL = ("云岭集团2024年党建工作要点", "1.落实《云岭集团党员考勤办法》。")
SHELF = ("云岭集团党员考勤办法", "第一条 按月考勤。", "云岭集团党委办公室", "2024年5月4日")


@pytest.mark.parametrize(
    ("library", "name", "meant"),
    [
        ((TRIAL, FINAL), "党员考勤办法", "云岭集团党员考勤办法"),
        ((TRIAL, FINAL), "《云岭集团党员考勤办法》", "云岭集团党员考勤办法"),
        ((TRIAL, FINAL), "党员考勤办法（试行）", "云岭集团党员考勤办法（试行）"),
        ((TRIAL, FINAL), "党员考勤工作办法", "云岭集团党员考勤办法"),
        ((TRIAL, SHELF), "党员考勤办法", "云岭集团党员考勤办法"),
        ((TRIAL,), "党员考勤办法", "云岭集团党员考勤办法（试行）"),
        ((TRIAL, FINAL), "请假办法", None),
    ],
)
def test_the_document_that_a_person_means(library: Sequence[Sequence[str]], name: str, meant: str | None) -> None:
    assert register(*library).meant(name) == meant


@pytest.mark.parametrize(
    ("library", "name", "kept"),
    [
        ((TRIAL, FINAL), "党员考勤办法", "云岭集团党员考勤办法"),
        ((TRIAL,), "党员考勤办法（试行）", "云岭集团党员考勤办法（试行）"),
        ((TRIAL,), "云岭集团党员考勤办法", "云岭集团党员考勤办法"),
        ((TRIAL,), "党员考勤办法", "党员考勤办法"),
        ((PLAN24,), "党支部条例", "中国共产党支部工作条例（试行）"),
        ((PLAN24,), "《请假办法(试行)》", "请假办法（试行）"),
    ],
)
def test_the_name_under_which_a_ruling_is_kept(library: Sequence[Sequence[str]], name: str, kept: str) -> None:
    assert register(*library).registered(name) == kept


def test_a_ruling_has_registered_names() -> None:
    found = register(*LIBRARY)
    assert ruling_of(found, "党务公开工作办法", None, "党支部条例", "2025") == Ruling(
        "云岭集团党务公开工作办法", "replaced", "中国共产党支部工作条例（试行）", "2025"
    )


@pytest.mark.parametrize("since", ["2025", "2025-05-01", "2024-02-29", ""])
def test_since_a_year_or_a_day(since: str) -> None:
    assert ruling_of(register(*LIBRARY), "党支部条例", "repealed", "", since).since == since


@pytest.mark.parametrize("since", ["2025-13-45", "2025-02-29", "2025-05", "20250501", "去年", "0999", "2025-W01-1"])
def test_a_day_that_the_calendar_does_not_have(since: str) -> None:
    with pytest.raises(BadRequest, match=f"日期不对：{since}"):
        ruling_of(register(*LIBRARY), "党支部条例", "repealed", "", since)


def test_no_document_replaces_itself() -> None:
    with pytest.raises(BadRequest, match="不能由它自己替代"):
        ruling_of(register(*LIBRARY), "党务公开工作办法", None, "云岭集团党务公开工作办法", "")


# --- narrowed to some citations ---------------------------------------------------------------------------------------


def test_narrowed_to_the_citations_of_one_document() -> None:
    mentions, standings, documents = read(LIBRARY)
    found = register_of(mentions, standings, [], documents)
    few = [placed for placed in mentions if placed.document.year == 2022]
    shown = found.narrowed(few)
    assert sum(len(group.citing) for group in shown.groups) == len(few)
    assert {d.year for group in shown.groups for d in group.citing_documents} == {2022}
    assert {group.name: group.aliases for group in shown.groups} == {
        "中国共产党支部工作条例（试行）": ("党支部条例",),
        "云岭集团积分办法（试行）": (),
        "云岭集团党务公开工作办法": (),
        "习近平谈治国理政": (),
    }
    assert shown.statuses == found.statuses
    assert found.narrowed(mentions) == found
    assert found.narrowed([]).groups == ()


def test_what_is_missing_for_programs() -> None:
    mentions, standings, documents = read(LIBRARY)
    found = register_of(mentions, standings, [], documents)
    few = [placed for placed in mentions if placed.document.year == 2024]
    assert collect_rows(found.narrowed(few)) == [
        {"name": name, "aliases": aliases, "citations": count, "files": ["云岭集团2024年党建工作要点.txt"]}
        for name, aliases, count in (
            ("省级考核规定", ["关于印发〈省级考核规定〉的通知"], 2),
            ("云岭集团积分办法", [], 1),
        )
    ]
