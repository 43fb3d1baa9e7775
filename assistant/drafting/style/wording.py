"""Sentences -> how they are worded: densities, function words, a profile of character n-grams. Pure.

Names of units and documents, years and numbers are left out of the profile: a unit is to be told by how it writes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Final

from ingest.obligations.amounts import amounts_in
from ingest.obligations.clauses import Clause, sentences_of
from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.frequencies import frequency_in
from ingest.obligations.subjects import subject_in

PER: Final = 1000  # characters that a density counts on
GRAMS: Final = (2, 3)  # characters; single ones tell the language, longer ones the sentence

# Words that carry no matter, but tell who speaks how: commands, obligations, appeals.
FUNCTION_WORDS: Final = (
    *("应当", "必须", "不得", "严禁", "可以", "一般", "至少", "不少于", "要", "须", "我们", "各", "每"),
    *("由", "把", "将", "对", "以", "按照", "根据", "围绕", "通过", "结合", "其中", "并", "同时", "特别是"),
    *("进一步", "切实", "认真", "积极", "充分", "深入", "扎实", "全面", "不断", "严格", "持续", "着力", "大力"),
    *("始终", "坚决", "牢牢", "及时", "定期", "努力", "有效", "注重", "确保", "坚持", "加强", "强化", "推动"),
    *("推进", "落实", "贯彻", "开展", "完善", "健全", "提高", "提升", "了", "的", "和", "是"),
)

_LEFT_OUT: Final = re.compile(
    r"《[^》]*》"  # documents
    r"|(?:19|20)\d\d年?|\d[\d.]*[%％]?"  # years, numbers
    r"|[\u4e00-\u9fff]{2,4}(?:公司|集团|行业|委员会|办公室|项目部|局|部(?![署分门]))"  # units and departments
    r"|[省市县区]委|[xX×＊*]+"
)
_RUN: Final = re.compile(r"[\u4e00-\u9fff]+")
_NO_YEAR: Final = Context(None, yearly=False)


def grams_of(sentences: Iterable[str], names: Iterable[str]) -> dict[str, float]:
    """The unit's own vocabulary as runs of characters.

    Args:
        sentences (Iterable[str]): Without labels.
        names (Iterable[str]): Names of units that are left out.

    Returns:
        dict[str, float]: Share of each run of `GRAMS` characters; none goes over punctuation or what is left out.
    """
    own = [re.escape(name) for name in names if name]
    text = _LEFT_OUT.sub(" ", re.sub("|".join(own), " ", "\n".join(sentences)) if own else "\n".join(sentences))
    counts = Counter(
        run[start : start + size]
        for run in _RUN.findall(text)
        for size in GRAMS
        for start in range(len(run) - size + 1)
    )
    total = counts.total()
    return {gram: count / total for gram, count in counts.items()}


def words_of(sentences: Iterable[str]) -> dict[str, float]:
    """How often each function word stands.

    Args:
        sentences (Iterable[str]): Without labels.

    Returns:
        dict[str, float]: Times in a thousand characters, by word.
    """
    text = "".join(sentences)
    return {word: text.count(word) * PER / max(len(text), 1) for word in FUNCTION_WORDS}


def densities_of(sentences: Sequence[str]) -> dict[str, float]:
    """How much a text counts, dates and cites.

    Args:
        sentences (Sequence[str]): Without labels.

    Returns:
        dict[str, float]: Times in a thousand characters, by a Chinese name.
    """
    clauses = [clause.text for cuts in map(_clauses, sentences) for clause in cuts]
    counts = {
        "数量": sum(len(amounts_in(clause)) for clause in clauses),
        "频次": sum(frequency_in(clause) is not None for clause in clauses),
        "时限": sum(len(deadlines_in(clause, _NO_YEAR)) for clause in clauses),
        "书名号": sum(sentence.count("《") for sentence in sentences),
        "引号": sum(sentence.count("“") for sentence in sentences),
    }
    chars = max(sum(map(len, sentences)), 1)
    return {name: count * PER / chars for name, count in counts.items()}


def subjects_first(sentences: Sequence[str]) -> float:
    """Share of the sentences that begin with who must do it, 0 to 1."""
    firsts = [cuts[0].text for cuts in map(_clauses, sentences) if cuts]
    named = [subject for first in firsts if (subject := subject_in(first)) and first.startswith(subject.text)]
    return len(named) / max(len(firsts), 1)


def states_value(sentence: str) -> bool:
    """Whether a sentence counts or dates something."""
    return any(
        amounts_in(clause.text) or frequency_in(clause.text) or deadlines_in(clause.text, _NO_YEAR)
        for clause in _clauses(sentence)
    )


def mean_of(profiles: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of several profiles.

    Args:
        profiles (Sequence[Mapping[str, float]]): At least one.

    Returns:
        dict[str, float]: With every key of any of them.
    """
    total: defaultdict[str, float] = defaultdict(float)
    for profile in profiles:
        for key, weight in profile.items():
            total[key] += weight
    return {key: weight / len(profiles) for key, weight in total.items()}


def overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """What two profiles have in common, in proportion to all that either has; it minds how much of each there is.

    Args:
        one (Mapping[str, float]): Weights, none negative.
        other (Mapping[str, float]): Likewise.

    Returns:
        float: 0 to 1; 1 where both are empty.
    """
    keys = one.keys() | other.keys()
    either = sum(max(one.get(key, 0), other.get(key, 0)) for key in keys)
    return sum(min(one.get(key, 0), other.get(key, 0)) for key in keys) / either if either else 1.0


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How alike two profiles are whatever their size; roots keep the most common keys from deciding alone.

    Args:
        one (Mapping[str, float]): Weights, none negative.
        other (Mapping[str, float]): Likewise.

    Returns:
        float: 0 to 1; 0 where one is empty.
    """
    shared = sum(sqrt(weight * other[key]) for key, weight in one.items() if key in other)
    sizes = sqrt(sum(one.values()) * sum(other.values()))
    return shared / sizes if sizes else 0.0


def _clauses(sentence: str) -> list[Clause]:
    return [clause for cut in sentences_of(sentence, 0) for clause in cut.clauses]
