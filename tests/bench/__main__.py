"""Measure ingest, search and start-up on real files: `make bench`, or `python -m tests.bench` in the checkout."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench import comparing, material, measures
from tests.bench.measures import Figure
from tests.bench.processes import CHECKOUT, Failed


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks and print their table; 1 where a measured process failed."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--shared", type=Path, default=CHECKOUT.parent / "shared", help="the folder that holds data/")
    parser.add_argument("--quick", action="store_true", help="leave the laws out: a minute instead of ten")
    parser.add_argument("--sizes", action="store_true", help="sizes on disk, too")
    parser.add_argument("--json", action="store_true", help="figures as JSON lines")
    options = parser.parse_args(arguments)
    figures = []
    with tempfile.TemporaryDirectory(prefix="yaodian-bench-") as work:
        try:
            for figure in _figures(options, Path(work)):
                print(f"{figure.corpus}: {figure.measure} {_number(figure.value)}", file=sys.stderr)
                figures.append(figure)
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
    print("\n".join(json.dumps(asdict(f), ensure_ascii=False) for f in figures) if options.json else _table(figures))
    return 0


def _figures(options: argparse.Namespace, work: Path) -> Iterator[Figure]:
    documents, small = material.documents(options.shared), material.small_files(work / "small")
    measures.plain_ingest(documents, work / "documents")
    yield from measures.cold_ask(documents, work / "documents")
    yield from _all(material.reports(options.shared), work / "reports", options.sizes)
    yield from comparing.reports(options.shared)
    measures.plain_ingest(small, work / "small-home")
    yield from measures.repeated_ingest(small, work / "small-home")
    if not options.quick:
        yield from _all(material.laws(options.shared, work / "law-files"), work / "laws", options.sizes)


def _all(corpus: material.Corpus, work: Path, with_sizes: bool) -> Iterator[Figure]:
    home = work / "home"
    work.mkdir()
    yield from measures.race(corpus, home, work)
    yield from measures.search(corpus, home, work)
    yield from measures.cold_ask(corpus, home)
    if with_sizes:
        yield from measures.sizes(corpus, home)


def _table(figures: Sequence[Figure]) -> str:
    """A line for each measure, a column for each corpus."""
    corpora = list(dict.fromkeys(figure.corpus for figure in figures))
    rows: dict[str, dict[str, str]] = {}
    for figure in figures:
        rows.setdefault(figure.measure, {})[figure.corpus] = _number(figure.value)
        rows[figure.measure]["aim"] = figure.aim
    columns = [*corpora, "aim"]
    lines = [["", *columns], *([measure, *(row.get(c, "") for c in columns)] for measure, row in rows.items())]
    return "\n".join(f"{name:<32}" + "".join(f"{cell:>13}" for cell in cells) for name, *cells in lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
