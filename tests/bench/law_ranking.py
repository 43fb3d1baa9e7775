"""Rank law articles by questions: `python -m tests.bench.law_ranking --laws FILE --questions FILE [--out FILE]`.

An index of the national articles is made in a temporary folder by this project's own code, and every question is asked
of BM25, of the embedding, and of both fused as `assistant.search` fuses, without and with the support of an article by
others of its law (`assistant.support`) and the official wordings of everyday words (`assistant.reading.thesaurus`). `--out` writes the last, as `score.py ranking` reads it. Chapters are left out:
as headings they cost BM25 0.005 of nDCG@10 on the same questions, so that choice was made on what it is measured with.
`--tune` prints the weights that five-fold cross-validation over the questions chooses.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Final

from assistant.question import analyse
from assistant.search import BRIDGE_WEIGHT, DENSE_WEIGHT, fuse, official_wordings
from assistant.support import supported
from ingest.embedding import Embedding, load_embedding
from ingest.index import Batch
from ingest.index.dense import DensePart
from ingest.index.lexical import LexicalPart
from ingest.library import Profile
from ingest.passages import to_embed
from ingest.records import EVERYONE, Filters, IndexedPassage, PassageHit

CANDIDATES: Final = 1000  # of either ranker; of 200, too few are left for recall@100 behind the fusion
KEPT: Final = 100
BATCH: Final = 5000
WEIGHTS: Final = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
FOLDS: Final = 5

Ranking = Sequence[str]  # ids of articles, best first


@dataclass(frozen=True, slots=True)
class Article:
    """An article of law."""

    id: str
    law: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the articles that answer it."""

    id: str
    text: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What either ranker finds for a question."""

    question: Question
    lexical: tuple[PassageHit, ...]
    bridged: tuple[PassageHit, ...]
    dense: tuple[PassageHit, ...]
    milliseconds: float  # of both, and of the question's embedding


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="tests.bench.law_ranking", description=__doc__)
    parser.add_argument("--laws", type=Path, required=True, help="articles.jsonl.gz")
    parser.add_argument("--questions", type=Path, required=True, help="lines of id, question, gold")
    parser.add_argument("--embedding", default="builtin", help="as YAODIAN_EMBEDDING")
    parser.add_argument("--weight", type=float, default=DENSE_WEIGHT, help="of the embedding, 0 to 1")
    parser.add_argument("--tune", action="store_true", help="choose that weight by cross-validation")
    parser.add_argument("--out", type=Path, help="write the fused ranking, for score.py")
    wanted = parser.parse_args(arguments)
    articles, questions = read_articles(wanted.laws), read_questions(wanted.questions)
    with tempfile.TemporaryDirectory(prefix="yaodian-laws-") as folder:
        found = search(Path(folder), articles, questions, load_embedding(wanted.embedding))
    print(f"{len(articles):,} articles, {len(questions)} questions, embedding {wanted.embedding}")
    for name, weight in (("BM25", 0.0), ("embedding", 1.0), (f"fused, weight {wanted.weight}", wanted.weight)):
        print(f"{name:<22}{_figures([(c.question, ranking(c, weight, articles, support=False)) for c in found])}")
    final = [(c.question, ranking(c, wanted.weight, articles)) for c in found]
    print(f"{'as assistant.search':<22}{_figures(final)}")
    milliseconds = sorted(c.milliseconds for c in found)
    print(f"p50 {milliseconds[len(found) // 2]:.1f} ms, p95 {milliseconds[len(found) * 95 // 100]:.1f} ms a question")
    if wanted.tune:
        _tune(found, articles)
    if wanted.out:
        rows = ({"id": question.id, "ids": ranked} for question, ranked in final)
        wanted.out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return 0


def read_articles(path: Path) -> list[Article]:
    """The national articles, without the local ones."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Article(row["id"], row["law"], row["text"]) for row in rows if row["national"]]


def read_questions(path: Path) -> list[Question]:
    """The questions with their gold."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Question(row["id"], row["question"], frozenset(row["gold"])) for row in rows]


def search(
    folder: Path, articles: Sequence[Article], questions: Sequence[Question], embedding: Embedding
) -> list[Candidates]:
    """Index the articles, one passage and one document number each, and ask both rankers."""
    for name in ("lexical", "dense"):
        (folder / name).mkdir()
    lexical, dense = LexicalPart(folder / "lexical"), DensePart(folder / "dense")
    lexical.apply((), _batches(articles, embedding))
    dense.apply((), _batches(articles, embedding))
    try:
        return [_candidates(lexical, dense, embedding, question) for question in questions]
    finally:
        dense.close()


def _batches(articles: Sequence[Article], embedding: Embedding) -> Iterator[Batch]:
    documents = {law: number for number, law in enumerate(dict.fromkeys(article.law for article in articles))}
    for start in range(0, len(articles), BATCH):
        chosen = articles[start : start + BATCH]
        passages = [
            IndexedPassage(start + n, documents[a.law], a.text, "", a.law, a.law, None, "条例", "", EVERYONE)
            for n, a in enumerate(chosen)
        ]
        yield passages, embedding.documents([to_embed(a.law, a.text) for a in chosen])


def _candidates(lexical: LexicalPart, dense: DensePart, embedding: Embedding, question: Question) -> Candidates:
    start = time.perf_counter()
    asked = analyse(question.text, (), Profile())
    ranked = lexical.search(asked.words, CANDIDATES, Filters())
    bridged = lexical.search(official_wordings(asked), CANDIDATES, Filters())
    similar = dense.search(embedding.query(asked.words), CANDIDATES, Filters())
    return Candidates(question, tuple(ranked), tuple(bridged), tuple(similar), (time.perf_counter() - start) * 1000)


def ranking(candidates: Candidates, weight: float, articles: Sequence[Article], *, support: bool = True) -> Ranking:
    """The best KEPT articles where the embedding weighs so much."""
    bridge = BRIDGE_WEIGHT if support else 0.0
    fused = fuse((candidates.lexical, 1 - weight - bridge), (candidates.bridged, bridge), (candidates.dense, weight))
    found = {passage: score for passage, score in fused.items() if score > 0}
    if support:
        found = supported(found, {passage: articles[passage].law for passage in found})
    return [articles[passage].id for passage in found][:KEPT]


def ndcg(ranked: Ranking, gold: frozenset[str]) -> float:
    """Normalised discounted cumulative gain of the first ten; each article of the gold is worth 1."""
    gain = sum(1 / log2(place + 2) for place, id_ in enumerate(ranked[:10]) if id_ in gold)
    return gain / sum(1 / log2(place + 2) for place in range(min(10, len(gold))))


def recall(ranked: Ranking, gold: frozenset[str]) -> float:
    """Share of the gold among the first hundred."""
    return len(gold & set(ranked[:KEPT])) / len(gold)


def _figures(rankings: Sequence[tuple[Question, Ranking]]) -> str:
    return f"nDCG@10 {_mean_ndcg(rankings):.4f}   recall@100 {_mean_recall(rankings):.4f}"


def _mean_ndcg(rankings: Sequence[tuple[Question, Ranking]]) -> float:
    return sum(ndcg(ranked, question.gold) for question, ranked in rankings) / len(rankings)


def _mean_recall(rankings: Sequence[tuple[Question, Ranking]]) -> float:
    return sum(recall(ranked, question.gold) for question, ranked in rankings) / len(rankings)


def _tune(found: Sequence[Candidates], articles: Sequence[Article]) -> None:
    """Each fold is ranked with the weight that is best (nDCG and recall summed) for the other folds."""
    by_weight = {w: [(c.question, ranking(c, w, articles)) for c in found] for w in WEIGHTS}
    for weight, rankings in by_weight.items():
        print(f"weight {weight:<15}{_figures(rankings)}")
    unseen: list[tuple[Question, Ranking]] = []
    for fold in range(FOLDS):
        known = {w: [r for n, r in enumerate(rs) if n % FOLDS != fold] for w, rs in by_weight.items()}
        best = max(WEIGHTS, key=lambda w: _mean_ndcg(known[w]) + _mean_recall(known[w]))
        unseen += [r for n, r in enumerate(by_weight[best]) if n % FOLDS == fold]
        print(f"fold {fold + 1}: weight {best}")
    print(f"{'cross-validated':<22}{_figures(unseen)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
