"""Who must do it: subjects of clauses, owners of what is made, and clauses that name nobody."""

from __future__ import annotations

import pytest

from ingest.obligations.subjects import owner_in, subject_in

SUBJECTS = [
    ("党支部书记每年讲党课不少于2次", "党支部书记"),
    ("集团党委和纪委按照分工抓好落实", "集团党委和纪委"),
    ("各党支部要结合实际制定计划", "各党支部"),
    ("党组织负责人应当及时谈话", "党组织负责人"),
    ("督促党员领导干部参加双重组织生活", "党员领导干部"),
    ("指导各所属单位完成换届", "各所属单位"),
    ("以党小组为单位", "党小组"),
    ("在全系统至少创建1个示范支部", "全系统"),
    ("重大事项必须由职代会讨论决定", "职代会"),
    ("由宣传部、工会负责", "宣传部、工会"),
    ("组织人事部会同纪委办公室每半年检查1次", "组织人事部"),
    ("组织人事部用两年时间轮训一遍", "组织人事部"),
    ("党委（党组）每年至少研究1次", "党委（党组）"),
    ("领导班子成员每人每年调研2次", "领导班子成员"),
    ("市、县（市、区）人民政府教育部门应当公布名单", "市、县（市、区）人民政府教育部门"),
    ("采购人或者采购代理机构应当记录", "采购人或者采购代理机构"),
    ("党委办公室是牵头部门", "党委办公室"),
]
NOBODY = [
    "监督党员参加组织生活", "生产一线职工占比不低于60%", "警示教育大会每半年召开1次", "党费收缴使用情况每年公布1次",
    "发展党员，充实力量", "组织开展专项检查", "党务知识考试9月份组织", "“三会一课”应当突出学习教育", "取消有关党员评优资格",
    "加强对基层党支部的检查", "全年计划发展党员28名", "",
]  # fmt: skip
OWNERS = [
    ("公司党务公开实施细则", "公司"),
    ("《公司党委成员联系点制度》", "公司党委成员"),
    ("公司各级党组织书记抓党建述职评议", "公司各级党组织书记"),
    ("中层干部述职述廉制度", "中层干部"),
]


@pytest.mark.parametrize(("clause", "subject"), SUBJECTS)
def test_subject(clause: str, subject: str) -> None:
    found = subject_in(clause)
    assert found is not None
    assert found.text == subject


@pytest.mark.parametrize("clause", NOBODY)
def test_nobody(clause: str) -> None:
    assert subject_in(clause) is None


@pytest.mark.parametrize(("words", "owner"), OWNERS)
def test_owner(words: str, owner: str) -> None:
    found = owner_in(words)
    assert found is not None
    assert found.text == owner


def test_training_of_the_young_is_not_their_own_business() -> None:
    assert owner_in("青年干部人才培养机制") is None
