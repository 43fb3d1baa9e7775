"""The page under load: `python -m tests.bench.web` in the checkout, about two minutes. No language model.

Thirty people with accounts ask at once and without a pause, each in a tab of their own, over a library of corpus/ and the real documents
and reports of ../shared; then again while a file job of 200 uploads runs. First text is the first sentence of an answer
that is on the screen, counted from the question. Then how long a warm start takes, and how soon a browser can work.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

import httpx
import numpy as np
from playwright.sync_api import sync_playwright

from assistant.workspace.sessions import Sessions
from ingest.home import open_home
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import EVERYONE
from ingest.settings import Settings
from tests.bench.material import small_files
from tests.bench.processes import CHECKOUT
from tests.web.conftest import FLAGS, chromium, serving
from tests.web.tab import Broken, Tab

PEOPLE: Final = 30
QUESTIONS: Final = 4  # of each, one after another
UPLOADS: Final = 200
SHARED: Final = CHECKOUT.parent / "shared"
GOLD: Final = CHECKOUT / "tests/gold/corpus_questions.jsonl"
PERCENTILES: Final = (50, 95)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: seconds until its first sentence and its whole answer, and what went wrong."""

    first: float
    whole: float
    fault: str  # "" where all went well


def main() -> int:
    """Run the benchmark and print its figures; 1 where an answer failed or came to another's tab."""
    with tempfile.TemporaryDirectory(prefix="yaodian-web-") as folder:
        home, tokens = _furnished(Path(folder))
        with serving(home) as url:
            quiet = _everybody(url, tokens)
            _print(f"{PEOPLE} people at once", quiet)
            job = _upload(url, tokens[0], Path(folder) / "small")
            busy: list[Asked] = []
            while (state := _state(url, tokens[0], job))["state"] in ("waiting", "running"):
                busy += _everybody(url, tokens)
            _print(f"the same while {UPLOADS} files are read", busy)
            print(f"file job: {state['state']}, {state['result']}")
        _without_accounts(Path(folder) / "plain")
    faults = [asked.fault for asked in (*quiet, *busy) if asked.fault]
    print("\n".join(sorted(set(faults))))
    return 1 if faults or state["state"] != "done" else 0


def _furnished(folder: Path) -> tuple[Path, list[str]]:
    """A home with documents and accounts, and a session for each person."""
    home = folder / "home"
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        ingest(opened, [CHECKOUT / "corpus", SHARED / "data/documents", SHARED / "data/reports"], unwatched, EVERYONE)
        names = [f"user{number}" for number in range(PEOPLE)]
        for name in names:
            opened.library.accounts.add(name, "admin", "no password's hash")
        return home, [Sessions(opened.library).open(name) for name in names]


def _everybody(url: str, tokens: Sequence[str]) -> list[Asked]:
    questions = [json.loads(line)["question"] for line in GOLD.read_text(encoding="utf-8").splitlines()]

    def person(number: int) -> list[Asked]:
        own = [questions[(number * QUESTIONS + n) % len(questions)] for n in range(QUESTIONS)]
        with Tab(url, tokens[number]) as tab:
            return list(_asked(tab, own))

    with ThreadPoolExecutor(len(tokens)) as together:
        return [asked for each in together.map(person, range(len(tokens))) for asked in each]


def _asked(tab: Tab, questions: Sequence[str]) -> Iterator[Asked]:
    for count, question in enumerate(questions, 1):
        began, first, shown, fault = time.perf_counter(), None, "", ""
        try:
            for shown in tab.ask(question):
                last = shown.rpartition('<div class="turn">')[2]
                if first is None and "searching" not in last:
                    first = time.perf_counter() - began
        except (Broken, httpx.HTTPError) as error:
            fault = f"failed: {error!r}"[:200]
        whole = time.perf_counter() - began
        if not fault and not (shown.count('class="turn"') == count and escape(question) in last):
            fault = "an answer in the wrong tab"
        if not fault and "程序出错" in last:
            fault = "an answer that is an error"
        yield Asked(whole if first is None else first, whole, fault)


def _upload(url: str, token: str, folder: Path) -> int:
    small_files(folder)
    files = [("files", (path.name, path.read_bytes())) for path in sorted(folder.iterdir())[:UPLOADS]]
    with Tab(url, token) as tab:
        answer = tab.http.post("upload", files=files).raise_for_status()
        return int(answer.json()["id"])


def _state(url: str, token: str, job: int) -> dict[str, Any]:
    with Tab(url, token) as tab:
        found: dict[str, Any] = json.loads(tab.page(f"jobs/{job}"))
        return found


def _without_accounts(home: Path) -> None:
    """Warm start to an answer, and a browser's time to a box that takes a question."""
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        ingest(opened, [CHECKOUT / "corpus"], unwatched, EVERYONE)
    began = time.perf_counter()
    with serving(home) as url, Tab(url) as tab:
        tab.page("")
        up = time.perf_counter() - began
        *_, _ = tab.ask("2025年党委多久专题研究一次意识形态工作？")
        print(
            f"warm start: page up after {up:.1f} s, first question answered after {time.perf_counter() - began:.1f} s"
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            page = browser.new_page()
            for visit in ("first", "next"):
                began = time.perf_counter()
                page.goto(url)
                page.fill("#question textarea", "支部")
                print(f"browser, {visit} visit: question box takes words after {time.perf_counter() - began:.1f} s")
            browser.close()


def _print(title: str, asked: Sequence[Asked]) -> None:
    faults = sum(bool(each.fault) for each in asked)
    print(f"{title}: {len(asked)} answers, {faults} failed or wrong")
    for name in ("first", "whole"):
        values = [getattr(each, name) for each in asked]
        shown = ", ".join(f"p{p} {np.percentile(values, p):.2f} s" for p in PERCENTILES) if values else "none"
        print(f"  {name} text: {shown}")


if __name__ == "__main__":
    sys.exit(main())
