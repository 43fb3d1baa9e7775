"""Years held back: `python -m tests.bench.drafting` drafts them and prints how near the drafts come to the truth.

Beside each draft stand the two texts that it must be ahead of (tests/bench/drafting_baselines.py) and, where it can be
measured, the true document itself. What is counted is told in tests/bench/drafting_score.py.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final, TypeVar

from assistant.drafting.brief import brief_of
from assistant.drafting.records import Draft
from assistant.drafting.showing import shares
from assistant.drafting.story import draft_of, examined_again, plan_of
from assistant.export.word import write_draft
from ingest.home import Home
from tests.bench.drafting_baselines import retrieved, year_replaced
from tests.bench.drafting_material import CORPUS, SHARED, HeldOut, desk_in, held_out, opened
from tests.bench.drafting_reach import Reach, is_ahead, reach_of
from tests.bench.drafting_score import Score, Share, lacking, score

UNIT: Final = "云岭集团"
PLANS: Final = {
    2025: "云岭集团2025年党建工作要点.pdf",
    2024: "云岭集团2024年党建工作要点.docx",
    2023: "云岭集团2023年党建工作要点.docx",
}
LAST: Final = 2026  # has no true document yet
STATE: Final = "国务院"
REPORTS: Final = (2020, 2021, 2022)
NAMES: Final[Mapping[str, str]] = {
    "headings": "真实标题",
    "items": "真实条目",
    "sentences": "真实句子",
    "own": "自身句子真有",
    "problems": "问题有新措施",
    "covered": "上级要求已覆盖",
    "partly": "已覆盖或部分覆盖",
    "stale": "上年数字照抄",
}
AHEAD: Final = ("headings", "items", "problems", "covered")  # where the draft must be ahead
Systems = Mapping[str, Score]


def main(arguments: Sequence[str]) -> int:
    """Print all figures; 1 where a draft is behind a baseline in what counts."""
    parser = argparse.ArgumentParser("tests.bench.drafting", description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds data/")
    parser.add_argument("--quick", action="store_true", help="the sample library only")
    parser.add_argument("--details", action="store_true", help="what each draft lacks, and what it repeats")
    options = parser.parse_args(arguments)
    told: list[str] = []
    with tempfile.TemporaryDirectory(prefix="yaodian-bench-") as work:
        with opened(CORPUS, Path(work, "corpus")) as home:
            for year, file in PLANS.items():
                told += _show(held_out(home, UNIT, year, file), home, details=options.details)
            print("\n".join(_last_year(home, Path(work))))
        if not options.quick:
            with opened(options.shared / "data" / "reports", Path(work, "reports")) as home:
                for year in REPORTS:
                    held = held_out(home, STATE, year, f"政府工作报告_{year}.txt")
                    told += _show(held, home, details=options.details)
    print("\n".join(told) or "草稿在标题、条目、问题、上级要求上都领先于两个基线")
    return 1 if told else 0


def _show(held: HeldOut, home: Home, *, details: bool) -> list[str]:
    """Print a year's table; tells where the draft is not ahead."""
    systems = {
        "草稿": score(held.drafted, held, home.embedding),
        "上年改年份": score(year_replaced(held), held, home.embedding),
        "检索拼接": score(retrieved(held, home), held, home.embedding),
        "真实文件": score(held.true, held, home.embedding),
    }
    reach = reach_of(held, home.embedding)
    print("\t".join((held.name, *systems, "草稿/较好基线", "来源里有的")))
    for name in (each.name for each in fields(Score)):
        cells = [getattr(each, name) for each in systems.values()]
        bound = [_cell(getattr(reach, name))] if hasattr(reach, name) else []
        print("\t".join((NAMES[name], *map(_cell, cells), _ratio(cells), *bound)))
    print(f"前年有、上年没有的句子，真实文件又有的：{_cell(reach.returning)}")
    for line in lacking(held.drafted, held, home.embedding) if details else ():
        print(f"  {line}")
    print()
    return [f"{held.name}：{NAMES[name]}没有领先" for name in behind(systems, reach)]


def _cell(share: Share) -> str:
    return f"{share.value:.0%}（{share.has}/{share.of}）" if share.of else "—"


def _ratio(cells: Sequence[Share]) -> str:
    best = max(cells[1].value, cells[2].value)
    return f"{cells[0].value / best:.2f}" if best else "—"


def behind(systems: Systems, reach: Reach) -> list[str]:
    """Where the draft is not ahead of both baselines, see `is_ahead`.

    Args:
        systems (Systems): The scores of the draft, the two baselines and the true document, in this order.
        reach (Reach): What the draft can have at best.

    Returns:
        list[str]: Some of AHEAD.
    """
    draft, *baselines, _ = systems.values()
    found: list[str] = []
    for name in AHEAD:
        has = getattr(draft, name)
        most = getattr(reach, name, Share(has.of, has.of))
        if not is_ahead(has, [getattr(each, name) for each in baselines], most):
            found.append(name)
    return found


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Clock:
    """Seconds of each stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, stage: str, run: Callable[[], T]) -> T:
        start = time.perf_counter()
        made = run()
        self.seconds[stage] = time.perf_counter() - start
        return made


def _last_year(home: Home, work: Path) -> Iterator[str]:
    """The next draft: what it is made of, what was found, and what it costs."""
    desk, clock = desk_in(home), _Clock()
    brief = clock.timed("选来源", lambda: brief_of(home.library, UNIT, LAST, profile=desk.profile))
    planned = clock.timed("排计划", lambda: plan_of(brief, home.embedding))
    draft = clock.timed("成文并检查", lambda: draft_of(brief, planned, planned.plan, desk))
    clock.timed("其中检查", lambda: examined_again(draft, home.library, desk))
    clock.timed("写Word", lambda: write_draft(work / "草稿.docx", draft, comments=True))
    yield from _made_of(draft)
    yield f"耗时（秒）：{'，'.join(f'{name} {seconds:.2f}' for name, seconds in clock.seconds.items())}"
    yield f"内存峰值（MiB，整个进程）：{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}\n"


def _made_of(draft: Draft) -> Iterator[str]:
    yield f"{draft.title}（{sum(1 for _ in draft.sentences())}句）"
    yield "　".join(f"{kind} {share:.1%}" for kind, share in shares(draft).items())
    yield f"检查发现{len(draft.findings)}处"
    yield from (f"  {finding.check}　{finding.address}　{finding.message}" for finding in draft.findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
