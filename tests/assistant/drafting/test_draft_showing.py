"""A draft as programs and persons read it: the contract's fields, shares, the to-do list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.readable import SOURCE_NAMES, readable_list
from assistant.drafting.records import CLASSES, DECISION_NAMES, Draft, DraftItem, Plan, Role, Section, Sentence
from assistant.drafting.showing import draft_json, draft_text, plan_json, plan_text, shares
from tests.assistant.drafting.sample_plan import DRAFT, FLOWING, ONE, PLAN, STUDY, TWO

BARE = Draft("云岭集团", 2026, "云岭集团2026年党建工作要点", "", "", (), Plan("云岭集团", 2026, (), ()))


def test_the_contract() -> None:
    shown = draft_json(DRAFT)
    assert list(shown)[:5] == ["title", "sections", "plan", "findings", "style"]
    assert shown["title"] == "云岭集团2026年党建工作要点"
    opening, first, second = shown["sections"]
    assert opening["heading"] == ""
    assert [item["address"] for item in opening["items"]] == ["导语"]
    assert (first["heading"], second["heading"]) == (ONE, TWO)
    [item] = first["items"]
    assert item["address"] == "一/（一）"
    sentence = item["sentences"][1]
    assert (sentence["text"], sentence["class"]) == ("2026年集体学习研讨不少于12次。", "沿用")
    [source] = sentence["sources"]
    assert (source["file"], source["address"], source["quote"]) == ("要点2025.pdf", "一/（一）", STUDY.quote)
    assert [(row["decision"], row["target"]) for row in shown["plan"]] == [
        ("keep", ONE),
        ("new", TWO),
        ("update", TWO),
        ("drop", ""),
    ]
    assert shown["plan"][1]["sources"][0]["quote"] == FLOWING.quote
    assert shown["plan"][1]["reason"] == "上级要求，并对应总结指出的问题"
    assert shown["findings"][0] == {
        "check": "要素缺失",
        "address": "二/（一）",
        "message": "没有写明走访人数",
        "suggestion": "补上人数",
        "quote": "走访流动党员",
    }
    assert shown["style"]["score"] == 0.82


def test_what_stands_behind_the_contract() -> None:
    shown = draft_json(DRAFT)
    assert shown["addressees"] == "各所属单位党委"
    assert (shown["signer"], shown["issued"]) == (DRAFT.signer, DRAFT.issued)
    assert shown["missing"] == ["没有找到2026年的党委会决议"]
    assert shown["tasks"][1]["lead"] == "【待补：牵头单位】"
    assert shown["tasks"][0]["from_last_year"] is True
    kept = shown["sections"][1]["items"][0]["sentences"][1]
    assert kept["edits"] == [{"old": "2025年", "new": "2026年", "reason": "年度更新"}]
    assert kept["difference"] == [
        {"operation": "delete", "text": "2025"},
        {"operation": "insert", "text": "2026"},
        {"operation": "keep", "text": "年集体学习研讨不少于12次。"},
    ]
    same = shown["sections"][1]
    assert (same["class"], same["difference"]) == ("沿用", [])
    [dropped] = shown["plan"][3]["dropped"]
    assert (dropped["reason"], dropped["source"]["address"]) == ("已完成", "一/（二）")


def test_json_is_json() -> None:
    for shown in (draft_json(DRAFT), draft_json(BARE), plan_json(PLAN)):
        assert json.loads(json.dumps(shown)) == shown


def test_a_plan_has_the_rows_of_its_draft() -> None:
    assert plan_json(PLAN)["plan"] == draft_json(DRAFT)["plan"]
    assert [section["heading"] for section in plan_json(PLAN)["sections"]] == [ONE, TWO]


def test_shares_are_of_the_sentences_without_the_headings() -> None:
    assert shares(DRAFT) == {
        "沿用": pytest.approx(1 / 6),
        "改写自": pytest.approx(1 / 6),
        "依据上级": pytest.approx(1 / 6),
        "对应问题": 0,
        "用户给定": pytest.approx(2 / 6),
        "待补": pytest.approx(1 / 6),
    }
    assert shares(BARE) == dict.fromkeys(CLASSES, 0)


@given(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=30))
def test_shares_make_a_whole(kinds: list[str]) -> None:
    sentences = tuple(Sentence("抓好落实。", kind, ()) for kind in kinds)
    item = DraftItem("（一）", "一/（一）", sentences)
    drafted = replace(BARE, sections=(Section("一、", Sentence("夯实基础", "沿用", ()), (item,)),))
    found = shares(drafted)
    assert list(found) == list(CLASSES)
    assert sum(found.values()) == pytest.approx(1)
    assert all(found[kind] == pytest.approx(kinds.count(kind) / len(kinds)) for kind in CLASSES)


def told(lines: list[str]) -> Iterator[str]:
    for line in lines:
        assert "\n" not in line
        yield line.strip()


def test_what_a_person_is_told_of_a_draft() -> None:
    lines = list(told(draft_text(DRAFT)))
    assert lines[0] == "云岭集团2026年党建工作要点"
    assert "共 2 章、2 条、6 句" in lines
    assert "计划：沿用 1 项，更新 1 项，不再列入 1 项，新增 1 项" in lines
    assert "句子来源：沿用 17%，改写自 17%，依据上级 17%，用户给定 33%，待补 17%" in lines
    assert "任务分解：2 行，待补牵头单位 1 行" in lines
    assert "待办（检查发现 2 处）：" in lines
    assert "□ 二/（一）　没有写明走访人数（补上人数）" in lines
    assert "□ 第二章标题与其他章字数不同" in lines
    assert lines[-2:] == ["缺少的资料：", "没有找到2026年的党委会决议"]


def test_what_a_person_is_told_of_nothing() -> None:
    lines = draft_text(BARE)
    assert "计划：没有内容" in lines
    assert "句子来源：无" in lines
    assert lines[-1] == "检查：没有发现问题"


def test_what_a_person_is_told_of_a_plan() -> None:
    lines = list(told(plan_text(PLAN)))
    assert lines[0] == "云岭集团2026年要点起草计划：沿用 1 项，更新 1 项，不再列入 1 项，新增 1 项"
    assert lines.index(ONE) < lines.index(TWO) < lines.index(DECISION_NAMES["drop"])
    assert "〔新增〕管好流动党员：上级要求，并对应总结指出的问题" in lines
    assert f"《省能源行业党委关于加强2026年企业党建工作的意见》二/（三）：{FLOWING.quote}" in lines
    assert lines[-1] == "没有找到2026年的党委会决议"


def test_a_long_quote_is_cut_on_the_terminal() -> None:
    words = "第一行\n" + "深入学习" * 40
    [row] = [replace(PLAN.rows[0], sources=(replace(STUDY, quote=words, version=0),))]
    line = list(told(plan_text(replace(PLAN, rows=(row,)))))[3]
    assert line.startswith("要点2025.pdf 一/（一）：第一行 深入学习")
    assert line.endswith("……")


def test_a_document_is_named_once_in_a_list() -> None:
    again = replace(FLOWING, address="三")
    assert list(readable_list([FLOWING, again, STUDY])) == [
        f"《{FLOWING.document}》二/（三）：{FLOWING.quote}",
        f"三：{FLOWING.quote}",
        f"《{STUDY.document}》一/（一）：{STUDY.quote}",
    ]
    assert list(readable_list([])) == []


def test_every_role_has_a_name() -> None:
    assert set(SOURCE_NAMES) == set(get_args(Role))
