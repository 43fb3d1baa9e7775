"""Text -> words, as the vocabulary of the built-in embedding cuts it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS: Final = Path(__file__).parent / "weights"
TOKENIZER: Final = "tokenizer.json"


@cache
def tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a static model; read once, which takes a tenth of a second.

    Args:
        folder (Path): As `ingest.train_embedding` leaves it.

    Returns:
        Tokenizer: Of the words of official text; what is none falls into characters.
    """
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / TOKENIZER))


def words_of(text: str) -> list[str]:
    """Cut a text into words; punctuation and white space are left out.

    Args:
        text (str): Any text.

    Returns:
        list[str]: In reading order: 停车位怎么分配 gives 停车位 怎 么 分配.
    """
    tokens: list[str] = tokenizer(WEIGHTS).encode(text, add_special_tokens=False).tokens
    return tokens
