"""Plain text and Markdown: encodings, stripping, joining, and what is refused."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableFile
from ingest.readers import text
from ingest.readers.contents import without_contents
from ingest.readers.joining import INVISIBLE
from ingest.records import Line

SAMPLE = "2024年安全生产工作要点\n一、加强组织领导\n每月研究安全生产工作不少于1次。"
LINES = ["2024年安全生产工作要点", "一、加强组织领导", "每月研究安全生产工作不少于1次。"]

ENCODED = {
    "utf-8": SAMPLE.encode(),
    "utf-8 with a mark": SAMPLE.encode("utf-8-sig"),
    "utf-16 little endian": codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"),
    "utf-16 big endian": codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"),
    "utf-32": SAMPLE.encode("utf-32"),
    "gb18030": SAMPLE.encode("gb18030"),
    "gbk with DOS line ends": SAMPLE.replace("\n", "\r\n").encode("gbk"),
    "old Mac line ends": SAMPLE.replace("\n", "\r").encode(),
}
REFUSED = {
    "gbk with an invalid byte": SAMPLE.encode("gbk")[:40] + b"\xff" + SAMPLE.encode("gbk")[40:],
    "gbk cut inside a character": SAMPLE.encode("gbk") + b"\xb0",
    "utf-8 with an invalid byte": SAMPLE.encode()[:-5] + b"\xff\xfe" + SAMPLE.encode(),
    "utf-16 without a mark": SAMPLE.encode("utf-16-le"),
    "utf-16 cut in half": codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le")[:-1],
    "private use characters in gb18030": "云岭\ue5e5集团".encode("gb18030"),
    "traditional Chinese in Big5": (
        "集團公司黨委關於進一步加強安全生產責任體系建設的實施意見，請各單位認真貫徹執行。" * 3
    ).encode("big5"),
    "NUL bytes": b"\x00\x01\x02\x03" * 50,
    "controls": b"abc\x07\x08def",
    "Latin-1": "réunion générale du comité".encode("latin-1"),
}


def _read(folder: Path, data: bytes, name: str = "sample.txt") -> list[Line]:
    path = folder / name
    path.write_bytes(data)
    return text.read(path, name)


@pytest.mark.parametrize("name", ENCODED)
def test_encodings(name: str, tmp_path: Path) -> None:
    assert [line.text for line in _read(tmp_path, ENCODED[name])] == LINES


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        _read(tmp_path, REFUSED[name])
    assert "\n" not in str(caught.value)
    assert "sample.txt" in str(caught.value)


def test_white_space_and_empty_lines_go(tmp_path: Path) -> None:
    data = "\u3000\u3000甲\u00a0\n\n \t\n\ufeff乙\u200b\n丙\t丁\n"
    assert [line.text for line in _read(tmp_path, data.encode())] == ["甲", "乙", "丙 丁"]


def test_contents_entries_go(tmp_path: Path) -> None:
    data = "目录\n一、组织领导…………1\n二、保障措施........12\n一、组织领导\n"
    assert [line.text for line in _read(tmp_path, data.encode())] == ["一、组织领导"]


BODY = "一、组织领导\n每月研究1次。\n（一）工作目标\n稳步提高。\n二、保障措施\n（一）工作目标\n加强检查。\n"
CONTENTS = {
    "bare headings": "目录\n一、组织领导\n（一）工作目标\n二、保障措施\n（一）工作目标\n",
    "tabs before the page": "目 录\n一、组织领导\t1\n（一）工作目标\t1\n二、保障措施\t12\n",
    "spaces before the page, other spaces in the words": "目次\n一、 组织领导   1\n二、保障 措施 -2-\n",
    "entries without a heading above them": "一、组织领导 1\n二、保障措施 12\n",
}


@pytest.mark.parametrize("name", CONTENTS)
def test_contents_that_recur_below_go(name: str, tmp_path: Path) -> None:
    assert [line.text for line in _read(tmp_path, (CONTENTS[name] + BODY).encode())] == BODY.splitlines()


def test_what_does_not_recur_below_the_contents_stays(tmp_path: Path) -> None:
    data = "目录\n一、组织领导\n三、检查考核 5\n" + BODY
    assert [line.text for line in _read(tmp_path, data.encode())] == ["三、检查考核 5", *BODY.splitlines()]


def test_a_title_between_contents_and_text_stays() -> None:
    contents = [Line("目录", "title"), Line("一、组织领导"), Line("2024年工作要点", "title")]
    body = [Line("一、组织领导"), Line("附件"), Line("2024年工作要点")]
    assert list(without_contents([*contents, *body])) == [contents[2], *body]


def test_an_item_that_ends_with_a_number_stays(tmp_path: Path) -> None:
    lines = ["1.新建泵站 3", "2.检修泵站 5", "附件 1", "附件"]
    assert [line.text for line in _read(tmp_path, "\n".join(lines).encode())] == lines


def test_markdown(tmp_path: Path) -> None:
    data = "# 2024年工作要点\n\n## 一、加强领导 ##\n- **每月**检查\n> 引文\n# 附件\n正文#1\n"
    assert _read(tmp_path, data.encode(), "sample.md") == [
        Line("2024年工作要点", "title"),
        Line("一、加强领导", "heading 2"),
        Line("每月检查"),
        Line("引文"),
        Line("附件", "heading 1"),
        Line("正文#1"),
    ]


PLAIN = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=INVISIBLE + "，、…·.．\u00a0"
    )
)


@given(st.lists(PLAIN.map(str.strip).filter(bool), max_size=4))
def test_any_lines_come_back(lines: list[str]) -> None:
    decoded = text.decode("\n".join(lines).encode(), "sample.txt")
    assert decoded.splitlines() == lines


@given(PLAIN.map(str.strip).filter(bool))
def test_decoding_gives_the_same_for_every_marked_encoding(content: str) -> None:
    encodings = ("utf-8-sig", "utf-16", "utf-32")
    assert {text.decode(content.encode(encoding), "sample.txt") for encoding in encodings} == {content}


def _decoded(data: bytes) -> str:
    try:
        return text.decode(data, "sample.txt")
    except UnreadableFile as error:
        return str(error)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_named_error(data: bytes) -> None:
    assert not any(unicodedata.category(c) == "Cc" for c in set(_decoded(data)) - text.LAYOUT_CONTROLS)
