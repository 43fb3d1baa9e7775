"""A draft written as Word: in the official layout by code, readable again, whatever its texts are."""

from __future__ import annotations

import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.records import Draft, DraftItem, Sentence, blank
from assistant.export.files import NOT_XML
from assistant.export.word import write_draft
from assistant.export.word.titles import title_lines, width
from ingest.errors import BadRequest
from ingest.outline import outline_of
from ingest.records import Text
from tests.assistant.export.word_layout import Package, W, problems, texts, value
from tests.assistant.export.word_samples import BASE_FILE, DRAFT, draft_from, read_outline, source, tasks

CORPUS = Path(__file__).parents[3] / "corpus"
PLANS = sorted(path for path in CORPUS.iterdir() if path.stem.endswith("要点"))
NASTY = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=30)


def written(folder: Path, draft: Draft = DRAFT, *, comments: bool = False) -> Path:
    path = folder / "稿.docx"
    write_draft(path, draft, comments=comments)
    return path


def with_first_item(draft: Draft, *sentences: Sentence, label: str = "（一）") -> Draft:
    section = replace(draft.sections[1], items=(DraftItem(label, "一/（一）", sentences),))
    return replace(draft, sections=(draft.sections[0], section, *draft.sections[2:]))


def runs_of(path: Path, start: str) -> list[tuple[str, str, bool]]:
    """Text, font and highlight of each run of the paragraph that begins so."""
    document = docx.Document(str(path))
    paragraph = next(p for p in document.paragraphs if p.text.startswith(start))
    return [
        (run.text, value(run._r.find(f"{W}rPr/{W}rFonts"), "eastAsia"), run.font.highlight_color is not None)
        for run in paragraph.runs
    ]


@pytest.mark.parametrize("comments", [False, True])
@pytest.mark.parametrize("tasks", [(), DRAFT.tasks], ids=["text", "with tasks"])
def test_in_the_official_layout(tmp_path: Path, comments: bool, tasks: tuple) -> None:
    assert problems(written(tmp_path, replace(DRAFT, tasks=tasks), comments=comments)) == []


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_real_texts_are_in_the_official_layout(plan: Path, tmp_path: Path) -> None:
    draft = draft_from(read_outline(plan), tasks=tasks(12))
    path = written(tmp_path, draft)
    assert problems(path) == []
    printed = texts(path)
    for line in draft.lines():
        assert line.text in printed


def test_the_check_finds_what_is_wrong(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、强化理论武装", "Heading 1")
    document.add_table(1, 2)
    document.save(str(tmp_path / "模板.docx"))
    found = "\n".join(problems(tmp_path / "模板.docx"))
    for problem in ("Calibri", "w is 215.9 mm", "no grid", "odd and even", "footers for set()", "East Asian", "snaps"):
        assert problem in found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b'<w:keepNext/><w:widowControl w:val="0"/>', b'<w:widowControl w:val="0"/><w:keepNext/>', "out of order"),
        (b'w:eastAsia="\xe9\xbb\x91\xe4\xbd\x93"', b'w:eastAsia="SimSun"', "fonts {"),
        (b'<w:commentRangeEnd w:id="3"/>', b"", "are anchored as"),
        (b"<w:tblHeader/>", b"", "header row"),
        (b'w:firstLineChars="200"', b'w:firstLineChars="0"', "without indent"),
    ],
)
def test_the_check_finds_each_fault(old: bytes, new: bytes, problem: str, tmp_path: Path) -> None:
    path, spoilt = written(tmp_path, comments=True), tmp_path / "坏.docx"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(spoilt, "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            assert name != "word/document.xml" or old in data
            bad.writestr(name, data.replace(old, new) if name == "word/document.xml" else data)
    assert any(problem in found for found in problems(spoilt))


def test_parts_stand_in_order(tmp_path: Path) -> None:
    document = docx.Document(str(written(tmp_path)))
    shown = [(p.style.style_id if p.style else "", p.text[:6]) for p in document.paragraphs]
    assert shown == [
        ("Title", "云岭集团20"),
        ("Salutation", "各所属单位党"),
        ("Normal", "2026年，"),
        ("Heading1", "一、强化理论"),
        ("Heading2", "（一）提高中"),
        ("Heading2", "（二）加强青"),
        ("Heading1", "二、建强基层"),
        ("Heading2", "（三）从严组"),
        ("AttachmentNote", "附件：云岭集"),
        ("Signature", "中共云岭能源"),
        ("Date", "【待补：成文"),
        ("AttachmentMark", "附件"),
        ("AttachmentTitle", "云岭集团20"),
        ("TableNote", "注：标*的责"),
    ]
    assert document.paragraphs[12].text == "云岭集团2026年党建重点任务分解表"


def test_what_a_draft_lacks_is_left_out(tmp_path: Path) -> None:
    bare = replace(DRAFT, addressees="", signer="", tasks=())
    styles = [p.style.style_id for p in docx.Document(str(written(tmp_path, bare))).paragraphs if p.style]
    assert styles[-1] == "Date"
    assert not {"Salutation", "Signature", "AttachmentNote", "AttachmentMark"} & set(styles)


@pytest.mark.parametrize("addressees", ["", "各所属单位党委"])
def test_a_blank_line_stands_below_the_title(addressees: str, tmp_path: Path) -> None:
    title, text, *_ = docx.Document(str(written(tmp_path, replace(DRAFT, addressees=addressees)))).paragraphs
    spacing = [p._p.find(f"{W}pPr/{W}spacing") for p in (title, text)]
    assert [value(each, edge) for each, edge in zip(spacing, ("after", "before"), strict=True)] == ["579", "0"]


def test_the_end_of_the_text_stays_with_the_signature(tmp_path: Path) -> None:
    end = docx.Document(str(written(tmp_path))).paragraphs[6:11]
    kept = [p._p.find(f"{W}pPr/{W}keepNext") is not None for p in end]
    widows = [value(p._p.find(f"{W}pPr/{W}widowControl")) for p in end]
    assert (kept, widows) == ([True, True, True, True, False], ["0", "1", "0", "0", "0"])


def test_label_and_lead_have_the_look_of_their_level(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert [(text, font) for text, font, _ in runs_of(path, "（一）")] == [
        ("（一）", "楷体_GB2312"),
        ("提高中心组学习质量。", "楷体_GB2312"),
        ("全年集体学习研讨不少于10次，其中专题研讨不少于4次。", "仿宋_GB2312"),
        ("每次研讨至少安排1名成员结合分管工作作重点发言。", "仿宋_GB2312"),
    ]
    assert {font for _, font, _ in runs_of(path, "一、")} == {"黑体"}


@pytest.mark.parametrize(
    ("label", "style", "font"),
    [
        ("（十二）", "Heading2", "楷体_GB2312"),
        ("12.", "Heading3", "仿宋_GB2312"),
        ("（3）", "Heading4", "仿宋_GB2312"),
        ("一是", "Normal", "仿宋_GB2312"),
    ],
)
def test_each_label_has_its_level(label: str, style: str, font: str, tmp_path: Path) -> None:
    sentences = (Sentence("抓好学习。", "用户给定", ()), Sentence("每月学习1次。", "用户给定", ()))
    path = written(tmp_path, with_first_item(DRAFT, *sentences, label=label))
    paragraph = next(p for p in docx.Document(str(path)).paragraphs if p.text.startswith(label))
    assert paragraph.style is not None
    assert paragraph.style.style_id == style
    assert runs_of(path, label)[0][:2] == (label, font)


@pytest.mark.parametrize(
    "sentences",
    [
        ("每月学习1次。",),
        (
            "党支部每月组织一次集体学习，每季度组织一次专题研讨，每半年组织一次学习交流，年底前进行总结。",
            "每月学习1次。",
        ),
    ],
    ids=["one sentence", "a long first sentence"],
)
def test_what_is_no_lead_has_the_look_of_the_text(sentences: tuple[str, ...], tmp_path: Path) -> None:
    made = [Sentence(text, "用户给定", ()) for text in sentences]
    fonts = [font for _, font, _ in runs_of(written(tmp_path, with_first_item(DRAFT, *made)), "（一）")]
    assert fonts == ["楷体_GB2312", *["仿宋_GB2312"] * len(sentences)]


def test_missing_facts_are_highlighted_everywhere(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert [(text, lit) for text, _, lit in runs_of(path, "（二）")][-3:] == [
        ("组建青年学习小组", False),
        ("【待补：小组数量】", True),
        ("，每月学习1次。", False),
    ]
    assert runs_of(path, "【待补") == [("【待补：成文日期】", "仿宋_GB2312", True)]
    for run in Package.of(path).body.iter(f"{W}r"):
        text = "".join(run.itertext())
        assert ("待补" in text) == (run.find(f"{W}rPr/{W}highlight") is not None), text


def test_it_is_read_again_as_the_same_outline(tmp_path: Path) -> None:
    draft = draft_from(
        read_outline(CORPUS / BASE_FILE), title="中共云岭能源集团有限公司委员会2025年党的建设工作要点", tasks=tasks(2)
    )
    found = read_outline(written(tmp_path, draft))
    wanted = outline_of(Text.of(replace(draft, signer="").lines()), "稿.docx")
    assert (found.title, found.year, found.kind, found.addressees) == (
        wanted.title,
        wanted.year,
        wanted.kind,
        wanted.addressees,
    )
    body = [(i.address, i.text) for i in wanted.items]
    assert [(i.address, i.text) for i in found.items][: len(body)] == body


# --- the breakdown ----------------------------------------------------------------------------------------------------


def test_rows_of_one_task_are_merged(tmp_path: Path) -> None:
    table = docx.Document(str(written(tmp_path))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "序号",
        "重点任务",
        "具体措施",
        "牵头单位",
        "责任单位",
        "完成时限",
        "依据",
    ]
    assert [row.cells[0].text for row in table.rows[1:]] == [str(task.number) for task in DRAFT.tasks]
    assert [row.cells[1].text for row in table.rows[1:]] == [task.task for task in DRAFT.tasks]
    assert [row.cells[2].text for row in table.rows[1:]] == [task.measure for task in DRAFT.tasks]
    merged = [[value(c.find(f"{W}tcPr/{W}vMerge")) for c in row._tr.tc_lst] for row in table.rows[1:]]
    assert [m[:2] for m in merged] == [
        ["restart", "restart"], ["continue", "continue"],
        ["restart", "restart"], ["continue", "continue"], ["continue", "continue"],
        ["", ""],
    ]  # fmt: skip
    assert not any(any(m[2:]) for m in merged)


def test_a_task_too_long_for_a_page_shows_its_name_again(tmp_path: Path) -> None:
    rows = tuple(replace(DRAFT.tasks[0], measure=f"{n}.按月更新督办台账并提交审议。" * 9) for n in range(9))
    table = docx.Document(str(written(tmp_path, replace(DRAFT, tasks=rows)))).tables[0]
    merged = [value(row._tr.tc_lst[1].find(f"{W}tcPr/{W}vMerge")) for row in table.rows[1:]]
    assert 1 < merged.count("restart") < 5
    assert {row.cells[1].text for row in table.rows[1:]} == {rows[0].task}
    assert not any(row._tr.findall(f".//{W}keepNext") for row in table.rows[1:])


def test_short_tasks_stay_together(tmp_path: Path) -> None:
    table = docx.Document(str(written(tmp_path))).tables[0]
    kept = [len(row._tr.findall(f".//{W}keepNext")) for row in table.rows[1:]]
    assert kept == [7, 0, 0, 0, 0, 0], "the second task takes more than three tenths of a page"


def test_sources_have_their_full_titles_once_and_last_years_units_are_marked(tmp_path: Path) -> None:
    one = DRAFT.tasks[1]
    twice = replace(one, basis=(*one.basis, source("prior", "二/（四）", "略"), one.basis[0]))
    table = docx.Document(str(written(tmp_path, replace(DRAFT, tasks=(*DRAFT.tasks, twice))))).tables[0]
    assert table.cell(2, 6).text == "《云岭集团2025年党建工作要点》二/（一）\n《省能源行业党委2026年工作意见》三/（二）"
    assert table.cell(len(table.rows) - 1, 6).text == (
        "《云岭集团2025年党建工作要点》二/（一）、二/（四）\n《省能源行业党委2026年工作意见》三/（二）"
    )
    shown = [row.cells[3].text.endswith("*") for row in table.rows[1:]]
    assert shown == [task.from_last_year for task in (*DRAFT.tasks, twice)]


def test_the_note_says_that_the_mark_may_be_for_the_date_alone(tmp_path: Path) -> None:
    """A task whose units are in the duty table may still have its date from last year."""
    note = docx.Document(str(written(tmp_path))).paragraphs[-1].text
    assert note == "注：标*的责任分工或者完成时限沿用上年任务分解，请予核定。"


@pytest.mark.parametrize(
    ("lead", "responsible", "shown"),
    [
        (blank("牵头单位"), (), "【待补：责任单位】"),
        (blank("牵头单位"), ("各党支部",), "各党支部"),
        ("宣传部", (), ""),
    ],
)
def test_who_answers_is_to_be_filled_in_where_nobody_leads(
    lead: str, responsible: tuple[str, ...], shown: str, tmp_path: Path
) -> None:
    rows = (replace(DRAFT.tasks[0], lead=lead, responsible=responsible, from_last_year=False),)
    table = docx.Document(str(written(tmp_path, replace(DRAFT, tasks=rows)))).tables[0]
    assert (table.cell(1, 3).text, table.cell(1, 4).text) == (lead, shown)


def test_long_rows_may_be_split_and_short_ones_may_not(tmp_path: Path) -> None:
    long = replace(DRAFT.tasks[0], number=9, measure="逐项落实工作措施，" * 60)
    table = docx.Document(str(written(tmp_path, replace(DRAFT, tasks=(*DRAFT.tasks, long))))).tables[0]
    whole = [row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows]
    assert whole == [True] * (len(whole) - 1) + [False]


# --- comments ---------------------------------------------------------------------------------------------------------


def test_every_sentence_has_a_comment_that_says_where_it_comes_from(tmp_path: Path) -> None:
    path = written(tmp_path, comments=True)
    comments = [comment.text.split("\n") for comment in docx.Document(str(path)).comments]
    sentences = list(DRAFT.sentences())
    assert len(comments) == len(sentences)
    for comment, sentence in zip(comments, sentences, strict=True):
        assert comment[0] == f"类别：{sentence.kind}"
        for each in sentence.sources:
            assert f"原文：{each.quote}" in comment
    assert comments[0][1:] == [
        f"出处：《云岭集团2025年党建工作要点》导语（{BASE_FILE}）",
        f"原文：{DRAFT.sections[0].items[0].sentences[0].sources[0].quote}",
        "修改：“2025年”改为“2026年”（年度更新）",
    ]
    assert texts(path) == texts(written(tmp_path))


def test_without_comments_there_is_no_part_for_them(tmp_path: Path) -> None:
    assert "word/comments.xml" not in Package.of(written(tmp_path)).parts


# --- the file ---------------------------------------------------------------------------------------------------------


def test_properties(tmp_path: Path) -> None:
    properties = docx.Document(str(written(tmp_path))).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("要点", "要点", DRAFT.title)
    assert properties.language == "zh-CN"
    assert properties.comments == ""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NASTY, NASTY, NASTY)
def test_texts_are_literal_whatever_they_hold(tmp_path: Path, title: str, text: str, name: str) -> None:
    draft = with_first_item(replace(DRAFT, title=title, signer=name, tasks=()), Sentence(text, "用户给定", ()))
    path = written(tmp_path, draft, comments=True)
    printed = "".join(texts(path))
    for wanted in (title, text, name):
        assert NOT_XML.sub("", wanted).replace("\n", "").replace("\t", "") in printed


@pytest.mark.parametrize("name", ["稿.doc", "稿.pdf", "稿", "稿.docx.txt"])
def test_another_suffix_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"\.docx 结尾.*请换一个文件名"):
        write_draft(tmp_path / name, DRAFT)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"无法写入.*没有/稿\.docx"):
        write_draft(tmp_path / "没有" / "稿.docx", DRAFT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(BadRequest, match="无法写入"):
        write_draft(tmp_path / "稿.docx", DRAFT)


def test_a_file_is_replaced_whole_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(b"old")
    write_draft(path, DRAFT)
    assert zipfile.is_zipfile(path)
    assert [p.name for p in tmp_path.iterdir()] == ["稿.docx"]


# --- titles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("云岭集团2026年党建工作要点", ["云岭集团2026年党建工作要点"]),
        (
            "中共云岭能源集团有限公司委员会2026年党的建设工作要点",
            ["中共云岭能源集团有限公司委员会", "2026年党的建设工作要点"],
        ),
        ("云岭能源集团有限公司党委关于做好2026年企业党建工作的意见", ["云岭能源集团有限公司党委关于", "做好2026年企业党建工作的意见"]),
        ("无处可断的" * 6, ["无处可断的" * 6]),
    ],
)  # fmt: skip
def test_long_titles_are_broken_between_words(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


@given(st.text("中共云岭集团公司党委会关于做好2026年工作要点", max_size=60))
def test_lines_of_a_title_are_the_title(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert len(lines) == 1 or max(map(width, lines)) <= 20.2
