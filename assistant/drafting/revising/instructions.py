"""A sentence of the user -> the edits that it asks for, all of them or none. Pure.

Every form is matched whole: what is left over may change the meaning (删去第二条的最后一句 is not 删去第二条).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import accumulate
from typing import Any, Final

from assistant.drafting.revising.forms_adding import ADDING, REWORDING, SIZING
from assistant.drafting.revising.forms_items import ARRANGING, DROPPING, STRIKING
from assistant.drafting.revising.forms_words import FILLING, STRIKING_PLAIN, STRIKING_WORDS, WORDING
from assistant.drafting.revising.plain import as_typed, clause_of, is_remark, pieces_of, plain
from assistant.drafting.revising.records import (
    Add,
    Append,
    Edit,
    Given,
    InSentence,
    Replace,
    Restate,
    Reword,
    Rewrite,
    SetFront,
    SetValue,
    Strike,
    Target,
)
from assistant.drafting.revising.vocabulary import INTO, SAID, Form, N
from ingest.errors import BadRequest

MOST_CHARS: Final = 1000
WAYS: Final = (
    "可以这样说：把第三部分第2条改得更具体；这条不要；补一条关于数据安全的；把第二部分一、二两条合并；"
    "把第四条移到第一部分；三（二）和三（三）对调；把“每月”改为“每季度”；第三部分第2条时限改为6月底前"
)

# What is not to be done is no instruction: 别把第二条删了.
_NEGATED: Final = re.compile(
    r"(?:别|不要|不能|不得|请勿|勿|不必|不用|不许)(?:再)?(?:把|将|删|去掉|改|动|合并|移|并入|拆)"
)
_QUOTES: Final = re.compile(r"“[^“”]*”")
# What begins a clause of its own is no value, and not the end of one: 时限改成6月下旬；另外六（三）最后一句单独成条.
_ANEW: Final = re.compile(
    rf"(?:另外|此外|还有|然后|接着|顺便)|(?:把|将)?(?:[（(]?{N}[)）]?[、/.]?[（(]{N}[)）]|第{N}(?:条|项|点|个?部分))"
)
_PUTS: Final = re.compile(rf"{INTO}|{SAID}|[改换加补增：]")
# The first form that matches the whole clause, and whose address is one, is the one.
_FORMS: Final[tuple[Form, ...]] = (
    *STRIKING,
    *STRIKING_WORDS,
    *DROPPING,
    *ARRANGING,
    *SIZING,
    *WORDING,
    *ADDING,
    *FILLING,
    *STRIKING_PLAIN,
    *REWORDING,
)

Told = tuple[Edit, str]  # with the words that asked for it


def edits_of(instruction: str, *, is_at_item: bool = False) -> tuple[Edit, ...]:
    """Read an instruction.

    Args:
        instruction (str): As typed: 删去第二条，并把第四条移到第一部分.
        is_at_item (bool): Whether it was typed at an item, so that 改得更具体 alone means this one.

    Returns:
        tuple[Edit, ...]: In the user's order; addresses are those of the draft as it stands before all of them.

    Raises:
        BadRequest: It is empty, too long, or some part of it is not understood: which one, and what can be said.
    """
    text = plain(instruction)
    if not text:
        raise BadRequest(f"请写一句要怎么改。{WAYS}")
    if len(text) > MOST_CHARS:
        raise BadRequest(f"修改意见太长（{len(text)} 字，最多 {MOST_CHARS} 字）。请分几次说")
    pieces = [piece for piece in pieces_of(text) if "：" in text or not is_remark(piece)] or [text]
    told = _read(pieces) or (_read(pieces_of(f"这条{text}")) if is_at_item else None)
    if not told:
        raise BadRequest(_refusal(pieces))
    return tuple(map(_as_typed, _addressed(told)))


def _as_typed(edit: Edit) -> Edit:
    """An edit with quotes inside of its words as the user has them."""
    said = {field.name: getattr(edit, field.name) for field in fields(edit)}
    typed: dict[str, Any] = {name: as_typed(words) for name, words in said.items() if isinstance(words, str)}
    return replace(edit, **typed)


def _read(pieces: Sequence[str]) -> tuple[Told, ...] | None:
    """The fewest pieces that are an edit, where the rest are edits, too: found from the end, each rest once."""
    rests: list[tuple[Told, ...] | None] = [()]
    for start in reversed(range(len(pieces))):
        joined = accumulate(pieces[start:])
        read = (((edit, words), *rest) for words, rest in zip(joined, reversed(rests), strict=True)
                if rest is not None and (edit := _edit(words)))  # fmt: skip
        rests.append(next(read, None))
    return rests[-1]


def _addressed(told: Sequence[Told]) -> Iterator[Edit]:
    """The edits; behind a comma one that names no item is of the item before: 七（二）的10支改12支，8名改10名."""
    before: Target | None = None
    for edit, words in told:
        if before and isinstance(edit, Append | Replace | SetValue) and _names_no_item(edit):
            now: Edit = replace(edit, target=before)
        else:
            now = edit
        yield now
        before = _item_of(now) if words.endswith(("，", "、")) else None


def _item_of(edit: Edit) -> Target | None:
    """The item whose words an edit changes; None where it changes others."""
    if not isinstance(edit, Append | Replace | Restate | SetValue | Strike):
        return None
    if isinstance(edit.target, InSentence):
        return edit.target.target
    return edit.target if isinstance(edit.target, Target) else None


def _names_no_item(edit: Append | Replace | SetValue) -> bool:
    """Whether an edit is of any item; 标题 without one is the draft's, and 都改为 is throughout."""
    if isinstance(edit, SetValue) and edit.name == "标题":
        return False
    is_throughout = isinstance(edit, Replace) and edit.is_every
    return edit.target == Given() or (edit.target is None and not is_throughout)


def _refusal(pieces: Sequence[str]) -> str:
    """What was not understood, beside what was."""
    lost = [clause_of(piece) for piece in pieces if _edit(piece) is None]
    known = [clause_of(piece) for piece in pieces if _edit(piece) is not None]
    told = f"看懂了“{'”“'.join(known)}”，" if known else ""
    return as_typed(f"{told}没有看懂“{'，'.join(lost)}”，草稿没有改动。{WAYS}")


def _edit(piece: str) -> Edit | None:
    clause = clause_of(piece)
    if _NEGATED.search(_QUOTES.sub("", clause).partition("：")[0]):
        return None
    return next((edit for edit in _readings(clause) if edit and not _swallows(edit, piece)), None)


def _swallows(edit: Edit, piece: str) -> bool:
    """Whether the words that an edit puts somewhere hold a clause behind them; behind a colon all is to be written."""
    is_value = isinstance(edit, SetValue | SetFront)
    if not is_value and (not isinstance(edit, Replace | Restate | Rewrite | Append | Add | Reword) or "：" in piece):
        return False
    pieces = [each.strip() for each in pieces_of(piece)]
    put = next((n for n, each in enumerate(pieces) if _PUTS.search(each)), len(pieces))
    is_closed = is_value and any(each.endswith(("。", "；")) for each in pieces[put:-1])
    return is_closed or any(_ANEW.match(each) for each in pieces[put + 1 :])


def _readings(clause: str) -> Iterator[Edit | None]:
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(clause):
            yield read(match)
