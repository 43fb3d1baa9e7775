"""Sections that the superior's document opens in the draft: only where the plan has none for their theme."""

from __future__ import annotations

import pytest

from assistant.drafting.records import Draft, Reading
from ingest.embedding import Embedding, load_embedding
from tests.assistant.drafting.drafted import brief, drafted, plan, reading, row_of

STUDY = "（一）抓好理论学习。党委理论学习中心组每季度集中学习1次，党委办公室做好记录。"
LIFE = "（一）规范组织生活。党支部每月开展1次主题党日，每季度上1次党课。"
LAST = plan(2025, "一、筑牢思想根基", STUDY, "二、规范支部运行", LIFE)
LEARNING = "（{}）抓好理论学习。各单位党委理论学习中心组每月集中学习1次。"
SAVING = "（一）压减用水用电。各单位机关每月公布1次水电费，比上年下降5%。"
DRIVING = "（二）管好公务车辆。各单位应当在6月底前封存多余车辆。"


@pytest.fixture(scope="module")
def embedding() -> Embedding:
    return load_embedding("builtin")


def superior(*lines: str) -> Reading:
    title = "省能源行业党委关于做好2026年党建工作的意见"
    return reading(title, "现提出如下意见。", *lines, unit="省能源行业党委")


def headings(draft: Draft) -> list[str]:
    return [section.label + section.heading.text for section in draft.sections if section.heading.text]


def test_a_theme_that_the_plan_has_none_for_opens_a_section(embedding: Embedding) -> None:
    asking = superior("一、厉行勤俭节约", SAVING, DRIVING, "二、开展学习教育", LEARNING.format("三"))
    planned, draft = drafted(brief(LAST, superior=asking), embedding)
    assert headings(draft) == ["一、厉行勤俭节约", "二、筑牢思想根基", "三、规范支部运行"]
    assert {row_of(planned, words).target for words in ("压减用水用电", "管好公务车辆")} == {"厉行勤俭节约"}
    opened = draft.sections[0].heading
    assert (opened.kind, opened.sources[0].role, opened.sources[0].address) == ("依据上级", "superior", "一")
    assert [item.label for item in draft.sections[0].items] == ["（一）", "（二）"]
    assert row_of(planned, "抓好理论学习").target == "筑牢思想根基"


def test_the_last_theme_of_the_superior_stands_last(embedding: Embedding) -> None:
    asking = superior("一、开展学习教育", LEARNING.format("三"), "二、厉行勤俭节约", SAVING, DRIVING)
    _, draft = drafted(brief(LAST, superior=asking), embedding)
    assert headings(draft) == ["一、筑牢思想根基", "二、规范支部运行", "三、厉行勤俭节约"]


def test_a_theme_of_study_stands_first(embedding: Embedding) -> None:
    lectures = "（一）组织宣讲。各单位应当在3月底前组织1次宣讲。"
    training = "（二）开展轮训。各单位应当在9月底前完成全员轮训。"
    asking = superior(
        "一、开展学习教育", LEARNING.format("三"), "二、学习贯彻党的二十届四中全会精神", lectures, training
    )
    _, draft = drafted(brief(LAST, superior=asking), embedding)
    assert headings(draft)[0] == "一、学习贯彻党的二十届四中全会精神"


@pytest.mark.parametrize(
    "lines",
    [
        ("一、厉行勤俭节约", SAVING, "二、开展学习教育", LEARNING.format("三")),  # one item is no section
        ("一、规范支部运行", SAVING, DRIVING),  # a section of the plan is about it
    ],
)
def test_no_section_is_opened_that_the_plan_needs_not(lines: tuple[str, ...], embedding: Embedding) -> None:
    planned, draft = drafted(brief(LAST, superior=superior(*lines)), embedding)
    assert headings(draft) == ["一、筑牢思想根基", "二、规范支部运行"]
    assert row_of(planned, "压减用水用电").target in planned.plan.sections


def test_a_plan_without_headings_gets_none(embedding: Embedding) -> None:
    flat = plan(2025, "1.抓好理论学习。中心组每季度集中学习1次。", "2.规范组织生活。党支部每月开展1次主题党日。")
    planned, _ = drafted(brief(flat, superior=superior("一、厉行勤俭节约", SAVING, DRIVING)), embedding)
    assert planned.plan.sections == ("抓好理论学习", "规范组织生活")
