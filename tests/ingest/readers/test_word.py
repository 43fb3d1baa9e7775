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
    "a typed table of contents goes": (p("目\u3000录") + p("一、甲……………3") + p("二、乙........12") + p("一、甲"), ["一、甲"]),
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
        p('<w:commentRangeStart w:id="0"/>', "甲", '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'),
        ["甲"],
    ),
    "a sentence broken over two paragraphs": (p("有利于企业发展，有利于员工利益，") + p("有利于社会和谐"), None),
    "a label keeps two paragraphs apart": (p("重点抓好以下工作，") + p("一是健全制度。"), None),
}  # fmt: skip
TEXTS["a sentence broken over two paragraphs"] = (
    p("有利于企业发展，有利于员工利益，") + p("有利于社会和谐"),
    ["有利于企业发展，有利于员工利益，有利于社会和谐"],
)
TEXTS["a label keeps two paragraphs apart"] = (
    p("重点抓好以下工作，") + p("一是健全制度。"),
    ["重点抓好以下工作，", "一是健全制度。"],
)


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str, read_word: WordReader) -> None:
    body, texts = TEXTS[name]
    assert [line.text for line in read_word(body)] == texts
