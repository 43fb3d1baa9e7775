"""What LibreOffice makes of the files: 22 lines of 28 characters, page numbers outside, a legible breakdown."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

from assistant.drafting.records import Draft, DraftItem, Section, Sentence
from assistant.export.word import write_draft, write_revisions
from assistant.export.word.layout import CELL_LOOK
from assistant.export.word.table import COLUMNS
from tests.assistant.export.word_samples import BASE, BASE_FILE, DRAFT, draft_from, read_outline, tasks

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is missing")

CORPUS = Path(__file__).parents[3] / "corpus"
MM = 72 / 25.4  # points
OFFICE_SECONDS = 120
UPRIGHT, TURNED = (595, 842), (842, 595)
WORDS = "坚持党的领导加强党的建设夯实基层基础提升工作质量"  # no punctuation, so that every line can be full


def rendered(path: Path) -> Path:
    command = ["soffice", f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=OFFICE_SECONDS)
    return path.with_suffix(".pdf")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Page]]:
    """A real plan with a long breakdown."""
    path = tmp_path_factory.mktemp("word") / "稿.docx"
    write_draft(path, draft_from(read_outline(CORPUS / BASE_FILE), tasks=tasks(17)))
    with pdfplumber.open(rendered(path)) as pdf:
        yield pdf.pages


def size(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def lines(page: Page) -> list[tuple[float, float, str]]:
    """Baseline, left edge and text of each line between the margins, top to bottom."""
    rows: dict[int, list] = defaultdict(list)
    bottom = page.height - (35 if size(page) == UPRIGHT else 26) * MM
    for char in page.chars:
        if char["bottom"] < bottom + 5 and char["text"].strip():
            rows[round((page.height - char["matrix"][5]) / 4)].append(char)
    ordered = [sorted(row, key=lambda c: c["x0"]) for _, row in sorted(rows.items())]
    return [(r[0]["matrix"][5], r[0]["x0"], "".join(c["text"] for c in r)) for r in ordered]


def pure_draft() -> Draft:
    items = tuple(DraftItem("", f"¶{n}", (Sentence(WORDS * 40, "用户给定", ()),)) for n in range(2))
    return replace(DRAFT, sections=(Section("", Sentence("", "沿用", ()), items),), tasks=(), signer="")


def test_22_lines_of_28_characters(tmp_path: Path) -> None:
    write_draft(tmp_path / "满.docx", pure_draft())
    with pdfplumber.open(rendered(tmp_path / "满.docx")) as pdf:
        first, second = lines(pdf.pages[0]), lines(pdf.pages[1])
    assert len(second) == 22
    assert sorted(len(text) for _, _, text in second)[2:] == [28] * 20, "all but a paragraph's last and first line"
    opening = next(text for _, _, text in first if text.startswith(WORDS))
    assert len(opening) == 26  # behind the indent of two characters
    assert len(first) == 21  # title, an empty line, 20 lines


def test_a_signature_is_not_alone_on_a_page(tmp_path: Path) -> None:
    items = tuple(DraftItem("", f"¶{n}", (Sentence(f"第{n}项工作。", "用户给定", ()),)) for n in range(1, 20))
    draft = replace(DRAFT, sections=(Section("", Sentence("", "沿用", ()), items),), tasks=())
    write_draft(tmp_path / "稿.docx", draft)
    with pdfplumber.open(rendered(tmp_path / "稿.docx")) as pdf:
        texts = [[text for _, _, text in lines(page)] for page in pdf.pages]
    assert texts[0][-1] == "第18项工作。"
    assert texts[1] == ["第19项工作。", draft.signer, "【待补：成文日期】"]


def test_pages_are_full_and_never_overfull(pages: list[Page]) -> None:
    upright = [page for page in pages if size(page) == UPRIGHT]
    counts = [len(lines(page)) for page in upright]
    assert len(upright) > 4
    assert set(counts[1:-1]) <= {21, 22}, "only a heading that stays with its text may leave a line empty"
    assert 22 in counts
    for page in upright:
        for _, left, text in lines(page):
            full_width = sum(0.5 if c.isascii() else 1 for c in text)
            assert full_width <= 29, "28 and a hanging stop"
            assert left >= 28 * MM - 1


def test_no_number_is_broken_over_two_lines(pages: list[Page]) -> None:
    texts = [text for page in pages if size(page) == UPRIGHT for _, _, text in lines(page)]
    assert any(char.isdecimal() for text in texts for char in text)
    broken = [(above, below) for above, below in pairwise(texts) if above[-1:].isdecimal() and below[:1].isdecimal()]
    assert broken == []


def test_lines_stand_28_95_points_apart(pages: list[Page]) -> None:
    baselines = [baseline for baseline, _, _ in lines(pages[1])]
    gaps = [above - below for above, below in pairwise(baselines)]
    assert min(gaps) == pytest.approx(28.95, abs=0.15)
    assert max(gaps) == pytest.approx(28.95, abs=0.15)


def test_full_lines_reach_from_margin_to_margin(pages: list[Page]) -> None:
    longest = max(lines(pages[1]), key=lambda line: len(line[2]))
    assert longest[1] == pytest.approx(28 * MM, abs=1)
    right = max(c["x1"] for c in pages[1].chars)
    assert right == pytest.approx(pages[1].width - 26 * MM, abs=2)


def test_page_numbers_run_on_at_the_outer_edge(pages: list[Page]) -> None:
    for n, page in enumerate(pages, 1):
        chars = [c for c in page.chars if c["size"] == pytest.approx(14, abs=0.1)]
        assert "".join(c["text"] for c in chars).replace(" ", "") == f"—{n}—"
        is_upright = size(page) == UPRIGHT
        left, right = (28, 26) if is_upright else (35, 37)
        if n % 2:
            assert chars[-1]["x1"] == pytest.approx(page.width - right * MM - 14, abs=4)
        else:
            assert chars[0]["x0"] == pytest.approx(left * MM + 14, abs=4)
        below = (chars[0]["top"] + chars[0]["bottom"]) / 2 - (page.height - (35 if is_upright else 26) * MM)
        assert below == pytest.approx(7 * MM, abs=6), "the dash stands 7 mm below the text"


def test_the_breakdown_lies_on_turned_pages_with_its_header_on_each(pages: list[Page]) -> None:
    turned = [page for page in pages if size(page) == TURNED]
    assert len(turned) > 1
    assert turned == pages[-len(turned) :]
    for page in turned:
        header = page.find_tables()[0].extract()[0]
        assert header == [column.header for column in COLUMNS]
    assert lines(turned[0])[0][2] == "附件"
    assert lines(turned[0])[1][2] == "云岭集团2025年党建重点任务分解表"


def test_pages_of_the_breakdown_are_full(pages: list[Page]) -> None:
    turned = [page for page in pages if size(page) == TURNED]
    room = (210 - 28 - 26) * MM
    for page in turned[:-1]:
        assert page.find_tables()[0].bbox[3] - 28 * MM >= 0.7 * room


def test_each_page_of_the_breakdown_numbers_its_tasks_once(tmp_path: Path) -> None:
    """Tasks of one to nine rows: whatever is cut at a page's end is told again on the next, and only there."""
    rows = [replace(row, number=n) for n, count in enumerate(range(1, 10)) for row in tasks(9)[:count]]
    write_draft(tmp_path / "长.docx", replace(DRAFT, tasks=tuple(rows)))
    with pdfplumber.open(rendered(tmp_path / "长.docx")) as pdf:
        numbers = [
            [row[0] for row in page.find_tables()[0].extract()[1:] if row[0] is not None]
            for page in pdf.pages
            if size(page) == TURNED
        ]
    assert len(numbers) > 2
    for page in numbers:
        assert all(page)
        assert len(set(page)) == len(page)


def test_no_column_is_crushed(pages: list[Page]) -> None:
    for page in (page for page in pages if size(page) == TURNED):
        table = page.find_tables()[0]
        widths = [cell[2] - cell[0] for cell in table.rows[0].cells if cell]
        assert min(widths) > 12 * MM
        assert sum(widths) == pytest.approx(225 * MM, abs=2)
        sizes = {round(c["size"], 1) for c in page.within_bbox(table.bbox, strict=False).chars}
        assert sizes == {CELL_LOOK.points}
        for row in table.extract()[1:]:
            assert max(cell.count("\n") + 1 for cell in row if cell) <= 8


def test_every_measure_is_printed_whole(pages: list[Page]) -> None:
    printed = "".join(text for page in pages if size(page) == TURNED for text in [page.extract_text()])
    assert printed.count("督办台账") == len(tasks(17))


def test_a_revision_marked_text_opens(tmp_path: Path) -> None:
    write_revisions(tmp_path / "对照.docx", DRAFT, BASE)
    with pdfplumber.open(rendered(tmp_path / "对照.docx")) as pdf:
        text = "".join(line for page in pdf.pages for _, _, line in lines(page))
    assert "每半年检查1次" in text
    assert "办好2025年读书班" in text
