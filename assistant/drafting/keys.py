"""What rows of the plan are told by: the same key for the same words. A leaf."""

from __future__ import annotations

from hashlib import blake2s
from typing import Final

OWN: Final = "用户-"  # keys of the rows that the user has added begin so
KEY_BYTES: Final = 5  # ten signs, to be read in a narrow column


def key_of(*words: str) -> str:
    """A key.

    Args:
        *words (str): What tells the row from others: its place and its text.

    Returns:
        str: Ten hexadecimal digits.
    """
    return blake2s("\n".join(words).encode(), digest_size=KEY_BYTES).hexdigest()
