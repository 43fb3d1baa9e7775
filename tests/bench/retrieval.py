"""Compare retrieval with LangChain's and Haystack's on the same questions, one after another on this machine.

    make bench-retrieval                        or, in an environment with the extra `bench`:
    python -m tests.bench.retrieval             all question sets and settings, some minutes
    python -m tests.bench.retrieval --quick     the sample library and chunks of 500 characters only

context_any and context_all are the shares of answerable questions one or all of whose gold quotes stand in the first
1,000 characters of what is retrieved (../shared/tools/score.py). Every system and setting runs in a fresh process. A
system is shown with its best setting for the question set, by context_any, then context_all. The systems are described
in tests/bench/retrieval_systems.py.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.bench import retrieval_material
from tests.bench.processes import CHECKOUT, Failed, run
from tests.bench.retrieval_material import QuestionSet
from tests.bench.retrieval_score import Quality, quality, read_questions
from tests.bench.retrieval_systems import SYSTEMS, Setting, settings

CHUNKS: Final = (200, 500, 1000)  # characters
QUICK_CHUNKS: Final = (500,)
OURS: Final = "yaodian"


@dataclass(frozen=True, slots=True)
class Result:
    """One system with one setting on one question set."""

    questions: str  # the set's name
    asked: int
    system: str
    setting: Setting
    quality: Quality
    p50: float  # milliseconds a question
    p95: float
    index: float  # seconds from files to searchable
    peak: float  # MiB resident, of the whole process


def main(arguments: Sequence[str]) -> int:
    """Run the comparison and print its table; 1 where a measured process failed."""
    parser = argparse.ArgumentParser("tests.bench.retrieval", description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=CHECKOUT.parent / "shared", help="the folder that holds data/")
    parser.add_argument("--quick", action="store_true", help="the sample library and one chunk size only")
    parser.add_argument("--json", action="store_true", help="every setting's figures as JSON lines")
    options = parser.parse_args(arguments)
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # for the child that imports it
    with tempfile.TemporaryDirectory(prefix="yaodian-bench-") as work:
        try:
            results = list(_results(options, Path(work)))
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
    print("\n".join(json.dumps(asdict(r), ensure_ascii=False) for r in results) if options.json else report(results))
    return 0


def report(results: Sequence[Result]) -> str:
    """The best of each system on each set as a table, and where this project is not ahead of a peer."""
    columns = ("questions", "system", "any", "all", "p50 ms", "p95 ms", "index s", "peak MiB", "best setting")
    return "\n".join([_line(columns), *(_line(_cells(result)) for result in _best(results)), "", *_rivals(results)])


def _results(options: argparse.Namespace, work: Path) -> Iterator[Result]:
    for questions in _question_sets(options, work):
        for system in SYSTEMS:
            for setting in settings(system, QUICK_CHUNKS if options.quick else CHUNKS):
                with tempfile.TemporaryDirectory(dir=work) as own:
                    result = _measured(questions, system, setting, Path(own))
                print(_line(_cells(result)), file=sys.stderr)
                yield result


def _question_sets(options: argparse.Namespace, work: Path) -> Iterator[QuestionSet]:
    if not options.quick:
        if options.shared.is_dir():
            yield from retrieval_material.of_others(options.shared, work)
        else:
            print(f"left out, since there is no {options.shared}: documents, reports", file=sys.stderr)
    yield retrieval_material.own(work)


def _measured(questions: QuestionSet, system: str, setting: Setting, work: Path) -> Result:
    worker = ("tests.bench.retrieval_worker", system, json.dumps(setting), work, questions.folder, questions.gold)
    output = run(*worker).output
    if not output:
        raise Failed(f"{system} {setting}: no result, see above")
    measured = json.loads(output)
    asked = read_questions(questions.gold)
    return Result(
        questions.name,
        len(asked),
        system,
        setting,
        quality(asked, measured["retrieved"]),
        statistics.median(measured["milliseconds"]),
        statistics.quantiles(measured["milliseconds"], n=100, method="inclusive")[94],
        measured["index"],
        measured["peak"],
    )


def _best(results: Sequence[Result]) -> list[Result]:
    """By quality; of equals the one that was tried first, with the smaller chunks."""
    best: dict[tuple[str, str], Result] = {}
    for result in results:
        key = (result.questions, result.system)
        if key not in best or result.quality > best[key].quality:
            best[key] = result
    return list(best.values())


def _rivals(results: Sequence[Result]) -> Iterator[str]:
    """Every setting of a peer that is not behind this project, whether it is the peer's best or not."""
    ours = {result.questions: asdict(result.quality) for result in results if result.system == OURS}
    rivals = [
        f"{peer.system} ({_told(peer.setting)}) is {'ahead' if theirs > own else 'level'} "
        f"on {peer.questions}: {figure} {theirs:.3f}, {OURS} {own:.3f}"
        for peer in results
        for figure, theirs in asdict(peer.quality).items()
        if peer.system != OURS and theirs >= (own := ours[peer.questions][figure])
    ]
    yield from rivals or [f"{OURS} is ahead of every setting of every peer on every quality figure."]


def _cells(result: Result) -> tuple[str, ...]:
    return (
        f"{result.questions} ({result.asked})",
        result.system,
        f"{result.quality.context_any:.3f}",
        f"{result.quality.context_all:.3f}",
        f"{result.p50:.1f}",
        f"{result.p95:.1f}",
        f"{result.index:.2f}",
        f"{result.peak:.0f}",
        _told(result.setting),
    )


def _told(setting: Setting) -> str:
    return " ".join(f"{name}={value}" for name, value in setting.items())


def _line(cells: Sequence[str]) -> str:
    questions, system, *figures, setting = cells
    return f"{questions:<16}{system:<20}" + "".join(f"{figure:>9}" for figure in figures) + f"  {setting}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
