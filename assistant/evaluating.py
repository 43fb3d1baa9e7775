"""How good answers and searches are, judged by the quotes that a person named as needed. Pure but for one file.

The figures are shares of a small sample: each has its 95 % interval (Wilson 1927, Probable inference).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import sqrt
from pathlib import Path, PureWindowsPath
from typing import Annotated, Final

from pydantic import StringConstraints, TypeAdapter, ValidationError

from ingest.errors import BadRequest
from ingest.records import Answer, Citation, Found

CONTEXT_ITEMS: Final = 20  # how many search results are looked at
CONTEXT_CHARS: Final = 1000  # how much of their text a reader gets
QUOTED_CHARS: Final = 240  # an answer may cite this much, or three times its gold quotes where that is more
COVERED: Final = 0.8  # share of a gold quote that must stand, in one run, in one cited quote
SAID: Final = 0.5  # share of the gold answer's character pairs that must stand in the answer
SIGMAS: Final = 1.96  # of a normal distribution, to both sides: 95 %

_LABEL: Final = re.compile(
    r"([一二三四五六七八九十百]+)、|(\([一二三四五六七八九十百]+\))|([一二三四五六七八九十]+[是要])|(\d+)[.、]"
    r"|(第[一二三四五六七八九十百零〇]+[章节条])"
)

Texts = Mapping[str, Sequence[str]]  # base name of a file -> squeezed texts of the documents of that name
Words = Annotated[str, StringConstraints(pattern=r"\S")]


@dataclass(frozen=True, slots=True)
class Needed:
    """A quote that an answer must rest on."""

    file: Words  # base name
    quote: Words
    item: str = ""  # its address; "" where it is not to be judged


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a questions file."""

    id: str | int
    question: Words
    answerable: bool
    gold: tuple[Needed, ...] = ()
    kind: str = ""
    answer: str = ""  # "" where the wording is not to be judged


_QUESTION: Final = TypeAdapter(Question)


def read_questions(path: Path) -> list[Question]:
    """Read a questions file, to its last line.

    Args:
        path (Path): JSONL; a line needs id, question, answerable and, where answerable, gold: [{file, quote}].

    Returns:
        list[Question]: At least one; ids are unique, files are base names, only answerable ones have gold.

    Raises:
        BadRequest: If the file or a line is not as it should be.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"读不了问题文件：{path}。请给出 UTF-8 的 JSONL 文件") from error
    questions: dict[str | int, Question] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            question = _question(path, number, line)
            if question.id in questions:
                raise BadRequest(f"第 {number} 行的 id“{question.id}”前面已经用过：{path}。请改成不同的 id")
            questions[question.id] = question
    if not questions:
        raise BadRequest(f"问题文件是空的：{path}。请每行写一个问题")
    return list(questions.values())


def _question(path: Path, number: int, line: str) -> Question:
    try:
        question = _QUESTION.validate_json(line, strict=True)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        what = f"的 {place} 缺少或写法不对" if place else "不是一个 JSON 对象"
        form = '{"id", "question", "answerable", "gold": [{"file", "quote"}]}'
        raise BadRequest(f"第 {number} 行{what}：{path}。每行应写成 {form}，请改正后重试") from error
    if question.answerable and not question.gold:
        raise BadRequest(f"第 {number} 行可回答却没有 gold：{path}。请写出应引用的文件和原文")
    gold = question.gold if question.answerable else ()  # quotes beside what is asked are no evidence
    return replace(question, gold=tuple(replace(g, file=PureWindowsPath(g.file).name) for g in gold))


def faults_of(question: Question, texts: Texts) -> list[str]:
    """What the question's gold names that the library does not hold, in Chinese: no answer can be judged by it."""
    return [
        f"资料里没有原文“{g.quote}”：{g.file}。请逐字照抄" if g.file in texts else f"资料库里没有这个文件：{g.file}"
        for g in question.gold
        if not _stands(g.quote, g.file, texts)
    ]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one question. Tuples of judgements are empty where it is not answerable."""

    question: Question
    answer: Answer
    hits: Sequence[Found]
    found: tuple[bool, ...]  # for each gold quote: whether a citation holds it
    placed: tuple[bool, ...]  # for each of those found: whether the last label of its item stands in the address
    needed: tuple[bool, ...]  # for each citation: whether it is one of the gold quotes, or part of one
    context: tuple[bool, ...]  # for each gold quote: whether the first results of a search hold it
    wordy: bool  # cites more than it may
    said: bool  # whether the answer says what the gold answer does
    forged: int  # citations that do not stand in their documents

    @property
    def silent(self) -> bool:
        """Whether the answer was refused."""
        return self.answer.status == "not_found"

    @property
    def usable(self) -> bool:
        """Whether it is an answer, and one short enough to read."""
        return not self.silent and not self.wordy

    @property
    def missed(self) -> bool:
        """Whether it is not what was expected: all the evidence, or a refusal."""
        return not (self.usable and all(self.found)) if self.question.answerable else not self.silent


def judge(question: Question, answer: Answer, hits: Sequence[Found], texts: Texts) -> Verdict:
    """Hold an answer, and the first CONTEXT_ITEMS results of a search, against a question's faultless gold."""
    gold, cited = question.gold, answer.citations
    pairs = [(g, [c for c in cited if c.file == g.file and covers(c.quote, g.quote)]) for g in gold]
    context = squeeze("\n".join(hit.text for hit in hits))[:CONTEXT_CHARS]
    return Verdict(
        question,
        answer,
        hits,
        found=tuple(bool(holding) for _, holding in pairs),
        placed=tuple(_placed(holding, g.item) for g, holding in pairs if holding and g.item),
        needed=tuple(any(_overlap(c, g) for g in gold) for c in cited if gold),
        context=tuple(squeeze(g.quote) in context for g in gold),
        wordy=_length(c.quote for c in cited) > max(QUOTED_CHARS, 3 * _length(g.quote for g in gold)),
        said=said(answer.answer, question.answer),
        forged=sum(not _stands(c.quote, c.file, texts) for c in cited),
    )


def squeeze(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s+", "", text)


def _fold(text: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", text)).lower().strip("《》")


def _length(quotes: Iterable[str]) -> int:
    return sum(len(squeeze(quote)) for quote in quotes)


def _stands(quote: str, file: str, texts: Texts) -> bool:
    return bool(quote.strip()) and any(squeeze(quote) in text for text in texts.get(file, ()))


def covers(cited: str, gold: str) -> bool:
    """Whether one run of a gold quote, COVERED of its length, stands in a text."""
    a, b = squeeze(gold), squeeze(cited)
    return SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size >= COVERED * len(a) > 0


def _overlap(cited: Citation, gold: Needed) -> bool:
    return cited.file == gold.file and (covers(cited.quote, gold.quote) or covers(gold.quote, cited.quote))


def said(answer: str, gold: str) -> bool:
    """Whether SAID of a gold answer's pairs of characters stand in an answer."""
    have, want = _fold(answer), _fold(gold)
    pairs = {want[i : i + 2] for i in range(len(want) - 1)}
    return bool(pairs) and sum(pair in have for pair in pairs) >= SAID * len(pairs)


def _placed(citations: Sequence[Citation], item: str) -> bool:
    return any(_labels(item)[-1] in _labels(c.address) for c in citations)


def _labels(address: str) -> list[str]:
    """三、任务/（三）扩大内需 -> 三, (三); a part without a label stays as it is."""
    parts = [_fold(part) for part in address.split("/")]
    return [found[found.lastindex or 0] if (found := _LABEL.match(part)) else part for part in parts]


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `cases`."""

    hits: int
    cases: int

    @property
    def value(self) -> float | None:
        """0..1, or None without cases."""
        return self.hits / self.cases if self.cases else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval, or None without cases."""
        if not self.cases:
            return None
        share, shrink = self.hits / self.cases, SIGMAS**2 / self.cases
        middle = (share + shrink / 2) / (1 + shrink)
        reach = sqrt(share * (1 - share) * shrink + shrink**2 / 4) / (1 + shrink)
        return max(0.0, middle - reach), min(1.0, middle + reach)


def _rate(judgements: Iterable[bool]) -> Rate:
    values = list(judgements)
    return Rate(sum(values), len(values))


def figures(verdicts: Sequence[Verdict]) -> dict[str, Rate]:
    """The rates of a sample; higher is better, but for false_refusals and over_quoted."""
    asked = [v for v in verdicts if v.question.answerable]
    return {
        "evidence_any": _rate(v.usable and any(v.found) for v in asked),
        "evidence_all": _rate(v.usable and all(v.found) for v in asked),
        "citations_needed": _rate(needed for v in asked for needed in v.needed),
        "address_right": _rate(placed for v in asked for placed in v.placed),
        "said": _rate(v.usable and v.said for v in asked if v.question.answer),
        "ambiguous_seen": _rate(v.answer.status == "ambiguous" for v in asked if v.question.kind == "ambiguous"),
        "false_refusals": _rate(v.silent for v in asked),
        "over_quoted": _rate(v.wordy for v in asked),
        "refused": _rate(v.silent for v in verdicts if not v.question.answerable),
        "context_any": _rate(any(v.context) for v in asked),
        "context_all": _rate(all(v.context) for v in asked),
    }


def by_kind(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts of each kind of question, kinds in the order in which they first come."""
    kinds: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        kinds.setdefault(verdict.question.kind, []).append(verdict)
    return kinds
