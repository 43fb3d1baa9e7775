"""The house style, one year left out at a time: `python -m tests.bench.style` prints how far each own year is ahead.

Held out is each year of the sample unit's plans and, with ../shared, of the reports; the style is measured from the
other years. Other plans are the superior's and those of the real units, and for the reports the sample unit's, too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.drafting.style import measure, score
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Outline, Text
from ingest.settings import Settings

CHECKOUT: Final = Path(__file__).parents[2]
CORPUS: Final = CHECKOUT / "corpus"
SHARED: Final = CHECKOUT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Plan:
    """A document that is scored."""

    name: str  # file name without its ending
    outline: Outline


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A year scored by the style of the others."""

    name: str
    own: float
    best: float  # score of the best other unit's plan
    best_name: str
    seconds: float  # of scoring it once

    @property
    def margin(self) -> float:
        """How far the own year is ahead."""
        return self.own - self.best


def plans(*paths: Path) -> tuple[Plan, ...]:
    """Read files, those with the latest year in their names first."""
    ordered = sorted(paths, key=lambda path: "".join(filter(str.isdigit, path.stem)), reverse=True)
    with Sandbox(Settings.from_environment({}, Path("unused"))) as sandbox:
        return tuple(Plan(path.stem, outline_of(Text.of(sandbox.read(path)), path.name)) for path in ordered)


def own_plans() -> tuple[Plan, ...]:
    """The sample unit's."""
    return plans(*CORPUS.glob("云岭集团*年党建工作要点.*"))


def superiors_plans() -> tuple[Plan, ...]:
    """Those of the sample unit's superior."""
    return plans(*CORPUS.glob("省能源行业党委*意见.*"))


def held_out(own: Sequence[Plan], others: Sequence[Plan]) -> Iterator[HeldOut]:
    """Leave out each own plan in turn.

    Args:
        own (Sequence[Plan]): Newest first, at least two.
        others (Sequence[Plan]): Of other units.

    Yields:
        HeldOut: In the order of the own plans.
    """
    for plan in own:
        style = measure([prior.outline for prior in own if prior is not plan])
        start = time.perf_counter()
        reached = score(plan.outline, style).score
        seconds = time.perf_counter() - start
        best, best_name = max((score(other.outline, style).score, other.name) for other in others)
        yield HeldOut(plan.name, reached, best, best_name, seconds)


def main() -> int:
    """Print the table."""
    own, superior = own_plans(), superiors_plans()
    documents = plans(*SHARED.glob("data/documents/*.txt"))
    reports = plans(*SHARED.glob("data/reports/*.txt"))
    rows = [*held_out(own, (*superior, *documents)), *held_out(superior, (*own, *documents))]
    if reports:
        rows += held_out(reports, (*own, *superior, *documents))
    print("留出的一年\t本单位得分\t他单位最高分\t领先\t耗时（秒）\t最接近的他单位文件")
    for row in rows:
        print(f"{row.name}\t{row.own:.3f}\t{row.best:.3f}\t{row.margin:+.3f}\t{row.seconds:.3f}\t{row.best_name}")
    return 0 if all(row.margin > 0 for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
