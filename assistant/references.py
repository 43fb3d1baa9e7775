"""How documents and places in them are named where an answer is shown, copied or exported. Pure."""

from __future__ import annotations

from typing import Final

from ingest.records import Answer

_INNER_MARKS: Final = str.maketrans("《》", "〈〉")


def book_title(title: str) -> str:
    """A title in 《》, those inside it turned into 〈〉 as GB/T 15834 has it."""
    bare = title[1:-1] if title.startswith("《") and title.endswith("》") else title
    return f"《{bare.translate(_INNER_MARKS)}》"


def reference(quote: str, title: str, address: str) -> str:
    """A quote as one pastes it into a text: the words, and where they stand."""
    return f"“{quote}”（{book_title(title)}{address}）"


def place(address: str, page: int | None) -> str:
    """An item's address, and its page where the file has pages."""
    return f"{address}，第 {page} 页" if page else address


def as_text(answer: Answer) -> str:
    """An answer with its sources, as one pastes it into a text."""
    sources = [f"[{c.n}] {reference(c.quote, c.document, c.address)}" for c in answer.citations]
    return "\n".join([answer.answer, *(["出处：", *sources] if sources else [])])
