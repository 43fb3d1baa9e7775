"""The superior's opinion for 2025 against the plan of 2025, as tests/gold/corpus_changes.md tells, and small cases."""

from __future__ import annotations

from functools import cache

import pytest

from assistant.compare import Covering, coverage
from ingest.records import Outline
from tests.assistant.compare.samples import duties, embedding, of_corpus, plan

# A piece of the requirement, its state, the address of an own item that answers, a piece of the reason.
TOLD = [
    ("集体学习研讨应当不少于12次", "covered", "二/（一）", ""),
    ("专题研讨不少于6次", "covered", "二/（一）", ""),
    ("列席旁听的覆盖面", "covered", "二/（一）", ""),
    ("前置研究讨论重大经营管理事项清单", "covered", "一/（二）", ""),
    ("每半年至少专题研究1次意识形态", "covered", "二/（二）", ""),
    ("意识形态领域分析研判", "partly", "二/（二）", "频次不足：上级每季度"),
    ("党员大会一般每季度", "covered", "三/（一）/1", ""),
    ("支部委员会会议一般每月", "covered", "三/（一）/1", ""),
    ("每年至少讲1次党课", "covered", "三/（一）/2", ""),
    ("不少于32学时", "covered", "三/（四）", ""),
    ("不少于56学时", "covered", "三/（四）", ""),
    ("接受1次任职培训", "partly", "三/（四）", "时限偏长：上级6个月内，本单位1年内"),
    ("公布1次", "partly", "三/（五）", "频次不足：上级每半年"),
    ("配备专职党务工作人员", "covered", "四/（一）", ""),
    ("职工工资总额1%", "covered", "四/（一）", ""),
    ("锻炼期限一般不少于1年", "covered", "四/（二）", ""),
    ("纪律专题学习", "partly", "六/（二）", "本单位每半年"),
    ("警示教育大会每年不少于2次", "covered", "六/（二）", ""),
    ("任职前接受廉洁谈话", "covered", "六/（二）", ""),
    ("为基层减负若干规定", "covered", "五/（三）", ""),
    ("督查检查每年不超过2次", "covered", "八/（一）", ""),
    ("权重不得低于20%", "covered", "八/（一）", ""),
    ("年度党建工作要点", "covered", "¶1", ""),
    ("两类人员", "covered", "三/（三）", ""),
    ("分类定级", "covered", "三/（二）", ""),
    ("完善公开目录", "partly", "三/（六）", "依据文件未写明：《中国共产党党务公开条例（试行）》"),
    ("1小时内电话报告", "missing", "", ""),
    ("开展1次思想动态调查", "missing", "", ""),
    ("流动党员摸排", "missing", "", ""),
    ("15个工作日内答复", "missing", "", ""),
    ("年轻干部专题调研", "missing", "", ""),
    ("共建事项每年不少于2项", "missing", "", ""),
    ("廉洁风险排查", "missing", "", ""),
    ("听取1次党建工作汇报", "missing", "", ""),
]


def covered(superior: Outline, own: Outline) -> tuple[Covering, ...]:
    return coverage(superior, own, duties(superior), duties(own), embedding())


@cache
def of_2025() -> tuple[Covering, ...]:
    return covered(of_corpus("加强2025年企业党建工作的意见")[0], of_corpus("2025年党建工作要点")[0])


@pytest.mark.parametrize(("piece", "state", "address", "reason"), TOLD)
def test_the_superiors_opinion(piece: str, state: str, address: str, reason: str) -> None:
    (found,) = (one for one in of_2025() if piece in one.requirement.text)
    assert found.state == state
    assert reason in found.reason
    assert bool(found.reason) == (state == "partly")
    assert not address or address in {unit.address for unit in found.items}


def test_all_is_cut_from_the_documents() -> None:
    (superior, asked), (own, answering) = (
        of_corpus("加强2025年企业党建工作的意见"),
        of_corpus("2025年党建工作要点"),
    )
    found = of_2025()
    assert len(found) == len(duties(superior))
    assert len(duties(own)) > 50
    for one in found:
        assert asked[one.requirement.start : one.requirement.end] == one.requirement.text
        assert all(answering[unit.start : unit.end] == unit.text for unit in one.items)
        assert bool(one.items) == (one.state != "missing")
        assert len({unit.address for unit in one.items}) == len(one.items)


@pytest.mark.parametrize("year", [2022, 2023, 2025])
def test_a_plan_covers_itself(year: int) -> None:
    own = of_corpus(f"{year}年党建工作要点")[0]
    states = [one.state for one in covered(own, own)]
    assert states.count("covered") >= 0.98 * len(states)


def test_stricter_values_cover_and_what_is_done_is_not_asked_for() -> None:
    superior = plan(2024, "一、夯实基础", "1.安全生产部每季度检查党员责任区不少于1次，9月底前通报。",
                    "二、2023年工作回顾", "2.工会每月慰问困难职工1次。")  # fmt: skip
    own = plan(2024, "一、夯实基础", "1.安全生产部每月检查党员责任区1次，8月底前通报。")
    assert [(one.state, one.reason) for one in covered(superior, own)] == [("covered", "")] * 2


def test_nothing_covers_without_an_own_plan() -> None:
    superior = plan(2024, "一、夯实基础", "1.安全生产部每季度检查党员责任区不少于1次。")
    empty = Outline("", None, "其他", "", ())
    assert [one.state for one in covered(superior, empty)] == ["missing"]
    assert covered(empty, superior) == ()


def test_a_plan_answers_the_call_for_itself() -> None:
    superior = plan(2024, "一、加强领导", "1.各单位党委3月底前印发年度党建工作要点。")

    def signed(*lines: str) -> tuple[Outline, list[tuple[str, str]]]:
        own = plan(2024, "一、夯实基础", "1.安全生产部每月检查党员责任区1次。", *lines)
        return own, [(one.state, one.reason) for one in covered(superior, own)]

    in_time, found = signed("中共云岭能源集团有限公司委员会", "2024年3月20日")
    assert found == [("covered", "")]
    assert [item.text for one in covered(superior, in_time) for item in one.items] == [in_time.items[-1].text]
    assert signed("中共云岭能源集团有限公司委员会", "2024年4月20日")[1] == [
        ("partly", "时限偏晚：上级3月底前，本单位2024年4月20日印发")
    ]
    assert signed()[1] == [("missing", "")]


@pytest.mark.parametrize(
    ("own", "state", "reason"),
    [
        ("落实已印发的《云岭集团党务公开工作办法》，每季度公开党费收支。", "covered", ""),
        ("修订《云岭集团党务公开工作办法》，每季度公开党费收支。", "covered", ""),
        ("党委办公室3月底前印发《云岭集团党务公开工作办法》。", "covered", ""),
        ("印发《云岭集团党务公开工作办法》，6月底前完成。", "partly", "时限偏晚：上级4月底前，本单位6月底前"),
        ("修订《云岭集团招标采购管理办法》，每季度公开采购结果。", "missing", ""),
    ],
)
def test_what_is_asked_of_those_that_lack_it(own: str, state: str, reason: str) -> None:
    superior = plan(2024, "一、健全制度", "1.没有制定党务公开实施办法的企业，应当在4月底前制定并报备。")
    (found,) = covered(superior, plan(2024, "一、夯实基础", f"1.{own}"))
    assert (found.state, found.reason) == (state, reason)


def test_only_the_clause_that_counts_is_measured() -> None:
    superior = plan(
        2024, "一、学习", "1.中心组集体学习每年不少于12次，其中专题研讨不少于4次，并对所属单位开展列席旁听。"
    )
    own = plan(
        2024, "一、学习", "1.中心组集体学习每年不少于12次，其中专题研讨不少于3次。宣传部列席旁听2家所属单位的学习。"
    )
    reasons = [one.reason for one in covered(superior, own) if "专题研讨" in one.requirement.text]
    assert any("上级每年不少于4次，本单位每年不少于3次" in reason for reason in reasons)
