"""How well a sentence answers a question: a few measured features, weighed as `weights.json` has learned them."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from assistant.citing import Evidence
from assistant.question import Asked, years_told
from assistant.reading.thesaurus import Bridge
from assistant.reading.wanted import Wanted
from ingest.embedding import Embedding
from ingest.passages import sentences
from ingest.records import FloatMatrix, FloatVector, ItemHit
from ingest.tokens import tokens_of

FEATURES: Final = (
    "pairs",  # share of the question's pairs of characters that the sentence holds, by rarity
    "characters",  # likewise of its single characters: 两省交界 and 省界
    "title",  # share of the pairs that only the item's title or headings hold
    "around",  # share of the single characters that only titles, headings and names hold
    "document",  # share of the pairs that only the document's title or file name holds
    "bridged",  # share of the question's everyday wordings whose official ones the sentence holds
    "meaning",  # cosine of question and sentence
    "item",  # how well the item was found, against the best one
    "wanted",  # whether the asked-for sort of thing is stated: 1, 0, or 0.5 where the question tells no sort
    "near",  # best share of pairs and characters that the clauses around such a thing hold
    "focus",  # likewise of what stands beside the asking words, where some candidate holds it
    "tense",  # whether what is planned or done is asked for and told; 0.5 where the question does not say
    "heading",  # whether it is only a heading
)
SILENT: Final = ("落款", "附件说明")  # signatures and lists of attachments state nothing
TABLE_HEAD: Final = re.compile(r"表\d+")  # column names, which say nothing
_PLAN: Final = re.compile(
    r"目标|任务|打算|(?:怎么|哪些|什么)安排|计划|拟|预期|要(?:求|推进|达到|怎么|做|建|抓|控制|完成|降|压|扩|改造)|应当|必须"
)
_DONE: Final = re.compile(
    r"实际|已经|完成了|取得|成效|总结|回顾|[\u4e00-\u9fff]了(?:多少|几|哪)|"
    # 是哪天印发的
    r"是(?:[^，。？]{0,6}年)?(?:哪[天日月]|哪一天|几月|几号|什么时候|何时)[^，。？前要应起始效]{0,10}的[？?]?$"
)
_CAME_ABOUT: Final = re.compile(r"(?<!未)实际[^，。？?]{0,6}?(?:了|完成)")  # 实际发展了多少名; 实际经营者 is a person
CLAUSE: Final = re.compile(r"[^，；。：！？\n]+")
_MONTH: Final = re.compile(r"(?<!\d)(\d{1,2})月")
# Characters that Chinese questions and sentences share whatever they are about.
_COMMON: Final = frozenset(
    "的了是在和与及或对把被将从到为以有这那些个们吗呢吧啊么哪几多少什怎样谁请问要能会可不也都还就又让给使而且但后前里上下中之其所"
)
_TELLING_NOTHING: Final = _COMMON | frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a found item, and how well it answers: the higher the score, the better, 0 and below is poor."""

    hit: ItemHit
    evidence: Evidence
    text: str
    features: tuple[float, ...] = ()
    score: float = 0.0
    timely: bool = True  # whether it may tell of the time that the question names

    def feature(self, name: str) -> float:
        """One of FEATURES by its name."""
        return self.features[FEATURES.index(name)]


def statements_of(hits: Sequence[ItemHit]) -> list[Statement]:
    """The sentences of found items; those of signatures, attachment notes and table heads are none.

    Args:
        hits (Sequence[ItemHit]): Ranked items.

    Returns:
        list[Statement]: In the items' order, not scored yet.
    """
    speaking = [h for h in hits if h.item.title not in SILENT and not TABLE_HEAD.fullmatch(h.item.label)]
    return [
        Statement(
            hit,
            Evidence(hit.document, hit.item, hit.item.start + first, hit.item.start + last),
            hit.item.text[first:last],
        )
        for hit in speaking
        for first, last in sentences(hit.item.text)
    ]


def scored(asked: Asked, statements: Sequence[Statement], embedding: Embedding) -> list[Statement]:
    """Score sentences by a question.

    Args:
        asked (Asked): The question, taken apart.
        statements (Sequence[Statement]): What may answer it.
        embedding (Embedding): For the meaning of question and sentences.

    Returns:
        list[Statement]: With features and scores, best first.
    """
    if not statements:
        return []
    matrix = features_of(asked, statements, embedding)
    scores = matrix @ learned("sentence", FEATURES)
    marked = [
        replace(s, features=tuple(map(float, row)), score=float(score), timely=_is_timely(s, asked))
        for s, row, score in zip(statements, matrix, scores, strict=True)
    ]
    return sorted(marked, key=lambda s: -s.score)


def features_of(asked: Asked, statements: Sequence[Statement], embedding: Embedding) -> FloatMatrix:
    """Measure sentences.

    Args:
        asked (Asked): The question, taken apart.
        statements (Sequence[Statement]): At least one.
        embedding (Embedding): For the meaning of question and sentences.

    Returns:
        FloatMatrix: A row a sentence, a column a feature, each in [0, 1]; see FEATURES.
    """
    tokens = [frozenset(tokens_of(s.text)) for s in statements]
    rarity = _rarity(frozenset(tokens_of(asked.words)), tokens)
    known = frozenset().union(*tokens)
    beside = frozenset(tokens_of(asked.wanted.focus)) if asked.wanted else frozenset()
    focus = {token: weight for token, weight in _pairs(rarity).items() if token in beside & known}
    wordings = _wording_rarity(asked.bridges, [s.text for s in statements])
    official = " ".join(wording for bridge in asked.bridges for wording in bridge.official[:1])
    question = embedding.query(f"{asked.words} {official}")
    meaning = embedding.documents([s.text for s in statements]) @ question
    best = max((s.hit.score for s in statements), default=0.0) or 1.0
    rows = []
    for statement, held, likeness in zip(statements, tokens, meaning, strict=True):
        words = _words_shared(statement, held, rarity)
        rows.append((*words, _bridged(asked.bridges, statement.text, wordings), max(float(likeness), 0.0),
                     statement.hit.score / best, *_stating(asked, statement, rarity, focus),
                     _tense(asked.text, statement), float(is_heading(statement))))  # fmt: skip
    return np.array(rows, np.float32)


def is_heading(statement: Statement) -> bool:
    """Whether a sentence is the title of its item and nothing else."""
    return statement.text.rstrip("。！？；：").endswith(statement.hit.item.title) and not statement.hit.item.cells


def _rarity(words: frozenset[str], held: Sequence[frozenset[str]]) -> dict[str, float]:
    """A word that few of the candidate sentences hold tells them apart (inverse document frequency)."""
    counts = Counter(token for tokens in held for token in words & tokens)
    return {token: math.log(1 + (len(held) - counts[token] + 0.5) / (counts[token] + 0.5)) for token in words}


def _words_shared(statement: Statement, held: frozenset[str], rarity: Mapping[str, float]) -> tuple[float, ...]:
    item, document = statement.hit.item, statement.hit.document
    titles = frozenset(tokens_of(" ".join((item.title, *item.headings)))) - held
    names = frozenset(tokens_of(f"{document.title} {document.file}")) - held - titles
    pairs, characters = _pairs(rarity), _characters(rarity)
    return (_share(pairs, held), _share(characters, held), _share(pairs, titles), _share(characters, titles | names),
            _share(pairs, names))  # fmt: skip


def _pairs(rarity: Mapping[str, float]) -> dict[str, float]:
    return {token: weight for token, weight in rarity.items() if len(token) > 1}


def _characters(rarity: Mapping[str, float]) -> dict[str, float]:
    return {token: weight for token, weight in rarity.items() if len(token) == 1 and token not in _TELLING_NOTHING}


def _share(weights: Mapping[str, float], held: frozenset[str]) -> float:
    return sum(weight for token, weight in weights.items() if token in held) / (sum(weights.values()) or 1.0)


def _wording_rarity(bridges: Sequence[Bridge], texts: Sequence[str]) -> dict[str, float]:
    """How well an official wording tells the candidate sentences apart: 1 in one of them, 0 in all."""
    wordings = {wording for bridge in bridges for wording in (bridge.asked, *bridge.official)}
    counts = {wording: sum(wording in text for text in texts) for wording in wordings}
    scale = math.log(1 + len(texts))
    return {wording: math.log((1 + len(texts)) / max(count, 1)) / scale for wording, count in counts.items()}


def _bridged(bridges: Sequence[Bridge], text: str, rarity: Mapping[str, float]) -> float:
    """The share of everyday wordings that are met, each weighed by its length and the rarity of what meets it."""
    total = sum(len(bridge.asked) for bridge in bridges)
    met = sum(
        len(b.asked) * max((rarity[w] for w in (b.asked, *b.official) if w in text), default=0.0) for b in bridges
    )
    return met / total if total else 0.0


def _stating(
    asked: Asked, statement: Statement, rarity: Mapping[str, float], focus: Mapping[str, float]
) -> tuple[float, float, float]:
    """Whether the asked-for thing is stated, and how much of the question stands in the clauses around it."""
    if asked.wanted is None:
        return 0.5, 0.0, 0.0
    around = [frozenset(tokens_of(text)) for text in stating_clauses(asked.wanted, statement.text)]
    shares = [(_share(_pairs(rarity), held) + _share(_characters(rarity), held)) / 2 for held in around]
    titles = frozenset(tokens_of(" ".join((statement.hit.item.title, *statement.hit.item.headings))))
    focused = [_share(focus, held | titles) for held in around]
    return float(bool(around)), max(shares, default=0.0), max(focused, default=0.0)


def stating_clauses(wanted: Wanted, text: str) -> list[str]:
    """The clauses of a sentence that state the asked-for thing, each with the one before it, which names the topic.

    Who does something is named before what is done, so that the clause behind belongs to a person or a document, too.

    Args:
        wanted (Wanted): The sort of thing.
        text (str): A sentence.

    Returns:
        list[str]: Empty where it states no such thing.
    """
    if wanted.sort in ("members", "meaning"):
        return [text] if wanted.stated_in(text) else []
    clauses = [clause for clause in CLAUSE.findall(text) if clause]
    behind = 2 if wanted.sort in ("who", "document") else 1
    return [
        "，".join(clauses[max(0, place - 1) : place + behind])
        for place, clause in enumerate(clauses)
        if wanted.stated_in(clause)
    ]


def _tense(question: str, statement: Statement) -> float:
    plan, done = _PLAN.search(question) is not None, _DONE.search(question) is not None
    if plan == done:
        return 0.5
    return float((statement.hit.item.tense == "plan") == plan)


def asks_what_came_about(question: str) -> bool:
    """Whether a question asks for what was actually done, and not for what was planned, too."""
    return _CAME_ABOUT.search(question) is not None and _PLAN.search(question) is None


def _is_timely(statement: Statement, asked: Asked) -> bool:
    """Whether a sentence may tell of the years and months that a question names, and of what came about.

    A question about 2021 is not answered from the plan of 2020, nor one about June by what is due in July, nor one
    about what was actually done by what was planned.
    """
    if statement.hit.item.tense == "plan" and asks_what_came_about(asked.text):
        return False
    told_years = years_told(statement.hit.document, statement.hit.item)
    if asked.years and told_years and not asked.years & told_years:
        return False
    months, told = set(_MONTH.findall(asked.text)), set(_MONTH.findall(statement.text))
    return not (months and told) or bool(months & told)


@cache
def learned(decision: str, features: tuple[str, ...]) -> FloatVector:
    """The weights that tools/tune_answers.py has learned for a decision, in the features' order."""
    weights = json.loads((files("assistant.reading") / "weights.json").read_text(encoding="utf-8"))
    return np.array([weights[decision][name] for name in features], np.float32)
