"""Official text -> what the built-in embedding learns from: pairs that belong together, and pieces to embed."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.errors import BadRequest
from ingest.passages import sentences

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PIECES: Final = 40_000
CHARACTERS: Final = PIECES // 4  # of the pieces, so that a word that is not among them still has a vector
CROP_CHARS: Final = (8, 24)  # as long as a question
PARAGRAPH_CHARS: Final = 200  # lines of a report that belong together
UNKNOWN: Final = "[UNK]"

Pair = tuple[str, str]

_SECTION: Final = re.compile(r"[一二三四五六七八九十]+、")
_CLAUSE: Final = re.compile(r"[^，。；：、\n]{6,}")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to learn from, and the titles that it stands under: a law and its chapter, or a report's section."""

    titles: tuple[str, ...]
    text: str


def read_laws(path: Path) -> list[Passage]:
    """Read articles of law.

    Args:
        path (Path): Gzipped JSON lines with law, chapter and text.

    Returns:
        list[Passage]: In the file's order.

    Raises:
        BadRequest: The file is not like that.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        return [Passage((row["law"], row["chapter"]), row["text"]) for row in rows]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"读不了法规条文：{path}。请给出 gzip 压缩、含 law、chapter、text 的 JSONL 文件") from error


def read_reports(folder: Path) -> list[Passage]:
    """Read reports.

    Args:
        folder (Path): Holds .txt files in UTF-8.

    Returns:
        list[Passage]: Neighbouring lines joined to paragraphs, under the section heading above them.

    Raises:
        BadRequest: There is none, or one cannot be read.
    """
    try:
        found = [passage for path in sorted(folder.glob("*.txt")) for passage in _paragraphs(path)]
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"读不了报告：{folder}。请给出装有 UTF-8 文本文件的文件夹") from error
    if not found:
        raise BadRequest(f"文件夹里没有报告：{folder}。请给出装有 UTF-8 文本文件的文件夹")
    return found


def _paragraphs(path: Path) -> Iterator[Passage]:
    heading, lines = path.stem, ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if _SECTION.match(line):
            heading = line
        lines += line
        if len(lines) >= PARAGRAPH_CHARS:
            yield Passage((heading,), lines)
            lines = ""
    if lines:
        yield Passage((heading,), lines)


def pairs_of(passages: Sequence[Passage], chance: random.Random) -> list[Pair]:
    """Anchor and positive, by the texts' own structure.

    Args:
        passages (Sequence[Passage]): What to learn from; neighbours in a law or report stand together.
        chance (random.Random): Seeded.

    Returns:
        list[Pair]: In random order; neither half of any is empty.
    """
    pairs = [pair for two in pairwise([*passages, Passage((), "")]) for pair in _pairs(*two, chance)]
    chance.shuffle(pairs)
    return [(anchor, positive) for anchor, positive in pairs if anchor.strip() and positive.strip()]


def _pairs(passage: Passage, following: Passage, chance: random.Random) -> Iterator[Pair]:
    """Titles and text; a clause and the rest; a crop and the rest below its law; a sentence and the next passage."""
    text = passage.text
    yield " ".join(passage.titles), text
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    if len(clauses) > 1:
        yield apart(text, *chance.choice(clauses))
    if len(text) > 2 * CROP_CHARS[1]:
        length = chance.randint(*CROP_CHARS)
        start = chance.randrange(len(text) - length)
        crop, rest = apart(text, start, start + length)
        yield crop, f"{passage.titles[0]} {rest}"
    if following.titles == passage.titles:
        start, end = chance.choice(sentences(text) or [(0, len(text))])
        yield text[start:end], following.text


def apart(text: str, start: int, end: int) -> Pair:
    """A part of a text, and what is left without it."""
    return text[start:end], text[:start] + text[end:]


def train_tokenizer(texts: Iterable[str]) -> Tokenizer:
    """A Unigram tokenizer whose pieces are the words that jieba counts, and single characters.

    Args:
        texts (Iterable[str]): The whole corpus.

    Returns:
        Tokenizer: PIECES pieces at most; it looks for the likeliest segmentation, so needs no jieba later.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram(_vocabulary(_count_words(texts)), unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\w]+"), behavior="removed")
    return tokenizer


def _count_words(texts: Iterable[str]) -> Counter[str]:
    import jieba

    return Counter(word for text in texts for word in jieba.cut(text.lower()) if _WORD.fullmatch(word))


def _vocabulary(words: Counter[str]) -> list[tuple[str, float]]:
    """Pieces and the logarithms of their shares; a character that is no word of its own counts as seen once."""
    characters: Counter[str] = Counter()
    for word, count in words.items():
        for character in word:
            characters[character] += count
    kept = [character for character, _ in characters.most_common(CHARACTERS)]
    longer = [word for word, _ in words.most_common() if len(word) > 1]
    kept += longer[: PIECES - 1 - len(kept)]
    total = words.total()
    return [(UNKNOWN, 0.0), *((piece, log(max(words[piece], 1) / total)) for piece in kept)]
