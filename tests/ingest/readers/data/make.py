"""Makes the fixtures of this folder once: `.venv/bin/python tests/ingest/readers/data/make.py`.

Needs Debian's libreoffice-writer, python3-uno and fonts-noto-cjk. The tests themselves need none of them.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table

HERE: Final = Path(__file__).parent
FONT: Final = "Noto Serif CJK SC"
OPENING: Final = (
    "2024年，集团安全生产工作的总体要求是：坚持安全第一、预防为主、综合治理，压实各级责任，"
    "健全双重预防机制，坚决防范各类事故，保障职工生命安全和设备稳定运行。"
)
SECTIONS: Final = (
    (
        "压实安全生产责任",
        (
            "健全责任体系。各单位主要负责人是安全生产第一责任人，每月带队检查不少于1次，检查记录保存三年。",
            "严格考核奖惩。把安全生产纳入年度绩效考核，权重不低于百分之十，发生责任事故的单位取消评优资格，"
            "相关负责人在集团大会上作出说明。",
        ),
    ),
    (
        "排查治理事故隐患",
        (
            "开展专项整治。围绕锅炉、压力容器、有限空间作业等重点部位，每季度组织一次专项检查，建立隐患清单，"
            "明确整改责任、措施、资金、时限和预案，做到闭环管理。对重大隐患实行挂牌督办，整改完成后由安全管理部"
            "组织验收，验收结果向职工公示。",
            "推进科技兴安。年内完成输煤系统无人值守改造，建成覆盖全部生产区域的视频监控平台。",
        ),
    ),
)
TASKS: Final = (
    ("责任落实", "修订安全生产责任清单并逐级签订责任书", "安全管理部", "1月", "3月"),
    ("责任落实", "组织主要负责人带队检查", "各生产单位", "1月", "12月"),
    ("隐患治理", "开展锅炉和压力容器专项检查并建立台账，对发现的问题逐项明确整改时限", "设备部", "3月", "10月"),
    ("隐患治理", "完成有限空间作业专项整治", "各生产单位", "4月", "6月"),
)


def main() -> None:
    """Write every fixture."""
    plan = _plan()
    with TemporaryDirectory() as folder:
        source = Path(folder) / "plan.docx"
        plan.save(str(source))
        _convert(source, "pdf", "plan.pdf", folder)
        _convert(source, "doc", "plan.doc", folder)
        short = Document()
        short.add_paragraph("这份文件设有密码。")
        short.save(str(source))
        secret = (
            '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
        )
        _convert(source, f"pdf:writer_pdf_Export:{secret}", "locked.pdf", folder)
        for suffix, writer in (("docx", "MS Word 2007 XML"), ("doc", "MS Word 97")):
            target = HERE / f"locked.{suffix}"
            subprocess.run(["/usr/bin/python3", HERE / "encrypt.py", source, target, writer], check=True)


def _convert(source: Path, target: str, name: str, folder: str) -> None:
    profile = f"-env:UserInstallation={Path(folder).as_uri()}/profile"
    subprocess.run(["soffice", "--headless", profile, "--convert-to", target, "--outdir", folder, source], check=True)
    (HERE / name).write_bytes((Path(folder) / f"plan.{target.split(':')[0]}").read_bytes())


def _plan() -> WordDocument:
    document = Document()
    _page(document)
    _paragraph(document, "云岭能源集团有限公司文件", size=30, centred=True)
    _paragraph(document, "云岭集团〔2024〕3号", centred=True)
    _paragraph(document, "云岭能源集团有限公司", size=22, centred=True)
    _paragraph(document, "2024年安全生产工作要点", size=22, centred=True)
    _paragraph(document, OPENING)
    for number, (heading, items) in enumerate(SECTIONS):
        _paragraph(document, f"{'一二'[number]}、{heading}")
        for place, item in enumerate(items):
            _paragraph(document, f"（{'一二'[place]}）{item}")
            _paragraph(document, "各单位要结合实际制定细化措施，确保责任到人、措施到位，工作进展按月报送安全管理部。")
    _paragraph(document, "附件：2024年安全生产重点任务分解表")
    _table(document)
    _paragraph(document, "本要点由安全管理部负责解释。")
    return document


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(16), FONT
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section.header.paragraphs[0].text = "云岭能源集团安全生产工作要点"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "code"), ("", "end"), (" —", "")):
        run = footer.add_run("" if kind == "code" else text)
        if kind:
            run._r.append(_field_part(kind, text))


def _field_part(kind: str, text: str) -> OxmlElement:
    part = OxmlElement("w:instrText" if kind == "code" else "w:fldChar")
    if kind == "code":
        part.text = text
    else:
        part.set(qn("w:fldCharType"), kind)
    return part


def _paragraph(document: WordDocument, text: str, size: int = 16, *, centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).font.size = Pt(size)
    layout = paragraph.paragraph_format
    layout.space_after = Pt(0)
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    layout.first_line_indent = Pt(0 if centred else 32)


def _table(document: WordDocument) -> None:
    table = document.add_table(rows=2, cols=6)
    table.style = "Table Grid"
    for column, name in enumerate(("序号", "类别", "重点任务", "责任单位", "完成时限", "")):
        table.cell(0, column).text = name
    table.cell(1, 4).text, table.cell(1, 5).text = "开始", "结束"
    for column in range(4):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 4).merge(table.cell(0, 5))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    _rows(table)


def _rows(table: Table) -> None:
    for number, task in enumerate(TASKS, start=1):
        cells = table.add_row().cells
        for cell, text in zip(cells, (str(number), *task), strict=True):
            cell.text = text
    for first, last in ((2, 3), (4, 5)):
        table.cell(last, 1).text = ""
        table.cell(first, 1).merge(table.cell(last, 1))


if __name__ == "__main__":
    main()
