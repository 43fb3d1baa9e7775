"""What is read of a .docx, piece by piece: each case is a body and the lines that come of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from ingest.errors import Classified, UnreadableFile
from ingest.readers import word
from ingest.records import Line, TableRow

WordReader = Callable[..., list[Line]]
DocxMaker = Callable[..., Path]

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


def t(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, style: str = "", properties: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(part if part.startswith("<") else t(part) for part in content)
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{inner}</w:p>"


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: a shape, and the same text again for older programs."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


TEXTS = {
    "runs join": (p("加强", "政治", "建设"), ["加强政治建设"]),
    "white space around is stripped": (p("\u3000\u3000加强政治建设\u00a0 "), ["加强政治建设"]),
    "empty paragraphs go": (p() + p(" ") + p("甲"), ["甲"]),
    "a tab is a space": (p(t("第一条"), "<w:r><w:tab/></w:r>", t("总则")), ["第一条 总则"]),
    "a line break splits": (p("甲。", "<w:r><w:br/></w:r>", "乙。"), ["甲。", "乙。"]),
    "a page break splits": (p("甲。", '<w:r><w:br w:type="page"/></w:r>', "乙。"), ["甲。", "乙。"]),
    "a hyphen that does not break": (p("A", "<w:r><w:noBreakHyphen/></w:r>", "1号炉"), ["A-1号炉"]),
    "deleted text goes": (p("每月", "<w:del><w:r><w:delText>两次</w:delText></w:r></w:del>", "一次"), ["每月一次"]),
    "inserted text stays": (p("每月", f"<w:ins>{t('一次')}</w:ins>"), ["每月一次"]),
    "inserted and then deleted text goes": (
        p("每月一次", f"<w:ins><w:del><w:r><w:delText>以上</w:delText></w:r></w:del>{t('。')}</w:ins>"),
        ["每月一次。"],
    ),
    "moved text is read where it went": (
        p("甲", f"<w:moveFrom>{t('走')}</w:moveFrom>") + p("乙", f"<w:moveTo>{t('来')}</w:moveTo>"),
        ["甲", "乙来"],
    ),
    "a deleted paragraph mark joins": (
        p("健全制度，", properties="<w:rPr><w:del/></w:rPr>") + p("压实责任。"),
        ["健全制度，压实责任。"],
    ),
    "hidden text goes": (p("甲", t("乙", HIDDEN), "丙"), ["甲丙"]),
    "hidden switched off stays": (p(t("甲", '<w:rPr><w:vanish w:val="0"/></w:rPr>')), ["甲"]),
    "a field's result stays, its code goes": (p("第", BEGIN, code("PAGE"), SEPARATE, "3", END, "页"), ["第3页"]),
    "a field inside a field's code": (
        p(BEGIN, code("IF "), BEGIN, code("PAGE"), SEPARATE, "3", END, code('= 3 "a"'), SEPARATE, "是", END),
        ["是"],
    ),
    "a simple field": (p('<w:fldSimple w:instr="TITLE">', t("要点"), "</w:fldSimple>"), ["要点"]),
    "a table of contents goes": (
        p("目录") + p(BEGIN, code(' TOC \\o "1-2" '), SEPARATE, "一、甲 1") + p("二、乙 2") + p(END) + p("一、甲"),
        ["一、甲"],
    ),
    "a typed table of contents goes": (
        p("目\u3000录") + p("一、甲……………3") + p("二、乙........12") + p("一、甲"),
        ["一、甲"],
    ),
    "content controls are looked into": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>"
        + p("<w:sdt><w:sdtContent>", t("乙"), "</w:sdtContent></w:sdt>"),
        ["甲", "乙"],
    ),
    "links, smart tags and other wrappers": (
        p("<w:hyperlink>", t("制度"), "</w:hyperlink><w:smartTag>", t("汇编"), "</w:smartTag>"),
        ["制度汇编"],
    ),
    "annotations over characters go": (
        p(f"<w:r><w:ruby><w:rt>{t('yun')}</w:rt><w:rubyBase>{t('云')}</w:rubyBase></w:ruby></w:r>", "岭"),
        ["云岭"],
    ),
    "comments go": (
        p(
            '<w:commentRangeStart w:id="0"/>',
            "甲",
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        ),
        ["甲"],
    ),
    "a sentence broken over two paragraphs": (
        p("有利于企业发展，有利于员工利益，") + p("有利于社会和谐"),
        ["有利于企业发展，有利于员工利益，有利于社会和谐"],
    ),
    "a label keeps two paragraphs apart": (
        p("重点抓好以下工作，") + p("一是健全制度。"),
        ["重点抓好以下工作，", "一是健全制度。"],
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str, read_word: WordReader) -> None:
    body, texts = TEXTS[name]
    assert [line.text for line in read_word(body)] == texts


# --- text boxes, notes, headers ---------------------------------------------------------------------------------------


def test_a_text_box_is_read_once_behind_its_paragraph(read_word: WordReader) -> None:
    lines = read_word(p("正文。", box(p("框内第一行"), p("框内第二行"))) + p("后文。"))
    assert lines == [
        Line("正文。"),
        Line("框内第一行", "textbox"),
        Line("框内第二行", "textbox"),
        Line("后文。"),
    ]


def test_a_text_box_of_an_old_document(read_word: WordReader) -> None:
    inner = f"<v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"
    assert read_word(p("正文。", old)) == [Line("正文。"), Line("旧框", "textbox")]


def test_notes_stand_once_at_the_end_in_order_of_mention(read_word: WordReader) -> None:
    mark = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    body = p("甲", mark.format("endnote", 1)) + p("乙", mark.format("footnote", 2), mark.format("footnote", 1))
    footnotes = "".join(
        f'<w:footnote w:id="{i}">{p(text)}</w:footnote>' for i, text in ((0, "分隔符"), (1, "脚注一"), (2, "脚注二"))
    )
    lines = read_word(body, footnotes=footnotes, endnotes=f'<w:endnote w:id="1">{p("尾注")}</w:endnote>')
    assert [(line.text, line.style) for line in lines] == [
        ("甲", ""),
        ("乙", ""),
        ("尾注", "footnote"),
        ("脚注二", "footnote"),
        ("脚注一", "footnote"),
    ]


def test_headers_are_left_out_but_searched_for_a_secrecy_mark(read_word: WordReader) -> None:
    assert read_word(p("正文。"), header=p("云岭集团安全生产工作要点")) == [Line("正文。")]
    with pytest.raises(Classified):
        read_word(p("正文。"), header=p("机密", "<w:r><w:t>★1年</w:t></w:r>"))


@pytest.mark.parametrize(
    "watermark",
    ['<w:p><w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r></w:p>', box(p("秘密"))],
)
def test_a_watermark_counts_as_a_mark(watermark: str, read_word: WordReader) -> None:
    with pytest.raises(Classified):
        read_word(p("正文。"), header=watermark if watermark.startswith("<w:p>") else p(watermark))


# --- styles -----------------------------------------------------------------------------------------------------------

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="b2"><w:name w:val="标题 2"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文一级"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="derived"><w:name w:val="派生"/><w:basedOn w:val="own"/></w:style>
<w:style w:type="paragraph" w:styleId="body"><w:name w:val="正文"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="hide"><w:name w:val="批注"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="big"><w:name w:val="大标题"/><w:pPr><w:jc w:val="center"/></w:pPr>
<w:rPr><w:sz w:val="44"/></w:rPr></w:style>
"""
CENTRED = '<w:jc w:val="center"/>'
LARGE = '<w:rPr><w:sz w:val="44"/></w:rPr>'
RUNNING = (
    "各单位要结合实际制定细化措施，明确责任人和完成时限，确保各项任务落到实处、取得实效，并按月报送工作进展情况。" * 2
)


@pytest.mark.parametrize(
    ("style", "expected"),
    [("1", "heading 1"), ("b2", "heading 2"), ("own", "heading 1"), ("derived", "heading 1"), ("body", ""),
     ("t", "title"), ("a", ""), ("", ""), ("absent", "")],
)  # fmt: skip
def test_style_names(style: str, expected: str, read_word: WordReader) -> None:
    assert read_word(p("加强政治建设", style=style), styles=STYLES) == [Line("加强政治建设", expected)]


def test_an_outline_level_of_the_paragraph_itself(read_word: WordReader) -> None:
    assert read_word(p("加强政治建设", properties='<w:outlineLvl w:val="2"/>')) == [Line("加强政治建设", "heading 3")]


def test_contents_by_style_and_hidden_by_style(read_word: WordReader) -> None:
    hidden = t("看不见", '<w:rPr><w:rStyle w:val="hide"/></w:rPr>')
    assert read_word(p("一、甲 1", style="10") + p("甲", hidden), styles=STYLES) == [Line("甲")]


def test_a_centred_larger_paragraph_near_the_top_is_the_title(read_word: WordReader) -> None:
    body = (
        p(t("云岭能源集团有限公司文件", LARGE), properties=CENTRED)
        + p("云岭集团〔2024〕3号", properties=CENTRED)
        + p(t("云岭能源集团有限公司", LARGE), "<w:r><w:br/></w:r>", t("2024年工作要点", LARGE), properties=CENTRED)
        + p("（2024年1月5日印发）", properties=CENTRED)
        + p(RUNNING)
        + p(t("附表", LARGE), properties=CENTRED)
    )
    lines = read_word(body, styles=STYLES)
    assert [line.text for line in lines if line.style == "title"] == ["云岭能源集团有限公司", "2024年工作要点"]


def test_a_title_set_by_its_style(read_word: WordReader) -> None:
    lines = read_word(p("2024年工作要点", style="big") + p(RUNNING), styles=STYLES)
    assert [line.style for line in lines] == ["title", ""]


@pytest.mark.parametrize(
    "body",
    [
        p(t("2024年工作要点", LARGE)) + p(RUNNING),
        p("2024年工作要点", properties=CENTRED) + p(RUNNING),
        p(RUNNING) + p(t("2024年工作要点", LARGE), properties=CENTRED),
    ],
    ids=["not centred", "not larger", "not at the top"],
)
def test_what_is_no_title(body: str, read_word: WordReader) -> None:
    assert all(line.style == "" for line in read_word(body, styles=STYLES))


# --- tables -----------------------------------------------------------------------------------------------------------


def cell(*content: str, span: int = 1, merge: str = "") -> str:
    merged = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    paragraphs = "".join(part if part.startswith("<") else p(part) for part in content) or p()
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{paragraphs}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def rows_of(lines: list[Line]) -> list[TableRow]:
    return [line.row for line in lines if line.row]


HEADER = row("序号", "重点任务", "责任单位", "完成时限")


def test_a_table_stands_in_reading_order(read_word: WordReader) -> None:
    lines = read_word(p("前文。") + table(HEADER, row("1", "检修锅炉", "设备部", "3月")) + p("后文。"))
    assert [line.text for line in lines] == [
        "前文。",
        "序号\t重点任务\t责任单位\t完成时限",
        "1\t检修锅炉\t设备部\t3月",
        "后文。",
    ]
    assert rows_of(lines) == [
        TableRow(1, ("序号", "重点任务", "责任单位", "完成时限"), header=True),
        TableRow(1, ("1", "检修锅炉", "设备部", "3月")),
    ]


def test_merged_cells(read_word: WordReader) -> None:
    lines = read_word(
        table(
            HEADER,
            row("1", cell("检修", merge="restart"), "设备部", "3月"),
            row("2", cell(merge="continue"), cell("安全部、设备部", span=2)),
        )
    )
    assert [made.cells for made in rows_of(lines)[1:]] == [
        ("1", "检修", "设备部", "3月"),
        ("2", "检修", "安全部、设备部", ""),
    ]
    assert lines[2].text == "2\t检修\t安全部、设备部"


def test_a_header_of_two_rows(read_word: WordReader) -> None:
    lines = read_word(
        table(
            row(cell("序 号", merge="restart"), cell("重点任务", merge="restart"), cell("完成时限", span=2)),
            row(cell(merge="continue"), cell(merge="continue"), "开始", "结束"),
            row("1", "检修锅炉", "3月", "5月"),
        )
    )
    assert rows_of(lines) == [
        TableRow(1, ("序号", "重点任务", "完成时限/开始", "完成时限/结束"), header=True),
        TableRow(1, ("1", "检修锅炉", "3月", "5月")),
    ]


def test_flagged_header_rows_need_no_known_names(read_word: WordReader) -> None:
    flag = "<w:tblHeader/>"
    lines = read_word(
        table(row("会议", "频率", properties=flag), row("党委会", "每月"), row("会议", "频率"), row("周会", "每周"))
    )
    assert [(made.cells, made.header) for made in rows_of(lines)] == [
        (("会议", "频率"), True),
        (("党委会", "每月"), False),
        (("周会", "每周"), False),
    ]


def test_a_table_without_header(read_word: WordReader) -> None:
    lines = read_word(table(row("甲", "乙"), row("丙", "丁")))
    assert [made.header for made in rows_of(lines)] == [False, False]


def test_a_caption_row_inside_the_table(read_word: WordReader) -> None:
    lines = read_word(table(row(cell("2024年重点任务分解表", span=4)), HEADER, row("1", "检修", "设备部", "3月")))
    assert lines[0] == Line("2024年重点任务分解表")
    assert [made.header for made in rows_of(lines)] == [True, False]


def test_numbers_in_cells(read_word: WordReader) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    automatic = cell(p(properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    lines = read_word(
        table(HEADER, row(automatic, "甲", "设备部", "3月"), row(automatic, "乙", "设备部", "3月")), numbering=numbering
    )
    assert [made.cells[0] for made in rows_of(lines)[1:]] == ["1", "2"]


def test_deleted_rows_and_empty_rows_go(read_word: WordReader) -> None:
    deleted = '<w:del w:id="1" w:author="a"/>'
    lines = read_word(
        table(HEADER, row("1", "甲", "乙", "丙", properties=deleted), row("", "", "", ""), row("2", "丁", "", ""))
    )
    assert [made.cells for made in rows_of(lines)[1:]] == [("2", "丁", "", "")]


def test_nested_tables_and_paragraphs_of_a_cell_are_one_line(read_word: WordReader) -> None:
    nested = table(row("每月", "一次"), row("每季", "两次"))
    lines = read_word(table(HEADER, row("1", cell("检查：", nested, "并通报。"), "设备部", "3月")))
    assert rows_of(lines)[1].cells[1] == "检查： 每月 一次 每季 两次 并通报。"
    assert {made.table for made in rows_of(lines)} == {1}


def test_a_frame_of_one_column_is_text(read_word: WordReader) -> None:
    lines = read_word(table(row(cell("一、加强领导", table(HEADER, row("1", "甲", "乙", "丙")))), row("二、落实责任")))
    assert [line.text for line in lines if line.row is None] == ["一、加强领导", "二、落实责任"]
    assert len(rows_of(lines)) == 2


def test_columns_before_the_first_cell(read_word: WordReader) -> None:
    shifted = row("甲", "乙", "丙", properties='<w:gridBefore w:val="1"/>')
    assert rows_of(read_word(table(HEADER, shifted)))[1].cells == ("", "甲", "乙", "丙")


# --- packages ---------------------------------------------------------------------------------------------------------


def test_a_strict_document_reads_alike(make_docx: DocxMaker, tmp_path: Path) -> None:
    source, target = make_docx(p("加强政治建设")), tmp_path / "strict.docx"
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for member in old.namelist():
            text = old.read(member).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(
                member,
                text.replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            )
    assert word.read(target, "strict.docx") == [Line("加强政治建设")]


def test_a_dangling_relationship_is_passed_over(make_docx: DocxMaker, tmp_path: Path) -> None:
    source, target = make_docx(p("正文。"), header=p("页眉")), tmp_path / "dangling.docx"
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for member in old.namelist():
            if member != "word/header.xml":
                new.writestr(member, old.read(member))
    assert word.read(target, "dangling.docx") == [Line("正文。")]


@pytest.mark.parametrize("content", ["<w:document", "", "<a></b>"])
def test_damaged_xml_is_named(content: str, make_docx: DocxMaker, tmp_path: Path) -> None:
    target = tmp_path / "damaged.docx"
    with ZipFile(make_docx(p("甲"))) as old, ZipFile(target, "w") as new:
        for member in old.namelist():
            new.writestr(member, content if member == "word/document.xml" else old.read(member))
    with pytest.raises(UnreadableFile, match="Word"):
        word.read(target, "damaged.docx")


def test_a_package_without_a_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(UnreadableFile, match="没有 Word 正文"):
        word.read(path, "empty.docx")
