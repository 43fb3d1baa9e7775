"""Edits that meet in one item, and edits that would leave half a value, over a small plan with a list."""

from __future__ import annotations

import pytest

from assistant.drafting import versions
from assistant.drafting.records import Draft, DraftItem, Section
from assistant.drafting.revising.changes import changes_of
from assistant.drafting.revising.returning import returned
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.records import EVERYONE, Line
from tests.assistant.drafting.returned import draft_from
from tests.assistant.drafting.revising.conftest import Revise

DRAFT: Draft = draft_from(
    [
        Line("云岭集团2026年党建工作要点", "title"),
        Line("2026年总体要求是：夯实基层基础。"),
        Line("一、建强组织"),
        Line("（一）抓实学习。每月开展1次主题党日，考核权重25%。集中学习不少于32学时，覆盖20以上班组。"),
        Line("（二）办好以下两件事："),
        Line("1.开展骨干培训，每年2次；"),
        Line("2.建立问题台账，每季度通报1次。"),
        Line("（三）做好发展党员工作，全年发展12名。"),
        Line("（四）整理档案"),
        Line("（五）整治文风。【待补：具体措施、责任单位和完成时限】。"),
        Line("二、转变作风"),
        Line("（一）精简会议。完善考勤次数统计。第十三次例会一并通报。"),
        Line("（二）走访职工【待补：走访人数】。"),
    ],
    "要点.txt",
)


def texts(section: Section) -> list[str]:
    return [item.text for item in section.items]


def item_of(draft: Draft, address: str) -> DraftItem:
    return next(item for item in draft.items() if item.address == address)


@pytest.mark.parametrize(
    "instruction",
    ["一（一）移到一（二）后面", "一（一）下移一位", "一（三）并入一（二）", "一（二）补一句：抓紧落实"],
)
def test_an_item_goes_behind_what_is_left_of_a_list(revise: Revise, instruction: str) -> None:
    after = revise(f"一（二）第2点删掉；{instruction}", on=DRAFT).after
    assert not any("问题台账" in sentence.text for sentence in after.sentences())
    first = texts(after.sections[1])
    at = next(n for n, text in enumerate(first) if "两件事" in text)
    assert "骨干培训" in first[at + 1]
    assert sum(len(section.items) for section in after.sections) >= len(list(DRAFT.items())) - 2


def test_a_new_item_goes_behind_what_is_left_of_a_list(revise: Revise) -> None:
    after = revise("一（二）第2点删掉，一（二）后面补一条：办好宣传栏", on=DRAFT).after
    assert texts(after.sections[1])[2:4] == ["1.开展骨干培训，每年2次；", "（三）办好宣传栏。"]


@pytest.mark.parametrize(
    ("instruction", "why"),
    [
        ("一（二）第2点并入一（二）", "两条不同的条目"),
        ("一（二）移到一（二）第1点后面", "它自己的前面或后面"),
        ("一（四）至（二）删去", "草稿没有改动"),
        ("走访人数填25", "“25”没有写单位"),
        ("导语最后一句移到一（一）", "导语至少要留一句"),
        ("一（三）标题改为抓好发展党员", "没有单独的标题"),
        ("二（一）考勤次数改为12次", "没有写明考勤次数"),
        ("把学习次数改为12次", "没有写明学习次数"),
        ("把三次改为四次", "草稿里没有“三次”"),
        ("一（五）的时限改成6月下旬", "【待补：具体措施、责任单位】，…”"),
        ("一（五）的待补填6月下旬", "请把这一处写全"),
        ("一（一）的时限改成6月下旬；另外一（三）最后一句单独成条", "没有看懂“一（三）最后一句单独成条”"),
        ("落款改为云岭集团党委；最后一句单独成条", "没有看懂“最后一句单独成条”"),
        ("一（三）改成12名；一（四）最后一句单独成条", "没有看懂"),
    ],
)
def test_what_would_go_wrong_is_refused(revise: Revise, instruction: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        revise(instruction, on=DRAFT)


@pytest.mark.parametrize(
    ("instruction", "address", "text"),
    [
        ("一（一）的权重改为30", "一/（一）", "考核权重30%。"),
        ("一（一）权重从25改为30", "一/（一）", "考核权重30%。"),
        ("一（一）的集中学习改为40学时", "一/（一）", "集中学习不少于40学时，覆盖20以上班组。"),
        ("一（一）的班组改为30个", "一/（一）", "覆盖30个以上班组。"),
        ("二（一）的十三次改为十四次", "二/（一）", "第十四次例会"),
        ("走访人数填25名", "二/（二）", "（二）走访职工25名。"),
        ("把走访的数量改成25名", "二/（二）", "（二）走访职工25名。"),
        ("二（二）的待补填25名", "二/（二）", "（二）走访职工25名。"),
        ("把二（二）里的【待补：走访人数】改成25名", "二/（二）", "（二）走访职工25名。"),
        ("二（二）待补填25名", "二/（二）", "（二）走访职工25名。"),
        ("把二（二）的空填上25名", "二/（二）", "（二）走访职工25名。"),
        ("把“【待补：走访人数】”改成25名", "二/（二）", "（二）走访职工25名。"),
        ("【待补：走访人数】改成25名", "二/（二）", "（二）走访职工25名。"),
        (
            "一（五）【待补：具体措施、责任单位和完成时限】改为由办公室6月底前办结",
            "一/（五）",
            "由办公室6月底前办结。",
        ),
        (
            "一（五）【待补：具体措施、责任单位和完成时限】填由办公室6月底前办结",
            "一/（五）",
            "由办公室6月底前办结。",
        ),
        (
            "把“【待补：具体措施、责任单位和完成时限】”改为“【待补：具体措施、责任单位】，6月下旬完成”",
            "一/（五）",
            "【待补：具体措施、责任单位】，6月下旬完成。",
        ),
        ("一（四）补一句：年底前完成", "一/（四）", "（四）整理档案。年底前完成。"),
        ("一（四）补一句：一是清点，二是编目", "一/（四）", "（四）整理档案。一是清点，二是编目。"),
        ("一（四）补一句：10.5学时讲完", "一/（四）", "（四）整理档案。10.5学时讲完。"),
        ("一（四）补一句：2.编目录", "一/（四）", "（四）整理档案。编目录。"),
        ("一（四）改为：一是清点，二是编目。", "一/（四）", "（四）一是清点，二是编目。"),
        ("一（四）改为：（四）编目录。", "一/（四）", "（四）编目录。"),
        ("一（一）最后一句移到一（四）", "一/（四）", "（四）整理档案。集中学习不少于32学时，覆盖20以上班组。"),
    ],
)
def test_a_value_is_changed_with_its_measure(revise: Revise, instruction: str, address: str, text: str) -> None:
    revision = revise(instruction, on=DRAFT)
    assert text in item_of(revision.after, address).text
    assert changes_of(revision)


def test_a_version_with_two_headings_alike_comes_back(library: Library, revise: Revise) -> None:
    twins = draft_from(
        [
            Line("云岭集团2026年党建工作要点", "title"),
            *map(Line, ("一、转变作风", "（一）精简会议。", "二、转变作风", "（一）压减文件。", "三、建强组织")),
            Line("（一）整理档案。"),
        ],
        "要点.txt",
    )
    first = versions.save(library, twins, EVERYONE, "生成草稿")
    there = revise("删去三（一）；第一部分和第二部分对调", on=twins)
    second = versions.save(library, there.after, EVERYONE, there.note, first.draft)
    back = returned(library, second, there.after, "撤销上一步", EVERYONE, is_at_item=False)
    assert back is not None
    assert back.after == twins
    assert {change.kind for change in changes_of(back)} <= {"新增", "移动"}


@pytest.mark.parametrize("instruction", ["删去第二部分", "二（二）删掉，二（一）移到第一部分"])
def test_a_heading_that_goes_with_its_last_item_is_shown(revise: Revise, instruction: str) -> None:
    revision = revise(instruction, on=DRAFT)
    assert [section.heading.text for section in revision.after.sections] == ["", "建强组织"]
    assert ("删去", "二、标题") in [(change.kind, change.where) for change in changes_of(revision)]
