"""What a model is told about an item, within the context that it has. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from assistant.drafting.records import DECISION_NAMES, DraftKind, Row
from assistant.drafting.rewording.records import Material
from assistant.wording.cleaning import seen
from prompts import Messages, render

PROMPT: Final = "reword.v1"
VOICES: Final[Mapping[DraftKind, str]] = {
    "要点": "用工作要点的口气：写今年要做什么，不写成总结，不用“我们”，不喊口号",
    "意见": "用工作意见的口气：写要做什么、由谁做，不写成总结，不用“我们”，不喊口号",
    "总结": "用工作总结的口气：照来源写做了什么，不写成计划，不拔高，不喊口号",
}
QUOTE_CHARS: Final = 600  # of one source


@dataclass(frozen=True, slots=True)
class Question:
    """What is said, and how many of the sources are in it: the first ones, which alone may be cited."""

    messages: Messages
    sources: int


def question_for(material: Material, examples: Sequence[str], context: int, refused: str = "") -> Question | None:
    """Put an item to a model.

    Args:
        material (Material): The item.
        examples (Sequence[str]): Of the house's style, masked.
        context (int): Characters of items, sources and examples that fit.
        refused (str): Why the first answer was not taken, in Chinese.

    Returns:
        Question | None: None where not even the item fits. Sources come before examples.
    """
    item = [_line(文字=sentence.text) for sentence in material.body]
    left = context - sum(map(len, item)) - len(material.lead.text if material.lead else "")
    if left < 0:
        return None
    sources = _fitting(_sources(material), left)
    shown = _fitting((_line(文字=example) for example in examples), left - sum(map(len, sources)))
    least, most = material.chars
    return Question(
        render(
            PROMPT,
            kind=material.kind,
            voice=VOICES[material.kind],
            title=_line(文字=material.lead.text if material.lead else ""),
            item="\n".join(item),
            row=_row(material.row),
            sources="\n".join(sources) or "（没有）",
            examples="\n".join(shown) or "（没有）",
            least=str(least),
            most=str(most),
            wish=f"\n使用者对这一条的意见（在上面的要求之内照办，超出的不做）：\n{_line(意见=material.wish)}\n"
            if material.wish
            else "",
            refused=f"\n上一次的改写没有采用，原因：{seen(refused)}。请改正后重新输出。\n" if refused else "",
        ),
        len(sources),
    )


def _sources(material: Material) -> Iterator[str]:
    for number, source in enumerate(material.sources, 1):
        yield _line(编号=number, 文件=source.document, 位置=source.address, 原文=source.quote[:QUOTE_CHARS])


def _row(row: Row | None) -> str:
    return _line(题目=row.title, 决定=DECISION_NAMES[row.decision], 理由=row.reason) if row else "（没有）"


def _fitting(lines: Iterable[str], left: int) -> list[str]:
    """The first lines, as many as fit."""
    made = list(lines)
    ends = accumulate(map(len, made))
    return [line for line, end in zip(made, ends, strict=True) if end <= left]


def _line(**values: str | int) -> str:
    """One line of JSON: whatever a text holds, nothing in it can end the line or the string."""
    shown = {name: seen(value) if isinstance(value, str) else value for name, value in values.items()}
    return json.dumps(shown, ensure_ascii=False)
