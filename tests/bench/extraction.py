"""Extraction over all statute articles: articles a second, and memory. `python -m tests.bench.extraction` in the checkout.

What is timed is `extraction_of` alone: requirements, citations and standings of outlines that are ready.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.extraction import extraction_of
from ingest.records import Item, Outline
from tests.bench.processes import CHECKOUT


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark and print one line of JSON."""
    parser = argparse.ArgumentParser(prog="tests.bench.extraction", description=__doc__)
    parser.add_argument("--shared", type=Path, default=CHECKOUT.parent / "shared", help="the folder that holds data/")
    options = parser.parse_args(arguments)
    outlines = _outlines(options.shared / "data/laws/articles.jsonl.gz")
    articles = sum(len(outline.items) for outline in outlines)
    before, found, start = _peak_mib(), 0, time.perf_counter()
    for outline in outlines:
        extraction = extraction_of(outline)
        found += len(extraction.requirements)
    seconds = time.perf_counter() - start
    figures = {
        "laws": len(outlines),
        "articles": articles,
        "requirements": found,
        "articles_per_second": round(articles / seconds),
        "seconds": round(seconds, 1),
        "peak_mib_before": before,
        "peak_mib": _peak_mib(),
    }
    print(json.dumps(figures))
    return 0


def _outlines(path: Path) -> list[Outline]:
    """One outline a law, each article an item."""
    laws: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            laws[article["law"]].append(article)
    return [_outline(law, articles) for law, articles in laws.items()]


def _outline(law: str, articles: Sequence[dict[str, Any]]) -> Outline:
    items, start = [], 0
    for article in articles:
        text = article["text"]
        address = article["article"]
        items.append(Item(address, 1, address, text[:20], text, start, start + len(text), "plan"))
        start += len(text) + 1
    return Outline(law, 2020, "条例", "", tuple(items))


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
