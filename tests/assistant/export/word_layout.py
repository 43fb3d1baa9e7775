"""Checks a .docx against the official layout and against the order that ECMA-376 asks of elements."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICIAL = {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"}
FOREIGN = re.compile(rb"Calibri|Cambria|Times|Arial|Helvetica|minorHAnsi|majorHAnsi|minorEastAsia|majorEastAsia")
MM = 1440 / 25.4  # twips

# Children in the order of the schema (transitional), as far as this project writes them.
ORDERS = {
    name: order.split()
    for name, order in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs kinsoku wordWrap overflowPunct "
        "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing jc "
        "textDirection textAlignment outlineLvl rPr sectPr pPrChange",
        "rPr": "ins del rStyle rFonts b bCs i iCs caps strike outline shadow emboss noProof snapToGrid vanish color "
        "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout",
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi docGrid",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout "
        "tblCellMar tblLook",
        "tblBorders": "top left bottom right insideH insideV",
        "tblCellMar": "top left bottom right",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
        "tr": "tblPrEx trPr tc",
        "tbl": "tblPr tblGrid tr",
        "tc": "tcPr p",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
        "rsid pPr rPr tblPr trPr tcPr",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "settings": "writeProtection view zoom removePersonalInformation embedTrueTypeFonts mirrorMargins trackRevisions "
        "defaultTabStop autoHyphenation evenAndOddHeaders drawingGridHorizontalSpacing characterSpacingControl "
        "noLineBreaksAfter noLineBreaksBefore footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping "
        "decimalSymbol listSeparator",
        "font": "altName panose1 charset family notTrueType pitch sig",
        "body": "p tbl sectPr",
    }.items()
}
REPEATED = {"body": {"p", "tbl"}}  # stand in any order among themselves


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a .docx by name."""

    parts: dict[str, etree._Element]
    raw: dict[str, bytes]

    @classmethod
    def of(cls, path: Path) -> Package:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            raw = {name: archive.read(name) for name in archive.namelist()}
        parts = {name: etree.fromstring(data) for name, data in raw.items() if name.endswith(".xml")}
        return cls(parts, raw)

    @property
    def body(self) -> etree._Element:
        body = self.parts["word/document.xml"].find(f"{W}body")
        assert body is not None
        return body

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """The parts that hold paragraphs."""
        return ((n, p) for n, p in self.parts.items() if re.match(r"word/(document|footer\d*|comments)\.xml", n))


def value(element: etree._Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{W}{name}", "")


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def problems(path: Path) -> list[str]:
    """Everything in which a file is not in the official layout or not well-formed; empty for a good one."""
    package = Package.of(path)
    checks = (_order, _fonts, _page, _numbers, _styles, _paragraphs, _tables, _comments, _revisions, _relations)
    return [problem for check in checks for problem in check(package)]


def _order(package: Package) -> Iterator[str]:
    for name, root in package.parts.items():
        for element in root.iter(*(f"{W}{tag}" for tag in ORDERS)):
            order, free = ORDERS[local(element)], REPEATED.get(local(element), set())
            names = [local(child) for child in element]
            yield from (f"{name}: {local(element)} holds {tag}" for tag in names if tag not in order)
            ranks = [order.index(tag if tag not in free else min(free)) for tag in names if tag in order]
            if ranks != sorted(ranks):
                yield f"{name}: children of {local(element)} are out of order: {names}"


def _fonts(package: Package) -> Iterator[str]:
    for name, data in package.raw.items():
        yield from (f"{name} names {found.decode()}" for found in FOREIGN.findall(data))
    for name, root in package.parts.items():
        for fonts in root.iter(f"{W}rFonts"):
            named = {script: value(fonts, script) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
            if len(set(named.values())) != 1 or not set(named.values()) <= OFFICIAL:
                yield f"{name}: fonts {named}"
            yield from (f"{name}: {key}" for key, _ in fonts.items() if "Theme" in str(key))
    for name, root in package.stories():
        for run in root.iter(f"{W}r"):
            if not value(run.find(f"{W}rPr/{W}rFonts"), "eastAsia"):
                yield f"{name}: a run without an East Asian font"


def _page(package: Package) -> Iterator[str]:
    upright = ({"w": 210, "h": 297}, {"top": 37, "right": 26, "bottom": 35, "left": 28})
    turned = ({"w": 297, "h": 210}, {"top": 28, "right": 37, "bottom": 26, "left": 35})
    for section in package.body.iter(f"{W}sectPr"):
        size, margins, grid = (section.find(f"{W}{tag}") for tag in ("pgSz", "pgMar", "docGrid"))
        is_turned = value(size, "orient") == "landscape"
        for element, wanted in zip((size, margins), turned if is_turned else upright, strict=True):
            for edge, millimetres in wanted.items():
                if abs(int(value(element, edge)) / MM - millimetres) > 0.05:
                    yield f"{edge} is {int(value(element, edge)) / MM:.1f} mm, not {millimetres}"
        if (value(grid, "type"), value(grid, "linePitch")) != ("linesAndChars", "579"):
            yield "no grid of lines and characters"
        if int(value(grid, "linePitch") or 0) * 22 > (297 - 37 - 35) * MM:
            yield "22 lines do not fit the page"
        if (16 + int(value(grid, "charSpace") or 0) / 4096) * 20 * 28 > (210 - 28 - 26) * MM:
            yield "28 characters do not fit the line"


def _numbers(package: Package) -> Iterator[str]:
    if package.parts["word/settings.xml"].find(f"{W}evenAndOddHeaders") is None:
        yield "odd and even pages are alike"
    first = next(package.body.iter(f"{W}sectPr"))
    kinds = {value(reference, "type") for reference in first.iter(f"{W}footerReference")}
    if kinds != {"default", "even"}:
        yield f"footers for {kinds}"
    for name, footer in package.stories():
        if "footer" in name:
            text = "".join(t.text or "" for t in footer.iter(f"{W}t", f"{W}instrText"))
            if re.sub(r"\s+", " ", text) != "— PAGE 1 —":
                yield f"{name} says {text!r}"
            if {value(size) for size in footer.iter(f"{W}sz")} != {"28"}:
                yield f"{name} is not of 14 pt"


def _styles(package: Package) -> Iterator[str]:
    styles = {value(s, "styleId"): s for s in package.parts["word/styles.xml"].iter(f"{W}style")}
    wanted = {
        "Normal": ("仿宋_GB2312", "32", ""),
        "Title": ("方正小标宋简体", "44", ""),
        "Heading1": ("黑体", "32", "0"),
        "Heading2": ("楷体_GB2312", "32", "1"),
        "Heading3": ("仿宋_GB2312", "32", "2"),
        "Heading4": ("仿宋_GB2312", "32", "3"),
    }
    for name, (font, size, level) in wanted.items():
        style = styles[name]
        found = (
            value(style.find(f"{W}rPr/{W}rFonts"), "eastAsia"),
            value(style.find(f"{W}rPr/{W}sz")),
            value(style.find(f"{W}pPr/{W}outlineLvl")),
        )
        if found != (font, size, level):
            yield f"style {name} is {found}"
    for name, root in package.stories():
        used = {value(e) for e in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
        yield from (f"{name} uses the unknown style {style}" for style in used - styles.keys())


def _paragraphs(package: Package) -> Iterator[str]:
    for paragraph in package.body.iter(f"{W}p"):
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        spacing, indent = (paragraph.find(f"{W}pPr/{W}{tag}") for tag in ("spacing", "ind"))
        if value(paragraph.find(f"{W}pPr/{W}snapToGrid")) != "0":
            yield f"a {style} snaps to the grid"
        if value(spacing, "lineRule") != "exact":
            yield f"a {style} without an exact line pitch"
        if style in ("Normal", "Heading1", "Heading2", "Heading3", "Heading4"):
            if value(spacing, "line") != "579":
                yield f"a {style} with lines of {value(spacing, 'line')}"
            if value(indent, "firstLineChars") != "200":
                yield f"a {style} without indent"
        if paragraph.find(f"{W}pPr/{W}numPr") is not None:
            yield "an automatic number"


def _tables(package: Package) -> Iterator[str]:
    for table in package.body.iter(f"{W}tbl"):
        grid = [int(value(column, "w")) for column in table.iter(f"{W}gridCol")]
        if abs(sum(grid) / MM - 225) > 0.1:
            yield f"a table of {sum(grid) / MM:.1f} mm"
        rows = list(table.iter(f"{W}tr"))
        if [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] != [True, *[False] * (len(rows) - 1)]:
            yield "the header row is not what is repeated"
        if any([int(value(w, "w")) for w in row.iter(f"{W}tcW")] != grid for row in rows):
            yield "cells are not as wide as their columns"
        if table.getnext() is None or local(table.getnext()) != "p":
            yield "no paragraph behind a table"


def _comments(package: Package) -> Iterator[str]:
    tags = ("commentRangeStart", "commentRangeEnd", "commentReference")
    anchored = [[value(e, "id") for e in package.body.iter(f"{W}{tag}")] for tag in tags]
    part = package.parts.get("word/comments.xml")
    ids = [] if part is None else [value(c, "id") for c in part.iter(f"{W}comment")]
    if any(found != ids for found in anchored) or len(set(ids)) != len(ids):
        yield f"comments {ids} are anchored as {anchored}"
    for comment in [] if part is None else part.iter(f"{W}comment"):
        if not (value(comment, "author") and value(comment, "date") and comment.find(f"{W}p") is not None):
            yield "a comment without author, date or text"


def _revisions(package: Package) -> Iterator[str]:
    marks = list(package.body.iter(f"{W}ins", f"{W}del"))
    ids = [value(mark, "id") for mark in marks]
    if len(set(ids)) != len(ids):
        yield "revisions share an id"
    for mark in marks:
        if value(mark, "author") != "要点" or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value(mark, "date")):
            yield "a revision without author or date"
        wrong = "t" if local(mark) == "del" else "delText"
        if next(mark.iter(f"{W}{wrong}"), None) is not None:
            yield f"{local(mark)} holds {wrong}"
    for text in package.body.iter(f"{W}delText"):
        if next(text.iterancestors(f"{W}del"), None) is None:
            yield "deleted text outside a deletion"


def _relations(package: Package) -> Iterator[str]:
    """Every target is there, and every part has a type and is somebody's target."""
    targets = set()
    for name, data in package.raw.items():
        if name.endswith(".rels"):
            folder = name.split("_rels/")[0]
            targets |= {
                t.lstrip("/") if t.startswith("/") else folder + t for t in etree.fromstring(data).xpath("//@Target")
            }
    parts = {n for n in package.raw if not n.endswith(".rels") and n != "[Content_Types].xml"}
    if targets != parts:
        yield f"parts and relations differ: {targets ^ parts}"
    types = etree.fromstring(package.raw["[Content_Types].xml"]).xpath("//@PartName")
    yield from (f"{name} has no type" for name in parts if f"/{name}" not in types)


# --- what revisions come to -------------------------------------------------------------------------------------------


def texts(path: Path, *, accepted: bool = True) -> list[str]:
    """The paragraphs of a file once all its revisions are accepted, or rejected."""
    gone = "del" if accepted else "ins"
    lines, line = [], ""
    for paragraph in Package.of(path).body.findall(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            if next(run.iterancestors(f"{W}{gone}"), None) is None:
                line += "".join(e.text or "" for e in run.iter(f"{W}t", f"{W}delText"))
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is None:  # else its text runs on into the next paragraph
            lines.append(line)
            line = ""
    assert line == "", "text runs on behind the last paragraph"
    return lines
