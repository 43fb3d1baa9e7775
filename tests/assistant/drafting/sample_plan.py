"""A small plan and a small draft made from it, of the invented 云岭集团."""

from __future__ import annotations

from assistant.drafting.records import (
    Draft,
    DraftItem,
    Dropped,
    Edit,
    Finding,
    Plan,
    Role,
    Row,
    Section,
    Sentence,
    Source,
    StyleScore,
    Task,
    blank,
)

FILES = {
    "prior": ("要点2025.pdf", "云岭集团2025年党建工作要点", 2025),
    "superior": ("意见2026.pdf", "省能源行业党委关于加强2026年企业党建工作的意见", 2026),
    "problem": ("总结2025.pdf", "云岭集团2025年党建工作总结", 2025),
}


def source(role: Role, address: str, quote: str, start: int = 0) -> Source:
    file, title, year = FILES[role]
    return Source(role, file, 7, title, year, address, quote, start, start + len(quote))


STUDY = source("prior", "一/（一）", "2025年集体学习研讨不少于12次。", 40)
CLEANING = source("prior", "一/（二）", "宣传部7月底前完成工作群清理。", 80)
FLOWING = source("superior", "二/（三）", "各企业党委要摸清流动党员底数，6月底前建立台账。", 300)
GAP = source("problem", "二", "流动党员管理存在薄弱环节。", 200)
NOTICES = source("prior", "二/（一）", "党务公开每半年检查1次。", 120)

ONE, TWO = "加强思想建设，巩固共同思想基础", "夯实基层基础，提升组织力"
KEPT = Row("k1", "keep", "保持中心组学习高质量", ONE, "每年都有的工作", (STUDY,))
DROPPED = Row("k2", "drop", "清理工作群", "", "2025年已完成", (CLEANING,), dropped=(Dropped(CLEANING, "已完成"),))
NEW = Row("k3", "new", "管好流动党员", TWO, "上级要求，并对应总结指出的问题", (FLOWING, GAP))
UPDATED = Row("k4", "update", "规范党务公开", TWO, "办法已印发，“制定”改为“落实”", (NOTICES,), evidence=(GAP,))

PLAN = Plan("云岭集团", 2026, (ONE, TWO), (KEPT, NEW, UPDATED, DROPPED), ("没有找到2026年的党委会决议",))

ITEMS_ONE = (
    DraftItem(
        "（一）",
        "一/（一）",
        (
            Sentence("保持中心组学习高质量。", "用户给定", ()),
            Sentence("2026年集体学习研讨不少于12次。", "沿用", (STUDY,), (Edit("2025年", "2026年", "年度更新"),)),
        ),
        "k1",
    ),
)
ITEMS_TWO = (
    DraftItem(
        "（一）",
        "二/（一）",
        (
            Sentence("管好流动党员。", "依据上级", (FLOWING,)),
            Sentence("摸清流动党员底数，6月底前建立台账。", "改写自", (GAP, FLOWING)),
            Sentence(f"全年走访流动党员{blank('走访人数')}。", "待补", (GAP,)),
        ),
        "k3",
    ),
)
OPENING_ITEM = DraftItem("", "导语", (Sentence("2026年是打基础的一年。", "用户给定", ()),))

DRAFT = Draft(
    "云岭集团",
    2026,
    "云岭集团2026年党建工作要点",
    "各所属单位党委",
    "中共云岭集团委员会",
    (
        Section("", Sentence("", "沿用", ()), (OPENING_ITEM,)),
        Section("一、", Sentence(ONE, "沿用", (source("prior", "一", ONE),)), ITEMS_ONE),
        Section("二、", Sentence(TWO, "沿用", (source("prior", "二", TWO, 100),)), ITEMS_TWO),
    ),
    PLAN,
    (
        Task(
            1, "保持中心组学习高质量", "2026年集体学习研讨不少于12次", "宣传部", (), "全年", "一/（一）", (STUDY,), True
        ),
        Task(
            2,
            "管好流动党员",
            "摸清流动党员底数，6月底前建立台账",
            blank("牵头单位"),
            ("各党支部",),
            "6月底前",
            "二/（一）",
            (FLOWING, GAP),
        ),
    ),
    (
        Finding("要素缺失", "二/（一）", "没有写明走访人数", "补上人数", "走访流动党员"),
        Finding("标题不对仗", "", "第二章标题与其他章字数不同"),
    ),
    StyleScore(0.82, (("章节标题", 0.9), ("条目长短", 0.74))),
)
