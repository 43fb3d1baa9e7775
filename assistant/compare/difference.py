"""What a person would mark between two texts, character by character. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from assistant.compare.records import Difference, Operation

# What changes as a whole: a number, a word of letters, a label.
_PIECE: Final = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|（[一二三四五六七八九十]{1,3}）|.", re.DOTALL)
CRUMB: Final = 1  # kept characters between two changes: 「组织」人「事」部 is easier read as one change


def difference(old: str, new: str) -> Difference:
    """Mark the difference of two texts.

    Args:
        old (str): A text.
        new (str): What became of it.

    Returns:
        Difference: Kept and deleted pieces joined are the old text, kept and inserted ones the new text; of a change
            the deletion stands first; no two neighbours have the same operation.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    marked: list[tuple[Operation, str]] = []
    deleted = inserted = ""
    for kind, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        kept = "".join(before[i:i_end])
        is_crumb = len(kept) <= CRUMB and (deleted or inserted) and i_end < len(before) and j_end < len(after)
        if kind == "equal" and not is_crumb:
            marked += _change(deleted, inserted)
            marked.append(("keep", kept))
            deleted = inserted = ""
        else:
            deleted += kept
            inserted += "".join(after[j:j_end])
    return (*marked, *_change(deleted, inserted))


def _change(deleted: str, inserted: str) -> list[tuple[Operation, str]]:
    change: list[tuple[Operation, str]] = [("delete", deleted), ("insert", inserted)]
    return [(operation, text) for operation, text in change if text]
