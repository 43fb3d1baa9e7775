"""The whole way: a draft is written as a Word file, edited there, read and taken back."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.drafting.reading import reading_of_file
from assistant.drafting.records import Draft, StyleScore, blank
from assistant.drafting.reimport import reimport, summary
from assistant.export.word import write_draft, write_revisions
from ingest.embedding import BUILT_IN, load_embedding
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Text
from ingest.settings import Settings
from tests.assistant.drafting.drafted import brief, drafted
from tests.assistant.drafting.returned import draft_of, lines_of

PLAN = Path(__file__).parents[3] / "corpus" / "云岭集团2024年党建工作要点.docx"
DRAFT = replace(draft_of(PLAN), signer="中共云岭能源集团有限公司委员会")


def taken_back(path: Path, draft: Draft = DRAFT) -> Draft:
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        return reimport(draft, sandbox.read(path), path.name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The draft as a Word file with its provenance in the margin."""
    path = tmp_path / "修改稿.docx"
    write_draft(path, DRAFT, comments=True)
    return path


def test_the_file_as_it_was_written_is_the_draft(path: Path) -> None:
    assert taken_back(path) == DRAFT


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is missing")
def test_the_file_saved_by_another_program_is_the_draft(path: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", saved, path],
        check=True, timeout=120, capture_output=True,
    )  # fmt: skip
    assert taken_back(saved / path.name) == DRAFT


def test_all_revisions_against_last_year_accepted_give_the_draft(tmp_path: Path) -> None:
    other = PLAN.with_name("云岭集团2023年党建工作要点.docx")
    write_revisions(tmp_path / "修订稿.docx", DRAFT, outline_of(Text.of(lines_of(other)), other.name))
    assert taken_back(tmp_path / "修订稿.docx") == DRAFT


@cache
def whole_draft() -> Draft:
    """What the sample library gives for 2026."""
    settings = Settings.from_environment(os.environ)
    names = ("2025年党建工作要点.pdf", "2024年党建工作要点.docx", "2025年党建工作总结及2026年工作打算.pdf")
    plan, earlier, summed = (reading_of_file(PLAN.with_name(f"云岭集团{name}"), settings) for name in names)
    superior = reading_of_file(PLAN.with_name("省能源行业党委关于加强2026年企业党建工作的意见.pdf"), settings)
    return drafted(brief(plan, earlier, summary=summed, superior=superior), load_embedding(BUILT_IN))[1]


def test_a_draft_of_the_whole_sample_library_comes_back_as_it_went(tmp_path: Path) -> None:
    draft = whole_draft()
    path = tmp_path / "草稿.docx"
    write_draft(path, draft, comments=True)
    assert taken_back(path, draft) == replace(draft, style=StyleScore(0.0))


def test_a_table_that_was_left_as_it_was_does_not_bring_back_what_was_deleted(path: Path, tmp_path: Path) -> None:
    """Twice is as good as once, whatever was deleted: items, members of their lists."""
    draft = whole_draft()
    for n in range(3):
        write_draft(path, draft)
        document = docx.Document(str(path))
        gone = {item.text for number, item in enumerate(draft.items()) if number % 3 == n}
        for paragraph in [paragraph for paragraph in document.paragraphs if paragraph.text in gone]:
            paragraph._p.getparent().remove(paragraph._p)
        document.save(str(tmp_path / "删改稿.docx"))
        once = taken_back(tmp_path / "删改稿.docx", draft)
        assert len(once.tasks) < len(draft.tasks)
        assert taken_back(tmp_path / "删改稿.docx", once) == once


# --- what a director does in Word -------------------------------------------------------------------------------------

STUDY = next(s.text for s in DRAFT.sentences() if "不少于" in s.text)
CHANGED = STUDY.replace("不少于", "一般不少于", 1)
ADDED = "审计部年底前组织一次专项检查，检查结果向党委报告。"


def paragraph_with(document: DocumentType, words: str) -> Paragraph:
    return next(p for p in document.paragraphs if words in p.text)


def run_with(document: DocumentType, words: str) -> Run:
    return next(run for run in paragraph_with(document, words).runs if words in run.text)


def reword(document: DocumentType) -> None:
    run = run_with(document, STUDY)
    run.text = run.text.replace(STUDY, CHANGED)


def add(document: DocumentType) -> None:
    paragraph_with(document, STUDY).add_run(ADDED)


def delete(document: DocumentType) -> None:
    run = run_with(document, STUDY)
    run.text = run.text.replace(STUDY, "")


def marked(run: Run, tag: str) -> None:
    """Put a run into a revision mark."""
    mark = OxmlElement(tag, {qn("w:id"): "901", qn("w:author"): "张", qn("w:date"): "2026-01-05T09:00:00Z"})
    run._r.addprevious(mark)
    mark.append(run._r)
    if tag == "w:del":
        for text in run._r.findall(qn("w:t")):
            text.tag = qn("w:delText")


def delete_with_a_mark(document: DocumentType) -> None:
    marked(run_with(document, STUDY), "w:del")


def add_with_a_mark(document: DocumentType) -> None:
    marked(paragraph_with(document, STUDY).add_run(ADDED), "w:ins")


def reword_with_marks(document: DocumentType) -> None:
    old = run_with(document, STUDY)
    new = Run(copy.deepcopy(old._r), old._parent)
    old._r.addnext(new._r)
    new.text = old.text.replace(STUDY, CHANGED)
    marked(old, "w:del")
    marked(new, "w:ins")


def comment(document: DocumentType) -> None:
    document.add_comment(paragraph_with(document, STUDY).runs, text="此处请再斟酌。", author="张")


EDITS: dict[str, tuple[Callable[[DocumentType], None], str]] = {
    "a sentence reworded": (reword, "改写1句"),
    "a sentence added": (add, "新增1句"),
    "a sentence deleted": (delete, "删去1句"),
    "reworded under revision marks": (reword_with_marks, "改写1句"),
    "added under a revision mark": (add_with_a_mark, "新增1句"),
    "deleted under a revision mark": (delete_with_a_mark, "删去1句"),
    "only commented on": (comment, "没有改动"),
}


@pytest.mark.parametrize(("edit", "told"), EDITS.values(), ids=EDITS)
def test_edits_in_word(path: Path, edit: Callable[[DocumentType], None], told: str) -> None:
    document = docx.Document(str(path))
    edit(document)
    document.save(str(path))
    now = taken_back(path)
    assert summary(DRAFT, now).removesuffix("、任务分解改动1行") == told
    texts = {sentence.text: sentence for sentence in now.sentences()}
    assert (CHANGED in texts) == ("改写" in told)
    assert (ADDED in texts) == ("新增" in told)
    assert (STUDY in texts) == (told not in ("改写1句", "删去1句"))
    unchanged = [sentence for sentence in DRAFT.sentences() if sentence.text != STUDY]
    assert all(texts[sentence.text] == sentence for sentence in unchanged)


def test_units_and_dates_filled_into_the_table(path: Path) -> None:
    document = docx.Document(str(path))
    cells = document.tables[0].rows[1].cells
    assert [cell.text for cell in cells[3:6]] == [f"{blank('牵头单位')}*", "各党支部", blank("完成时限")]
    cells[3].text, cells[4].text, cells[5].text = "组织人事部", "各党支部、团委", "2024年9月底前"
    document.save(str(path))
    now = taken_back(path)
    first = replace(
        DRAFT.tasks[0],
        lead="组织人事部",
        responsible=("各党支部", "团委"),
        deadline="2024年9月底前",
        from_last_year=False,
    )
    assert now.tasks == (first, *DRAFT.tasks[1:])
    assert summary(DRAFT, now) == "任务分解改动1行"
