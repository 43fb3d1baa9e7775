"""Instructions as people type them: what they ask for and nothing else, whole text for whole text; or a refusal."""

from __future__ import annotations

import pytest

from assistant.drafting import versions
from assistant.drafting.records import Draft
from assistant.drafting.revising.changes import changes_of, reminders
from assistant.drafting.revising.returning import back_of, returned
from assistant.drafting.revising.story import Revision
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.records import EVERYONE
from tests.assistant.drafting.revising.conftest import Revise
from tests.assistant.drafting.revising.everyday import EVERYDAY
from tests.assistant.drafting.revising.everyday_later import LATER
from tests.assistant.drafting.revising.outcomes import Page, Step

# What is refused, and words that the refusal says.
REFUSED = (
    ("把6月底改为9月底", "3 条：一/（一）深入学习贯彻党的二十届四中全会精神"),
    ("把6月底改为9月底", "请说“全文‘6月底’都改为‘9月底’”"),
    ("把三次改成四次", "草稿里没有“三次”"),
    ("把会议改成例会", "请写明是哪一条"),
    ("把安全生产改成生产安全", "请写明是哪一条"),  # stands in a heading and in an item
    ("那条删掉", "没有看懂"),
    ("党员那条删掉", "请写明是哪一条"),
    ("第九部分第一条删掉", "各部分"),
    ("第五部分第五条删除", "第五部分没有“第5条”"),
    ("党课那句2次改成3次", "草稿没有改动"),
    ("“十五五”规划那句不要", "草稿没有改动"),
    ("三（二）对调", "两条不同的条目"),
    ("三（二）和三（一）第1点对调", "同一级"),
    ("第四部分和第四部分对调", "两个不同的部分"),
    ("第四部分移到第五部分前面", "已经在那里"),
    ("把三（一）往前挪一位", "不能再移"),
    ("三（一）第2点上移一位", "分项"),
    ("三（六）拆成两条", "从第三句起"),
    ("四（二）从第一句起另起一条", "什么也不剩"),
    ("四（二）从第九句起另起一条", "标题后面只有 3 句"),
    ("六（一）倒数第二句删掉", "没有倒数第 2 句"),  # the title is none of them
    ("一（一）第二句的6月底前改成7月底前", "这一句（不算标题）里没有"),
    ("三（六）倒数第九句删掉", "没有倒数第 9 句"),
    ("落款日期改成明年初", "不是完整的日期"),
    ("落款日期改成2026年2月30日", "不是完整的日期"),
    ("标题里的“报告”改成“要点”", "标题里没有“报告”"),
    ("第三部分标题里的“报告”改成“要点”", "没有“报告”"),
    ("第三部分里的“三强三促”都改成“三提三促”", "第三部分里没有"),
    ("全文“三提三促”改成“三强三促”", "草稿里没有"),
    ("导语牵头单位改成党委办公室", "没有任务"),
    ("三（四）牵头单位改成党委办公室、组织人事部", "不是一个单位"),
    ("八（一）权重从20%改为30%", "没有写明权重是20%"),
    ("三（五）压缩一下", "每一句都是要求"),
    ("七（二）写得更具体些", "来源里没有"),
    ("三（二）改成突出项目党建的那种写法", "草稿没有改动"),
    ("在三（二）加一句强调安全的", "没有看懂"),
    ("三（二）要不要删掉？", "没有看懂"),
    ("三（二）加一句话", "没有看懂"),
    ("一（一）最后一句移到一（一）", "已经在"),
    ("第六部分第一条的第一句移到第九条", "第六部分没有“第9条”"),
    ("二（二）第四句以后的单独列一条", "没有看懂"),
    ("第三部分的第七条提前，放到第二条后面", "没有看懂"),
    ("信息报送改成每月不少于3条", "草稿里没有"),
    ("全文把“智慧党建”的引号去掉", "没有看懂"),
    ("师徒10对有点多，改成8对", "草稿没有改动"),
    ("四（二）评选优秀师徒10对改成12名", "不能确定“12名”要替换"),
)


@pytest.mark.parametrize(("instruction", "steps"), [*EVERYDAY, *LATER])
def test_what_is_asked_for_and_nothing_else(
    revise: Revise, draft: Draft, instruction: str, steps: tuple[Step, ...]
) -> None:
    expected = Page.of(draft)
    for step in steps:
        step(expected)
    revision = revise(instruction)
    assert Page.of(revision.after).told() == expected.told()
    assert changes_of(revision)
    old = set(draft.sentences())
    new = [sentence for sentence in revision.after.sentences() if sentence not in old]
    assert all(sentence.kind in ("用户给定", "改写自", "待补") and sentence.sources for sentence in new)


@pytest.mark.parametrize(("instruction", "why"), REFUSED)
def test_what_is_refused_says_what_to_do(revise: Revise, instruction: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why) as refusal:
        revise(instruction)
    assert "\n" not in str(refusal.value)


# --- as typed ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        ("七（一）加一句：每月5日14:30召开联席会议。", "每月5日14:30召开联席会议。"),
        ('七（一）加一句:"每月5日14:30召开;不另发通知,见A:B"', "每月5日14:30召开;不另发通知,见A:B。"),
        ("七（一）加一句：落实“以“三强三促”为抓手”的要求", "落实“以“三强三促”为抓手”的要求。"),
        ("给七（一）补一句：请大家了解一下。", "请大家了解一下。"),
    ],
)
def test_words_to_be_written_stand_as_they_were_typed(revise: Revise, instruction: str, text: str) -> None:
    new = [item for item in revise(instruction).after.items() if item.text.endswith(text)]
    assert [item.address for item in new] == ["七/（一）"]


def test_quoted_words_are_put_in_as_they_were_typed(revise: Revise) -> None:
    once = revise("把“每年公布1次”改成“每月5日14:00公布”").after
    twice = revise('三（七）的"14:00"改成"14:30"', on=once).after
    [item] = [each for each in twice.items() if each.address == "三/（七）"]
    assert "党费收缴使用情况每月5日14:30公布。" in item.text


def test_what_a_refusal_proposes_is_understood(revise: Revise) -> None:
    with pytest.raises(BadRequest) as refusal:
        revise("把6月底改为9月底")
    proposed = str(refusal.value).partition("请说“")[2].partition("”")[0]
    assert [kind for kind, _ in shown(revise(proposed))] == ["改动"] * 3


# --- what is shown ----------------------------------------------------------------------------------------------------


def shown(revision: Revision) -> list[tuple[str, str]]:
    return [(change.kind, change.where) for change in changes_of(revision)]


def test_what_stands_around_the_items_is_shown_too(revise: Revise) -> None:
    revision = revise(
        "标题改成党建任务；第三部分标题改成建强战斗堡垒；第四部分和第五部分对调；三（四）由党委办公室牵头"
    )
    assert shown(revision) == [
        ("改动", "标题"),
        ("改动", "三、标题"),
        ("移动", "四、标题→五、标题"),
        ("改动", "三/（四）任务分解"),
    ]
    assert revision.after.sections[3].heading.kind == "用户给定"


def test_a_document_keeps_its_name_and_the_user_is_told(revise: Revise) -> None:
    revision = revise("全文“省能源行业党委”都改为“省能源党委”")
    assert any("《省能源行业党委关于" in item.text for item in revision.after.items())
    assert reminders(revision) == ["《》里的文件名称写有“省能源行业党委”的 1 处没有改；名称确实改了的，请单独改"]


@pytest.mark.parametrize(
    ("instruction", "address", "unit"),
    [
        ("三（四）牵头单位改成党委办公室", "三/（四）", "党委办公室"),
        ("三（五）由宣传部牵头", "三/（五）", "宣传部"),
        ("把流动党员那条改成由党委办公室负责", "三/（五）", "党委办公室"),
    ],
)
def test_another_unit_leads_an_items_tasks(
    revise: Revise, draft: Draft, instruction: str, address: str, unit: str
) -> None:
    after = revise(instruction).after
    assert Page.of(after).told() == Page.of(draft).told()
    assert {task.lead for task in after.tasks if task.address == address} == {unit}
    assert [task for task in after.tasks if task.address != address] == [
        task for task in draft.tasks if task.address != address
    ]


def test_a_unit_that_the_text_names_is_pointed_out(revise: Revise) -> None:
    revision = revise("三（八）由党委办公室牵头")
    assert reminders(revision) == ["三/（八）的正文写着“纪委办公室”，没有改，请看是不是也要改"]
    helped = revise("三（五）由组织人事部、党委办公室配合").after
    assert {task.responsible for task in helped.tasks if task.address == "三/（五）"} == {("组织人事部", "党委办公室")}


# --- an earlier version -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instruction", "to"),
    [
        ("撤销上一步", None),
        ("麻烦撤回刚才的修改吧", None),
        ("恢复原来的", None),
        ("退回上一版", None),
        ("把草稿恢复到修改前的样子", None),
        ("刚才的改动不要了", None),
        ("还原", None),
        ("改错了，撤销", None),
        ("取消刚才那步", None),
        ("还是恢复到上一个版本吧", None),
        ("恢复到最初的版本", 1),
        ("退回第2版", 2),
        ("改用第三稿", 3),
    ],
)
def test_how_an_earlier_version_is_asked_for(instruction: str, to: int | None) -> None:
    back = back_of(instruction)
    assert back is not None
    assert back.to == to


@pytest.mark.parametrize(
    "instruction", ["三（二）删掉", "撤销三（二）", "取消第2条", "恢复三（二）", "把“原来的”改为“原有的”"]
)
def test_what_asks_for_something_else(instruction: str) -> None:
    assert back_of(instruction) is None


@pytest.mark.parametrize(
    "instruction",
    [
        "三（二）删掉；把第四部分和第五部分对调；第二部分标题改成加强思想引领",
        "删去第七部分；五（一）和五（二）合并",
        "三（四）牵头单位改成党委办公室",
        "全文“党务干部”都改成“党务工作者”，标题改成党建任务",
    ],
)
def test_what_coming_back_would_change_is_shown(
    library: Library, revise: Revise, draft: Draft, instruction: str
) -> None:
    first = versions.save(library, draft, EVERYONE, "生成草稿")
    there = revise(instruction)
    second = versions.save(library, there.after, EVERYONE, there.note, first.draft)
    back = returned(library, second, there.after, "撤销上一步", EVERYONE, is_at_item=False)
    assert back is not None
    assert back.after == draft
    touched = {change.old or change.new for change in changes_of(there)}
    assert len(shown(back)) <= len(touched) + 1
    assert shown(back)


def test_there_must_be_a_version_to_come_back(library: Library, draft: Draft) -> None:
    first = versions.save(library, draft, EVERYONE, "生成草稿")
    for instruction, is_at_item, why in (
        ("撤销上一步", False, "还没有可以撤销的改动"),
        ("退回第1版", False, "现在就是第 1 版"),
        ("退回第7版", False, "7"),
        ("恢复原来的", True, "整份草稿"),
    ):
        with pytest.raises(BadRequest, match=why):
            returned(library, first, draft, instruction, EVERYONE, is_at_item=is_at_item)
