"""The sample library is what tools/make_corpus makes of its sources, and the hand-written outlines stand in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
GOLD = Path(__file__).parent / "gold"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


OUTLINES = rows("corpus_outlines.jsonl")
FILES = sorted(p.name for p in CORPUS.iterdir() if p.suffix != ".py" and p.is_file())
REBUILT = [name for name in FILES if Path(name).suffix in (".txt", ".docx", ".xlsx")]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def folded(text: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", text))


def run_maker(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "tools.make_corpus", *arguments], cwd=ROOT, check=True, timeout=120)


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("corpus_texts")
    run_maker(str(folder), "--text")
    return {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir()}


@pytest.fixture(scope="session")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus_files")
    run_maker(str(folder), "--no-office")
    return folder


def test_every_source_has_its_file(texts: dict[str, str]) -> None:
    assert sorted(texts) == FILES


def test_every_format_is_there() -> None:
    assert {Path(name).suffix for name in FILES} == {".txt", ".docx", ".xlsx", ".pdf", ".doc"}


def test_five_years_have_a_plan_a_summary_and_a_breakdown() -> None:
    years = {
        kinds: sorted(o["year"] for o in OUTLINES if o["kind"] in kinds and o["file"].startswith("云岭集团20"))
        for kinds in (("要点",), ("总结", "总结及计划"), ("任务分解",))
    }
    assert set(map(tuple, years.values())) == {(2021, 2022, 2023, 2024, 2025)}


def test_a_superior_speaks_in_three_years() -> None:
    assert sorted(o["year"] for o in OUTLINES if o["kind"] == "意见") == [2023, 2025, 2026]


@pytest.mark.parametrize("name", REBUILT)
def test_file_is_what_the_maker_makes(name: str, rebuilt: Path) -> None:
    assert (CORPUS / name).read_bytes() == (rebuilt / name).read_bytes()


@pytest.mark.parametrize(
    ("prefix", "encoding"),
    [
        ("云岭集团2021年党建工作总结", "gb18030"),
        ("云岭集团2024年党建工作总结", "gb18030"),
        ("云岭集团党员教育培训", "utf-8"),
        ("省能源行业", "utf-8-sig"),
    ],
)
def test_txt_encodings(prefix: str, encoding: str, texts: dict[str, str]) -> None:
    (name,) = [n for n in FILES if n.startswith(prefix) and n.endswith(".txt")]
    content = (CORPUS / name).read_bytes()
    assert content.decode(encoding) == texts[name]
    assert content.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("云岭集团2025年党建工作要点.pdf", "云岭能源集团有限公司党委文件"),
        ("云岭集团2025年党建工作总结及2026年工作打算.pdf", "云岭能源集团有限公司党委办公室"),
        ("省能源行业党委关于加强2026年企业党建工作的意见.pdf", "中共省能源行业委员会文件"),
    ],
)
def test_pdf_holds_the_source_between_header_and_page_number(name: str, header: str, texts: dict[str, str]) -> None:
    with pdfplumber.open(CORPUS / name) as pdf:
        pages = [page.extract_text().splitlines() for page in pdf.pages]
    assert len(pages) >= 3
    assert {page[0] for page in pages} == {header}
    assert [squeeze(page[-1]) for page in pages] == [f"—{n}—" for n in range(1, len(pages) + 1)]
    assert squeeze("".join(line for page in pages for line in page[1:-1])) == squeeze(texts[name])


def test_doc_holds_the_source(texts: dict[str, str]) -> None:
    name = next(n for n in FILES if n.endswith(".doc"))
    content = (CORPUS / name).read_bytes()
    assert content.startswith(b"\xd0\xcf\x11\xe0")
    assert all(line.encode("utf-16-le") in content for line in texts[name].splitlines())


@pytest.mark.parametrize(
    ("name", "elements"),
    [
        ("云岭集团2021年党建工作要点.docx", ("<w:numPr>",)),
        ("云岭集团星级党支部评定办法.docx", ("<w:numPr>",)),
        ("云岭集团2021年党建重点任务分解表.docx", ("<w:vMerge",)),
        ("云岭集团2023年党建重点任务分解表.docx", ("<w:vMerge", '<w:gridSpan w:val="6"/>', '<w:gridSpan w:val="2"/>')),
    ],
)
def test_docx_has_automatic_numbers_or_merged_cells(name: str, elements: tuple[str, ...]) -> None:
    body = zipfile.ZipFile(CORPUS / name).read("word/document.xml").decode()
    assert all(element in body for element in elements)


@pytest.mark.parametrize(
    ("name", "ranges", "row", "columns"),
    [
        (
            "云岭集团2022年党建重点任务分解表.xlsx",
            {"A1:F1", "A3:A4", "B3:B4"},
            2,
            ["序号", "重点任务", "具体措施", "牵头单位", "责任单位", "完成时限"],
        ),
        (
            "云岭集团2024年党建重点任务分解表.xlsx",
            {"A1:F1", "A3:A4", "D3:E3", "A5:A6", "B5:B6"},
            4,
            [None, None, None, "牵头单位", "责任单位", None],
        ),
    ],
)
def test_xlsx_has_its_header_and_merged_cells(name: str, ranges: set[str], row: int, columns: list[str | None]) -> None:
    sheet = openpyxl.load_workbook(CORPUS / name).worksheets[0]
    assert ranges <= {str(r) for r in sheet.merged_cells.ranges}
    assert [cell.value for cell in sheet[row]] == columns


def test_outlines_name_every_file_once() -> None:
    assert sorted(o["file"] for o in OUTLINES) == FILES


@pytest.mark.parametrize("outline", OUTLINES, ids=[o["file"] for o in OUTLINES])
def test_outline_addresses_are_unique_and_in_reading_order(outline: dict[str, Any], texts: dict[str, str]) -> None:
    addresses = [item["address"] for item in outline["items"]]
    assert len(set(addresses)) == len(addresses)
    text, offset = folded(texts[outline["file"]]), 0
    for item in outline["items"]:
        start, label = folded(item["start"]), item["address"].rpartition("/")[2]
        labelled = "" if "表" in item["address"] else re.escape(folded(label)) + "[、.]?"
        found = re.compile(labelled + re.escape(start)).search(text, offset)
        assert found, item
        assert 2 <= len(start) <= 24
        offset = found.end()
