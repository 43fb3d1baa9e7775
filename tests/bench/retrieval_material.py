"""The question sets of the comparison, each over a folder of plain texts, so that all systems read the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.processes import CHECKOUT, run

YEARS: Final = (2019, 2020, 2021, 2022)  # of the reports that report_questions.jsonl asks about


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A folder of .txt files in UTF-8, and a gold file of questions about them."""

    name: str
    folder: Path
    gold: Path


def own(work: Path) -> QuestionSet:
    """The sample library as plain text: reading Word, Excel and PDF is not what is compared."""
    folder = work / "corpus"
    run("tools.make_corpus", folder, "--text")
    for file in list(folder.iterdir()):
        file.rename(file.with_suffix(".txt"))
    return QuestionSet("corpus", folder, CHECKOUT / "tests/gold/corpus_questions.jsonl")


def of_others(shared: Path, work: Path) -> Iterator[QuestionSet]:
    """Real documents that lie outside the checkout: five plans, and four annual reports."""
    data = shared / "data"
    plans = _copies((data / "documents").glob("*.txt"), work / "documents")
    yield QuestionSet("documents", plans, data / "eval/questions.jsonl")
    reports = _copies((data / f"reports/政府工作报告_{year}.txt" for year in YEARS), work / "reports")
    yield QuestionSet("reports", reports, data / "eval/report_questions.jsonl")


def _copies(files: Iterable[Path], folder: Path) -> Path:
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder)
    return folder
