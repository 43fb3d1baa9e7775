"""An edit of a sentence as a table or a margin comment shows it. Pure."""

from __future__ import annotations

from assistant.drafting.records import Edit


def edit_shown(edit: Edit) -> str:
    """“2025年”改为“2026年”, without the reason."""
    if not edit.old:
        return f"增加“{edit.new}”"
    return f"“{edit.old}”改为“{edit.new}”" if edit.new else f"删去“{edit.old}”"
