"""What is measured: folders of real files, and questions to them. All of it lies outside the checkout."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ingest.numerals import value_of

QUESTIONS: Final = 200
SEED: Final = 2
SMALL_FILES: Final = 1000


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder to ingest, and what to ask of it."""

    name: str
    folder: Path
    questions: tuple[str, ...]


def documents(shared: Path) -> Corpus:
    """The five plan documents."""
    return Corpus("documents", shared / "data/documents", _questions(shared, "questions"))


def reports(shared: Path) -> Corpus:
    """The 15 annual reports."""
    return Corpus("reports", shared / "data/reports", _questions(shared, "report_questions"))


def laws(shared: Path, folder: Path) -> Corpus:
    """All statute articles, one text file for each law, written into `folder`."""
    articles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(shared / "data/laws/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            articles[article["law"]].append(article)
    folder.mkdir()
    for law, members in articles.items():
        members.sort(key=lambda article: _number(article["article"]))
        (folder / f"{law}.txt").write_text("\n".join([law, *_law_lines(members)]), encoding="utf-8")
    return Corpus("laws", folder, _questions(shared, "law_questions"))


def small_files(folder: Path) -> Corpus:
    """A thousand short plans of the invented company, no two alike."""
    folder.mkdir()
    for n in range(1, SMALL_FILES + 1):
        (folder / f"云岭集团第{n}支部工作要点.txt").write_text(_small_plan(n), encoding="utf-8")
    return Corpus("1,000 files", folder, ())


def _questions(shared: Path, name: str) -> tuple[str, ...]:
    """Up to QUESTIONS of a question set, the same ones every time."""
    lines = (shared / f"data/eval/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = random.Random(SEED).sample(lines, min(QUESTIONS, len(lines)))
    return tuple(json.loads(line)["question"] for line in chosen)


def _number(article: str) -> tuple[int, int]:
    """第二十条之一 -> (20, 1)."""
    first, _, second = article.partition("之")
    return value_of(first.strip("第条")), value_of(second) if second else 0


def _law_lines(articles: list[dict[str, Any]]) -> Iterator[str]:
    chapter = ""
    for article in articles:
        if article["chapter"] and article["chapter"] != chapter:
            chapter = article["chapter"]
            yield chapter
        yield f"{article['article']}　{article['text']}"


def _small_plan(n: int) -> str:
    return "\n".join(
        (
            f"云岭集团第{n}党支部2024年工作要点",
            "一、加强学习",
            f"1.第{n}党支部每月集中学习不少于{n % 4 + 1}次，全年交流研讨不少于{n % 7 + 4}次。",
            f"2.支部书记全年讲党课不少于{n % 3 + 1}次，党员参学率保持在{n % 10 + 90}%以上。",
            "二、服务生产",
            f"3.围绕第{n}工区的检修任务组织党员突击队，完成{n % 20 + 5}项隐患整改。",
            f"4.每季度走访一线职工{n % 30 + 10}人次，办结诉求率不低于{n % 5 + 95}%。",
        )
    )
