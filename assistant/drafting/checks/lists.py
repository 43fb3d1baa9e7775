"""The lists that come with the checks: an entry a line, its fields apart by tabs. A leaf."""

from __future__ import annotations

from importlib.resources import files


def entries_of(name: str) -> list[list[str]]:
    """The entries of a list.

    Args:
        name (str): Of its file: glossary.tsv.

    Returns:
        list[list[str]]: Their fields.
    """
    lines = (files("assistant.drafting.checks") / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]
