"""Learn and judge the few weights with which sentences are ranked and answers refused.

    python -m tools.tune_answers --shared ../shared [--write]

Prints cross-validated figures, with 95 % intervals (Wilson 1927), and the weights fitted to all questions; `--write`
puts them into assistant/reading/weights.json. Sentences: listwise softmax regression (Cao et al. 2007) on the gold
sentences. Refusal: logistic regression; negatives are the gold's unanswerable questions and, since those are few,
answerable ones whose gold items have been taken out of the library (they must now be refused), and questions on foreign
topics: those of the reports asked of the plans, those of the plans asked of the reports, and questions on law asked of
both. Each library weighs alike. The refusal's `score` rests on the sentence weights in use: a second run follows
the first. Folds are split by question, so that a question is never on both sides.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assistant.answer import EVIDENCE_ITEMS
from assistant.evaluating import Question, Rate, covers, read_questions, said, squeeze
from assistant.question import Asked, analyse
from assistant.reading.refusal import ANSWERED, hides, is_foreign, measures
from assistant.reading.refusal import FEATURES as ANSWERABLE
from assistant.reading.scoring import FEATURES, Statement, scored, statements_of
from assistant.search import READ_BRIDGE_WEIGHT, ranked
from ingest.home import Home, open_home
from ingest.pipeline import ingest
from ingest.records import Filters
from ingest.settings import Settings

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

FOLDS: Final = 8
REPEATS: Final = 4
SEED: Final = 2026
FOREIGN_WEIGHT: Final = 0.1  # of a question on a foreign topic: they are many, and easy
LAW_QUESTIONS: Final = 60  # asked of each library
BEREFT_WEIGHT: Final = 0.5  # of a question whose gold was taken out: what is left may still answer it in part
LIMITS: Final = (0.3, 0.35, 0.4)
STEPS: Final = 400
RATE: Final = 0.05
# Refused or put together from structure, not from scored sentences, or right in several ways.
NOT_RANKED: Final = ("structure",)
NOT_BEREFT: Final = ("structure", "ambiguous", "compare")


@dataclass(frozen=True)
class Case:
    """One question over one library, once with its gold and once without."""

    library: str
    question: Question
    asked: Asked
    statements: list[Statement]  # scored, best first
    bereft: bool = False  # its gold has been taken out
    foreign: bool = False  # it belongs to a library on other topics

    @cached_property
    def gold(self) -> Vector:
        """1 for a timely sentence that holds a gold quote, else 0."""
        return np.array([float(_holds_gold(s, self.question)) for s in self.timely])

    @property
    def timely(self) -> list[Statement]:
        """The sentences that may answer."""
        return [s for s in self.statements if s.timely]


def main(argv: Sequence[str]) -> None:
    """Tune on the libraries of --shared and on the sample library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(argv)
    with ExitStack() as stack:
        cases = [case for shelf in _shelves(options.shared) for case in _cases(stack, shelf)]
    ranking, refusing = _ranked_cases(cases), _decided_cases(cases)
    figures = {"ranking": _judge_ranking(ranking), "refusal": _judge_refusal(refusing)}
    weights = {
        "date": date.today().isoformat(),
        "command": "python -m tools.tune_answers --shared ../shared --write",
        "figures": figures,
        "sentence": dict(zip(FEATURES, _rounded(_fit_ranking(ranking)), strict=True)),
        "answerable": dict(zip(ANSWERABLE, _rounded(_fit_refusal(refusing)), strict=True)),
    }
    text = json.dumps(weights, ensure_ascii=False, indent=1)
    print(text)
    if options.write:
        Path("assistant/reading/weights.json").write_text(text + "\n", encoding="utf-8")


# --- cases ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library to be made, the questions about it, and those about something else."""

    name: str
    paths: list[Path]
    own: list[Question]
    foreign: list[Question]


def _shelves(shared: Path) -> list[Shelf]:
    reports = [shared / f"data/reports/政府工作报告_{year}.txt" for year in range(2019, 2023)]
    of_documents = read_questions(shared / "data/eval/questions.jsonl")
    of_reports = read_questions(shared / "data/eval/report_questions.jsonl")
    of_corpus = read_questions(Path("tests/gold/corpus_questions.jsonl"))
    of_office = read_questions(Path("tests/gold/corpus_everyday.jsonl"))
    on_law = _law_questions(shared / "data/eval/law_questions.jsonl")
    return [
        Shelf("documents", sorted((shared / "data/documents").iterdir()), of_documents, [*of_reports, *on_law]),
        Shelf("reports", reports, of_reports, [*of_documents, *of_corpus, *on_law]),
        Shelf("corpus", [Path("corpus")], [*of_corpus, *of_office], [*of_reports, *on_law]),
    ]


def _law_questions(path: Path) -> list[Question]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = random.Random(SEED).sample(lines, LAW_QUESTIONS)
    return [Question(line["id"], line["question"], answerable=False) for line in chosen]


def _cases(stack: ExitStack, shelf: Shelf) -> Iterator[Case]:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    home = stack.enter_context(open_home(Settings.from_environment({}, Path(folder)), wait_for_index=True))
    ingest(home, shelf.paths, lambda *_: None)
    documents = home.library.documents(Filters())
    for question, foreign in [(q, False) for q in shelf.own] + [(q, True) for q in shelf.foreign]:
        asked = analyse(question.question, documents, home.library.profile())
        sentences = statements_of(ranked(home, asked, EVIDENCE_ITEMS, Filters(), bridge_weight=READ_BRIDGE_WEIGHT))
        statements = scored(asked, sentences, home.embedding)
        yield Case(shelf.name, question, asked, statements, foreign=foreign)
        if question.answerable and question.kind not in NOT_BEREFT and not foreign:
            yield _without_gold(home, shelf.name, question, asked, sentences)


def _without_gold(home: Home, library: str, question: Question, asked: Asked, sentences: Sequence[Statement]) -> Case:
    gold = {(s.hit.document.version, s.hit.item.address) for s in sentences if _in_gold_item(s, question)}
    left = [s for s in sentences if (s.hit.document.version, s.hit.item.address) not in gold]
    return Case(library, question, asked, scored(asked, left, home.embedding), bereft=True)


def _in_gold_item(statement: Statement, question: Question) -> bool:
    text = squeeze(statement.hit.item.text)
    return any(q.file == statement.hit.document.file and squeeze(q.quote) in text for q in question.gold)


def _holds_gold(statement: Statement, question: Question) -> bool:
    return any(q.file == statement.hit.document.file and covers(statement.text, q.quote) for q in question.gold)


def _ranked_cases(cases: Sequence[Case]) -> list[Case]:
    own = [c for c in cases if not c.bereft and not c.foreign]
    return [c for c in own if c.question.kind not in NOT_RANKED and c.timely and c.gold.any()]


def _decided_cases(cases: Sequence[Case]) -> list[Case]:
    """Those that the regression decides, not a rule: a mask, a list of members, another time."""
    return [c for c in cases if c.timely and _is_decided(c)]


def _is_decided(case: Case) -> bool:
    best = case.timely[0]
    by_rule = hides(case.asked, best) or (case.asked.wanted and case.asked.wanted.sort in ("members", "meaning"))
    if by_rule or case.question.kind in NOT_RANKED:
        return False
    if case.bereft:
        return not said(" ".join(s.text for s in case.timely[:2]), case.question.answer)
    return case.foreign or not case.question.answerable or bool(case.gold[:3].any())


# --- regressions ------------------------------------------------------------------------------------------------------


def _fit_ranking(cases: Sequence[Case]) -> Vector:
    samples = [(_matrix(case), case.gold) for case in cases]

    def gradient(weights: Vector) -> Vector:
        return -sum((rows.T @ (_softmax(rows @ weights, gold) - _softmax(rows @ weights)) for rows, gold in samples),
                    np.zeros_like(weights)) / len(samples)  # fmt: skip

    return _descend(gradient, len(FEATURES), 0.02)


def _fit_refusal(judged: Sequence[Case]) -> Vector:
    cases = [case for case in judged if not is_foreign(case.timely[0])]
    rows = np.array([measures(case.asked, case.statements) for case in cases])
    labels = np.array([float(_is_answer(case)) for case in cases])
    own = Counter(case.library for case in cases if not case.foreign)
    heed = np.array([_heed(case) / own[case.library] for case in cases])

    def gradient(weights: Vector) -> Vector:
        errors = heed * (1 / (1 + np.exp(-rows @ weights)) - labels)
        slope: Vector = rows.T @ errors / heed.sum()
        return slope

    return _descend(gradient, len(ANSWERABLE), 0.005)


def _heed(case: Case) -> float:
    return BEREFT_WEIGHT if case.bereft else FOREIGN_WEIGHT if case.foreign else 1.0


def _descend(gradient: Callable[[Vector], Vector], width: int, decay: float) -> Vector:
    """Adam (Kingma and Ba 2015) with weight decay; deterministic."""
    weights, first, second = (np.zeros(width) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = gradient(weights) + decay * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights = weights - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def _matrix(case: Case) -> Matrix:
    return np.array([s.features for s in case.timely])


def _softmax(scores: Vector, allowed: Vector | float = 1.0) -> Vector:
    weights = np.exp(scores - scores.max()) * allowed
    shares: Vector = weights / weights.sum()
    return shares


def _is_answer(case: Case) -> bool:
    return case.question.answerable and not case.bereft and not case.foreign


def _is_unanswerable(case: Case) -> bool:
    return not case.question.answerable and not case.foreign


def _rounded(weights: Vector) -> list[float]:
    return [round(float(weight), 2) for weight in weights]


# --- judging ----------------------------------------------------------------------------------------------------------


def _folds(cases: Sequence[Case], repeat: int) -> Iterator[tuple[list[Case], list[Case]]]:
    names = sorted({(c.library, c.question.id) for c in cases})
    random.Random(SEED + repeat).shuffle(names)
    fold_of = {name: place % FOLDS for place, name in enumerate(names)}
    for fold in range(FOLDS):
        held = [c for c in cases if fold_of[c.library, c.question.id] == fold]
        yield [c for c in cases if fold_of[c.library, c.question.id] != fold], held


def _judge_ranking(cases: Sequence[Case]) -> dict[str, Any]:
    """Share of questions with a gold sentence among the first k, none of them seen in fitting."""
    ranks: dict[str, list[int]] = {}
    for fitted, held in _folds(cases, 0):
        weights = _fit_ranking(fitted)
        for case in held:
            order = np.argsort(-(_matrix(case) @ weights), kind="stable")
            ranks.setdefault(case.library, []).append(int(np.argmax(case.gold[order])))
    return {
        library: {f"hit@{k}": _told(sum(rank < k for rank in places), len(places)) for k in (1, 2, 3)}
        for library, places in ranks.items()
    }


def _judge_refusal(cases: Sequence[Case]) -> dict[str, Any]:
    """Refusals by the mean of REPEATS cross-validations, at several limits; ANSWERED is the one in use."""
    chances: dict[int, list[float]] = {id(case): [] for case in cases}
    for repeat in range(REPEATS):
        for fitted, held in _folds(cases, repeat):
            weights = _fit_refusal(fitted)
            for case in held:
                chance = float(1 / (1 + np.exp(-measures(case.asked, case.statements) @ weights)))
                chances[id(case)].append(0.0 if is_foreign(case.timely[0]) else chance)
    means = {name: float(np.mean(chance)) for name, chance in chances.items()}
    return {f"below {limit}": _refused_below(limit, means, cases) for limit in sorted({*LIMITS, ANSWERED})}


def _refused_below(limit: float, means: dict[int, float], cases: Sequence[Case]) -> dict[str, Any]:
    refused = {name: mean < limit for name, mean in means.items()}
    return {
        library: {
            "false_refusals": _counted(refused, [c for c in cases if c.library == library and _is_answer(c)]),
            "refused": _counted(refused, [c for c in cases if c.library == library and _is_unanswerable(c)]),
            "refused_without_gold": _counted(refused, [c for c in cases if c.library == library and c.bereft]),
            "refused_foreign": _counted(refused, [c for c in cases if c.library == library and c.foreign]),
        }
        for library in sorted({case.library for case in cases})
    }


def _counted(refused: dict[int, bool], cases: Sequence[Case]) -> list[float | int]:
    return _told(sum(refused[id(case)] for case in cases), len(cases))


def _told(hits: int, cases: int) -> list[float | int]:
    """Rate, the ends of its interval, and of how many."""
    rate = Rate(hits, cases)
    low, high = rate.interval or (0.0, 1.0)
    return [round(rate.value or 0.0, 3), round(low, 2), round(high, 2), cases]


if __name__ == "__main__":
    main(sys.argv[1:])
