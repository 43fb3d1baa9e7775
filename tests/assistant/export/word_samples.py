"""Drafts to write: a short one by hand with everything that a draft can hold, a long one from a document's outline."""

from __future__ import annotations

import os
import re
from pathlib import Path

from assistant.drafting.records import (
    Draft,
    DraftItem,
    Edit,
    Plan,
    Role,
    Section,
    Sentence,
    SentenceClass,
    Source,
    Task,
)
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Item, Outline, Text
from ingest.settings import Settings

UNIT = "云岭集团"
BASE_TITLE = "云岭集团2025年党建工作要点"
BASE_FILE = "云岭集团2025年党建工作要点.pdf"


def read_outline(path: Path) -> Outline:
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        return outline_of(Text.of(sandbox.read(path)), path.name)


def source(role: Role, address: str, quote: str, title: str = BASE_TITLE, file: str = BASE_FILE) -> Source:
    return Source(role, file, 1, title, 2025, address, quote, 0, len(quote))


def carried(address: str, old: str, new: str, kind: SentenceClass = "沿用", edits: tuple[Edit, ...] = ()) -> Sentence:
    return Sentence(new, kind, (source("prior", address, old),), edits)


def tasks(count: int = 3) -> tuple[Task, ...]:
    """Tasks of one, two and three rows in turn."""
    basis = (
        source("prior", "二/（一）", "略"),
        source("superior", "三/（二）", "略", "省能源行业党委2026年工作意见", "意见.pdf"),
    )
    return tuple(
        Task(
            n,
            ("健全“第一议题”闭环落实机制", "从严从实开展组织生活", "推进“党建＋项目”")[n % 3],
            f"学习后3个工作日内分解任务，按月更新督办台账，第{row}季度形成专题报告并提交党委会审议",
            "党委办公室" if row else "【待补：牵头单位】",
            ("组织人事部", "各所属单位党委（党总支）") if row else (),
            ("每月末", "11月底前", "【待补：完成时限】")[(n + row) % 3],
            "二/（一）",
            basis[: 1 + row % 2],
            from_last_year=n == 1,
        )
        for n in range(1, count + 1)
        for row in range(n % 3 + 1)
    )


OPENING_OLD = "2025年，集团党建工作的总体要求是：深入贯彻党的二十大精神，抓基本、补短板、促融合。"
OPENING_NEW = OPENING_OLD.replace("2025", "2026")

BASE = Outline(
    BASE_TITLE,
    2025,
    "要点",
    UNIT,
    (
        Item("导语", 1, "导语", "", OPENING_OLD, 0, 0, "plan"),
        Item("一", 1, "一", "", "一、强化理论武装", 0, 0, "plan"),
        Item(
            "一/（一）",
            2,
            "（一）",
            "",
            "（一）提高中心组学习质量。全年集体学习研讨不少于12次。建立台账。",
            0,
            0,
            "plan",
        ),
        Item("一/（二）", 2, "（二）", "", "（二）办好2025年读书班。7月底前举办1期读书班。", 0, 0, "plan"),
        Item("二", 1, "二", "", "二、建强基层组织", 0, 0, "plan"),
        Item("二/（三）", 2, "（三）", "", "（三）从严组织生活。党支部党员大会每季度召开1次。", 0, 0, "plan"),
        Item("附件说明", 1, "附件说明", "", "附件：云岭集团2025年党建重点任务分解表", 0, 0, "plan"),
        Item("¶1", 1, "¶1", "", "中共云岭能源集团有限公司委员会\n2025年3月28日", 0, 0, "plan"),
    ),
    addressees="各所属单位党委（党总支），集团本部各部门",
)

DRAFT = Draft(
    unit=UNIT,
    year=2026,
    title="云岭集团2026年党建工作要点",
    addressees="各所属单位党委（党总支），集团本部各部门",
    signer="中共云岭能源集团有限公司委员会",
    sections=(
        Section(
            "",
            Sentence("", "沿用", ()),
            (
                DraftItem(
                    "",
                    "导语",
                    (carried("导语", OPENING_OLD, OPENING_NEW, edits=(Edit("2025年", "2026年", "年度更新"),)),),
                ),
            ),
        ),
        Section(
            "一、",
            carried("一", "强化理论武装", "强化理论武装"),
            (
                DraftItem(
                    "（一）",
                    "一/（一）",
                    (
                        carried("一/（一）", "提高中心组学习质量。", "提高中心组学习质量。"),
                        carried(
                            "一/（一）",
                            "全年集体学习研讨不少于12次。",
                            "全年集体学习研讨不少于10次，其中专题研讨不少于4次。",
                            "改写自",
                        ),
                        Sentence(
                            "每次研讨至少安排1名成员结合分管工作作重点发言。",
                            "依据上级",
                            (
                                source(
                                    "superior", "三/（二）", "每次研讨安排重点发言。", "省能源行业党委意见", "意见.pdf"
                                ),
                            ),
                        ),
                    ),
                ),
                DraftItem(
                    "（二）",
                    "一/（二）",
                    (
                        Sentence(
                            "加强青年理论学习。",
                            "用户给定",
                            (source("fact", "1", "主题：青年理论学习", "", "要情.txt"),),
                        ),
                        Sentence("组建青年学习小组【待补：小组数量】，每月学习1次。", "待补", ()),
                    ),
                ),
            ),
        ),
        Section(
            "二、",
            carried("二", "建强基层组织", "建强基层组织"),
            (
                DraftItem(
                    "（三）",
                    "二/（三）",
                    (
                        carried("二/（三）", "从严组织生活。", "从严组织生活。"),
                        carried("二/（三）", "党支部党员大会每季度召开1次。", "党支部党员大会每季度召开1次。"),
                        Sentence(
                            "针对记录不规范的问题，每半年检查1次。",
                            "对应问题",
                            (source("problem", "二/1", "记录不规范", "云岭集团2025年党建工作总结", "总结.pdf"),),
                        ),
                    ),
                ),
            ),
        ),
    ),
    plan=Plan(UNIT, 2026, ("强化理论武装", "建强基层组织"), ()),
    tasks=tasks(),
)


def draft_from(outline: Outline, *, title: str = "", tasks: tuple[Task, ...] = ()) -> Draft:
    """The text of a document as a draft, one sentence for each 。, all carried over as they are."""
    sections: list[Section] = []
    for item in outline.items:
        if item.cells or item.address.startswith(("附件", "¶")):
            continue
        label = (
            re.match(r"[（(]?[一二三四五六七八九十\d]+[)）、.．]*", item.text) if item.label in item.text[:6] else None
        )
        printed = label[0] if label else ""
        sentences = tuple(
            carried(item.address, text, text)
            for line in item.text[len(printed) :].split("\n")
            for text in re.findall(r"[^。]+。?", line)
        )
        if item.level == 1 and printed:
            sections.append(Section(printed, sentences[0], ()))
            sentences, printed = sentences[1:], ""
        if not sections:
            sections.append(Section("", Sentence("", "沿用", ()), ()))
        if sentences:
            last = sections.pop()
            made = DraftItem(printed, item.address, sentences)
            sections.append(Section(last.label, last.heading, (*last.items, made)))
    return Draft(
        outline.unit,
        outline.year or 0,
        title or outline.title,
        outline.addressees,
        "中共云岭能源集团有限公司委员会",
        tuple(sections),
        Plan(outline.unit, outline.year or 0, (), ()),
        tasks,
    )
