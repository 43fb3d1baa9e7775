"""要素缺失: tasks for which nobody, no amount and no date is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import Final

from assistant.drafting.breakdown.measures import GUIDING
from assistant.drafting.checks.paper import Paper, found, words_of
from assistant.drafting.records import BLANK, OPENING, Finding
from ingest.citations import mentions_of
from ingest.obligations import obligations_of
from ingest.records import Item, Requirement

CHECK: Final = "要素缺失"

# From this share of a document's tasks on, it is the document's way of writing (a 要点 whose 任务分解 names the rest),
# and one finding says so; below it each item is told by itself.
HABIT: Final = 0.25
FEW: Final = 3  # items that are always told one by one
SHOWN: Final = 8  # addresses in the one finding
_COUNTED: Final = re.compile(
    r"\d|[一二两三四五六七八九十半]+[次个名期项条家篇年月日周季]|全员|全覆盖|全部|每[年月季周半]|年底|年内|年度|[上下]半年|前(?:完成|办结|报送)"
)


def lacking_elements(paper: Paper) -> Iterator[Finding]:
    """Planned items with a task of which none names who, how much or when, and none leaves a blank for it.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each item; where many items are so, one for all of them.
    """
    tasks = _tasks(paper)
    lacking = [item for item, requirements in tasks if _lacks(item, requirements)]
    if len(lacking) > max(FEW, HABIT * len(tasks)):
        places = "、".join(item.address for item in lacking[:SHOWN]) + ("等" if len(lacking) > SHOWN else "")
        message = f"{len(tasks)}项任务中有{len(lacking)}项没有写明责任主体、数量或时限：{places}"
        yield Finding(CHECK, "", message, "在任务分解中逐项明确，或者在正文补写；暂缺的写【待补】")
        return
    for item in lacking:
        yield found(CHECK, item, "没有写明责任主体、数量或时限", "补上其中可以明确的；暂缺的写【待补】", words_of(item))


def _tasks(paper: Paper) -> list[tuple[Item, list[Requirement]]]:
    """The planned items that ask for an action, and those that ask for nothing definite, with what they ask for.

    What only lays down a rule (课题应当面向一线) is no task.
    """
    by_item: defaultdict[int, list[Requirement]] = defaultdict(list)
    for requirement in obligations_of(paper.outline, mentions_of(paper.outline)):
        by_item[requirement.item].append(requirement)
    planned = {item.address for item in paper.body} if paper.is_plan else frozenset[str]()
    headings = {item.address for item in paper.items if paper.is_heading(item)}
    return [
        (item, actions)
        for index, item in enumerate(paper.outline.items)
        if item.address in planned
        and OPENING not in item.address
        and ((actions := list(filter(_is_action, by_item[index]))) or _is_vague(item, by_item[index], headings, paper))
    ]


def _is_action(requirement: Requirement) -> bool:
    return bool(requirement.action) and requirement.tense == "plan"


def _is_vague(item: Item, asked: Sequence[Requirement], headings: Container[str], paper: Paper) -> bool:
    """Whether a numbered item right below a heading asks for nothing definite; what guides a year may."""
    above = item.address.rpartition("/")[0]
    is_numbered = "¶" not in item.label and item.address not in paper.parents
    return not asked and is_numbered and above in headings and not any(map(GUIDING.search, item.headings))


def _lacks(item: Item, requirements: list[Requirement]) -> bool:
    stated = any(r.subject or r.quantity or r.frequency or r.deadline or r.responsible for r in requirements)
    return not stated and BLANK not in item.text and not _COUNTED.search(words_of(item))
