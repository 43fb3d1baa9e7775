"""Word's automatic numbers in whole documents: lists, styles, overrides, restarts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from ingest.records import Line

WordReader = Callable[..., list[Line]]

PLAN = ("chineseCounting:%1、", "chineseCounting:（%2）", "decimal:%3.", "decimalEnclosedCircle:%4")


def abstract(identifier: int, levels: tuple[str, ...], *, extra: str = "", inside: dict[int, str] | None = None) -> str:
    """An abstract definition; a level is written "format:text", `inside` adds XML to it by level."""
    xml = f'<w:abstractNum w:abstractNumId="{identifier}">{extra}'
    for index, level in enumerate(levels):
        number_format, _, text = level.partition(":")
        start = "" if "<w:start" in (inside or {}).get(index, "") else '<w:start w:val="1"/>'
        xml += (
            f'<w:lvl w:ilvl="{index}">{start}<w:numFmt w:val="{number_format}"/>{(inside or {}).get(index, "")}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )
    return f"{xml}</w:abstractNum>"


def num(identifier: int, definition: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def start_override(level: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def p(text: str, place: str = "", style: str = "") -> str:
    """A paragraph; `place` is "list/level"."""
    number, _, level = place.partition("/")
    numbered = f'<w:numPr><w:ilvl w:val="{level or 0}"/><w:numId w:val="{number}"/></w:numPr>' if place else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def style(identifier: str, name: str, properties: str = "", based_on: str = "", kind: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def list_property(number: int | None = None, level: int | None = None) -> str:
    number_xml = "" if number is None else f'<w:numId w:val="{number}"/>'
    level_xml = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f"<w:numPr>{level_xml}{number_xml}</w:numPr>"


HEADINGS = abstract(
    0,
    ("chineseCountingThousand:第%1章", "chineseCountingThousand:第%2条"),
    inside={0: '<w:pStyle w:val="a1"/>', 1: '<w:lvlRestart w:val="0"/><w:pStyle w:val="a2"/>'},
)
SUFFIXES = {0: '<w:suff w:val="nothing"/>', 1: '<w:suff w:val="space"/>'}


class Case(NamedTuple):
    numbering: str
    styles: str
    body: str
    texts: list[str]


CASES = {
    "levels nest and restart": Case(
        abstract(0, PLAN) + num(1, 0),
        "",
        p("甲", "1/0") + p("乙", "1/1") + p("丙", "1/2") + p("丁", "1/2") + p("戊", "1/1") + p("己", "1/0"),
        ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "二、己"],
    ),
    "two instances of one definition count on": Case(
        abstract(0, PLAN) + num(1, 0) + num(2, 0),
        "",
        p("甲", "1/0") + p("乙", "2/0") + p("丙", "1/0"),
        ["一、甲", "二、乙", "三、丙"],
    ),
    "two definitions count apart": Case(
        abstract(0, PLAN) + abstract(1, PLAN) + num(1, 0) + num(2, 1),
        "",
        p("甲", "1/0") + p("乙", "2/0") + p("丙", "1/0"),
        ["一、甲", "一、乙", "二、丙"],
    ),
    "a start override restarts once": Case(
        abstract(0, ("decimal:%1.",)) + num(1, 0) + num(2, 0, start_override(0, 8)),
        "",
        p("甲", "1/0") + p("乙", "2/0") + p("丙", "2/0") + p("丁", "1/0"),
        ["1. 甲", "8. 乙", "9. 丙", "10. 丁"],
    ),
    "an override replaces the level": Case(
        abstract(0, ("decimal:%1.",))
        + num(
            1,
            0,
            '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
            '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>',
        ),
        "",
        p("甲", "1/0") + p("乙", "1/0"),
        ["C) 甲", "D) 乙"],
    ),
    "start value": Case(
        abstract(0, ("decimal:%1.",), inside={0: '<w:start w:val="5"/>'}) + num(1, 0),
        "",
        p("甲", "1/0") + p("乙", "1/0"),
        ["5. 甲", "6. 乙"],
    ),
    "multi-level text": Case(
        abstract(0, ("decimal:%1", "decimal:%1.%2", "lowerLetter:%1.%2.%3")) + num(1, 0),
        "",
        p("甲", "1/0") + p("乙", "1/1") + p("丙", "1/2") + p("丁", "1/1") + p("戊", "1/2"),
        ["1 甲", "1.1 乙", "1.1.a 丙", "1.2 丁", "1.2.a 戊"],
    ),
    "legal numbering prints Arabic digits": Case(
        abstract(0, ("chineseCounting:第%1章", "decimal:%1.%2"), inside={1: "<w:isLgl/>"}) + num(1, 0),
        "",
        p("甲", "1/0") + p("乙", "1/1"),
        ["第一章 甲", "1.1 乙"],
    ),
    "legal numbering switched off": Case(
        abstract(0, ("chineseCounting:%1、", "decimal:%1.%2"), inside={1: '<w:isLgl w:val="0"/>'}) + num(1, 0),
        "",
        p("甲", "1/0") + p("乙", "1/1"),
        ["一、甲", "一.1 乙"],
    ),
    "a passed-over level counts as begun": Case(
        abstract(0, ("decimal:%1", "decimal:%1.%2")) + num(1, 0),
        "",
        p("甲", "1/1") + p("乙", "1/1") + p("丙", "1/0"),
        ["1.1 甲", "1.2 乙", "2 丙"],
    ),
    "lvlRestart 0 runs on, as articles do across chapters": Case(
        HEADINGS + num(1, 0),
        "",
        p("总则", "1/0") + p("甲", "1/1") + p("乙", "1/1") + p("职责", "1/0") + p("丙", "1/1"),
        ["第一章 总则", "第一条 甲", "第二条 乙", "第二章 职责", "第三条 丙"],
    ),
    "lvlRestart 1 restarts behind level 1 only": Case(
        abstract(0, ("decimal:%1", "decimal:%2", "decimal:%3)"), inside={2: '<w:lvlRestart w:val="1"/>'}) + num(1, 0),
        "",
        p("a", "1/0") + p("b", "1/1") + p("c", "1/2") + p("d", "1/1") + p("e", "1/2") + p("f", "1/0") + p("g", "1/2"),
        ["1 a", "1 b", "1) c", "2 d", "2) e", "2 f", "1) g"],
    ),
    "bullets are dropped": Case(
        abstract(0, ("bullet:●",)) + num(1, 0),
        "",
        p("甲", "1/0"),
        ["甲"],
    ),
    "format none keeps the words around the number": Case(
        abstract(0, ("none:附件：%1",)) + num(1, 0),
        "",
        p("任务分解表", "1/0"),
        ["附件：任务分解表"],
    ),
    "suffix nothing and space": Case(
        abstract(0, ("decimal:%1.", "decimal:%2)"), inside=SUFFIXES) + num(1, 0),
        "",
        p("甲", "1/0") + p("乙", "1/1"),
        ["1.甲", "1) 乙"],
    ),
    "number from the style": Case(
        HEADINGS + num(1, 0),
        style("a1", "heading 1", list_property(1)) + style("a2", "heading 2", list_property(1)),
        p("总则", style="a1") + p("甲", style="a2") + p("乙", style="a2"),
        ["第一章 总则", "第一条 甲", "第二条 乙"],
    ),
    "number from a style's base": Case(
        abstract(0, PLAN) + num(1, 0),
        style("base", "条目", list_property(1, 1)) + style("own", "条目加粗", "", based_on="base"),
        p("甲", style="own") + p("乙", style="base"),
        ["（一）甲", "（二）乙"],
    ),
    "numId 0 in the paragraph switches the style's number off": Case(
        abstract(0, PLAN) + num(1, 0),
        style("a1", "heading 1", list_property(1)),
        p("甲", style="a1") + p("乙", "0/0", style="a1") + p("丙", style="a1"),
        ["一、甲", "乙", "二、丙"],
    ),
    "numId 0 in a style switches its base's number off": Case(
        abstract(0, PLAN) + num(1, 0),
        style("base", "条目", list_property(1)) + style("plain", "无号条目", list_property(0), based_on="base"),
        p("甲", style="base") + p("乙", style="plain"),
        ["一、甲", "乙"],
    ),
    "styles that are each other's base": Case(
        abstract(0, PLAN) + num(1, 0),
        style("a", "甲", based_on="b") + style("b", "乙", based_on="a"),
        p("甲", style="a"),
        ["甲"],
    ),
    "level from the paragraph, list from the style": Case(
        abstract(0, PLAN) + num(1, 0),
        style("a1", "条目", list_property(1)),
        p("甲", style="a1")
        + f'<w:p><w:pPr><w:pStyle w:val="a1"/>{list_property(None, 1)}</w:pPr><w:r><w:t>乙</w:t></w:r></w:p>',
        ["一、甲", "（一）乙"],
    ),
    "numStyleLink leads to the definition that holds the levels": Case(
        abstract(0, (), extra='<w:numStyleLink w:val="list"/>')
        + abstract(1, PLAN, extra='<w:styleLink w:val="list"/>')
        + num(1, 0)
        + num(2, 1),
        style("list", "公文编号", list_property(2), kind="numbering"),
        p("甲", "1/0") + p("乙", "1/1"),
        ["一、甲", "（一）乙"],
    ),
    "an unknown list or level has no number": Case(
        abstract(0, ("decimal:%1.",)) + num(1, 0),
        "",
        p("甲", "7/0") + p("乙", "1/5"),
        ["甲", "乙"],
    ),
    "a number for an empty paragraph is used up but not shown": Case(
        abstract(0, ("decimal:%1.",)) + num(1, 0),
        "",
        p("甲", "1/0") + p("", "1/0") + p("乙", "1/0"),
        ["1. 甲", "3. 乙"],
    ),
    "custom format falls back to the plain one": Case(
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent>'
        '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>' + num(1, 0),
        "",
        p("甲", "1/0"),
        ["01. 甲"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_numbers_are_as_word_prints_them(name: str, read_word: WordReader) -> None:
    case = CASES[name]
    lines = read_word(case.body, numbering=case.numbering, styles=case.styles)
    assert [line.text for line in lines] == case.texts


@pytest.mark.parametrize(
    ("number_format", "text", "second"),
    [
        ("chineseCounting", "%1、", "二、"),
        ("chineseCountingThousand", "（%1）", "（二）"),
        ("taiwaneseCounting", "%1、", "二、"),
        ("japaneseCounting", "第%1条", "第二条 "),
        ("ideographTraditional", "%1、", "乙、"),
        ("decimalEnclosedCircle", "%1", "② "),
        ("decimalEnclosedCircleChinese", "%1", "② "),
        ("decimalFullWidth", "%1．", "２．"),
        ("decimal", "（%1）", "（2）"),
        ("upperRoman", "%1.", "II. "),
        ("chineseCounting", "%1是", "二是"),
    ],
)
def test_formats_in_a_document(number_format: str, text: str, second: str, read_word: WordReader) -> None:
    lines = read_word(p("甲", "1/0") + p("乙", "1/0"), numbering=abstract(0, (f"{number_format}:{text}",)) + num(1, 0))
    assert lines[1].text == f"{second}乙"
