"""What a document says of itself before its first item: title, year, kind, unit and the formal particulars. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Final

from ingest.labels import label_of
from ingest.numerals import value_of
from ingest.records import Kind, Paragraph

FRONT_PARAGRAPHS: Final = 40  # a title stands among the first few lines, behind adverts or a contents list at most
TITLE_CHARS: Final = 60  # a longer line is a sentence; 关于印发… titles reach about 55

_GENRES: Final[tuple[tuple[str, Kind], ...]] = (
    ("总结及计划", "总结及计划"),
    ("任务分解", "任务分解"),
    ("分解表", "任务分解"),
    ("责任清单", "任务分解"),
    ("任务清单", "任务分解"),
    ("要点", "要点"),
    ("总结", "总结"),
    ("意见", "意见"),
    ("条例", "条例"),
    ("办法", "办法"),
    ("规定", "办法"),
    ("细则", "办法"),
    ("规则", "办法"),
    ("准则", "办法"),
    ("制度", "办法"),
    ("通知", "通知"),
    ("报告", "报告"),
    ("汇报", "报告"),
    ("计划", "计划"),
    ("方案", "计划"),
    ("规划", "计划"),
    ("安排", "计划"),
    ("打算", "计划"),
    ("思路", "计划"),
)
_GENRE: Final = re.compile("|".join(word for word, _ in _GENRES[1:]))
_TITLE_END: Final = re.compile(rf"({_GENRE.pattern})(情况|说明|表|稿)?\d*([（(〔【][^）)〕】]*[）)〕】])*$")
_NOT_A_TITLE: Final = re.compile(
    r"[。！？；]|^目\s*录$|^附\s*件|投稿|照搬照抄|仅供|原创|会员|扫码|公众号|订阅|下载|QQ|www\.|http", re.IGNORECASE
)
_STOPS: Final = tuple("，、。：；！？,:;!?")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?=[^\d]|$)|([一二][九〇零○][〇零○一二三四五六七八九]{2})年")
_REFERENCE: Final = re.compile(r"^[^\s，。]{1,20}[〔\[［【（(]\s*(?:19|20)\d\d\s*[〕\]］】）)]\s*第?\s*\d+\s*号$")
_DATE: Final = re.compile(
    r"(?:(?:19|20)\d\d\s*年|[一二][九〇零○][〇零○一二三四五六七八九]{2}年)\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?"
)
_DATE_LINE: Final = re.compile(rf"^[（(]?\s*(?P<date>{_DATE.pattern})\s*(?:印发|发布|通过)?[)）]?$")
_DATE_TO_COME: Final = re.compile(r"^【待补：成文日期】$")  # as a draft leaves it to its signer
_MASK: Final = re.compile(r"[xX×＊*]{1,}")
_UNIT_END: Final = (
    "委员会|公司|集团|[省市县区州镇乡局厅校]委|党委|党组|党支部|党总支|机关|支部|总局|管理局|局|厅|部|院|校|大学|中学|小学|学院|医院|中心|办公室|工委|总队|支队|"
    "工会|团委|协会|政府|街道|县|市|区|省|乡|镇|村|处|站|所|厂|矿|行|社"
)
_UNIT_IN_TITLE: Final = re.compile(
    rf"^(?!在|关于)(?P<unit>[^《》，、：0-9〇]{{1,40}}?(?:{_UNIT_END}))(?=关于|印发|转发|(?:19|20)\d\d|二[〇零○]|党建|党的|党务|工作|年度|基层|落实|$)"
)
# (2022年9月15日云岭集团党委会会议审议通过): who passed or issued what stands below.
_ISSUER: Final = re.compile(
    rf"{_DATE.pattern}\s*(?:第[一二三四五六七八九十]{{1,3}}届)?(?P<unit>[^，。；：《》\d\s]{{2,40}}(?:{_UNIT_END}|中央|国务院))"
    r"(?=[^，。；《》]{0,16}?(?P<act>通过|批准|印发|发布|公布))"
)
_PASSED: Final = ("通过", "批准")
SHORTEST_HEAD: Final = 3  # characters of a unit at the head of a title; 县 in front of 县级… is none
_UNIT_LINE: Final = re.compile(rf"^[^，。；：《》\d]{{2,40}}(?:{_UNIT_END})(?:文件)?$")


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter, and the index of the first paragraph behind it."""

    title: str
    year: int | None
    kind: Kind
    unit: str
    reference: str
    issued: str
    addressees: str
    body: int


def front_of(paragraphs: Sequence[Paragraph], file: str) -> Front:
    """Read title, year, kind, unit and particulars; what the text does not state is the file name's or empty.

    Args:
        paragraphs (Sequence[Paragraph]): The whole document.
        file (str): The file's name; its stem is the title of a document without one.

    Returns:
        Front: `year` None and `unit` "" where neither text nor name state them.
    """
    stem = PurePath(file).stem
    first, behind = _title_span(paragraphs)
    title = "".join(p.text for p in paragraphs[first:behind]) or stem
    body = _skip_particulars(paragraphs, behind)
    above, below = [p.text for p in paragraphs[:first]], [p.text for p in paragraphs[behind:body]]
    under_title = [t for t in below if is_date_line(t) or re.fullmatch(r"[（(].*[)）]", t)]
    issued = _date_in(under_title) or _date_in([p.text for p in paragraphs[body:] if is_date_line(p.text)])
    return Front(
        title=title,
        year=_year_of(title, paragraphs[behind:body], stem, paragraphs[body : body + 1], issued),
        kind=_kind_with_issued(title, [p.text for p in paragraphs[body:]]),
        unit=_unit_of(title, above, below, [p.text for p in paragraphs[-4:]]),
        reference=next((t for t in (*above, *below) if _REFERENCE.match(t)), ""),
        issued=issued,
        addressees=next((t.rstrip("：:") for t in below if _is_addressees(t)), ""),
        body=body,
    )


def kind_of(title: str) -> Kind:
    """The kind that a title names: the last word of genre, joined genres (总结及…计划, 要点及任务分解) first.

    Args:
        title (str): A document's title.

    Returns:
        Kind: 其他 where the title names none.
    """
    outer = re.sub(r"[（(〔【][^）)〕】]*[）)〕】]$", "", title)
    words = _GENRE.findall(outer)
    if not words:
        return "其他"
    if "总结" in words and words[-1] in ("计划", "安排", "打算", "思路", "要点"):
        return "总结及计划"
    if re.search(r"要点[及和与]", outer):
        return "要点"
    return dict(_GENRES)[words[-1]]


def _kind_with_issued(title: str, body: Sequence[str]) -> Kind:
    """A notice that prints the document it issues below itself is of that document's kind."""
    issued = re.search(r"(?:印发|转发)《(?P<inner>.+)》的通知$", title)
    return kind_of(issued["inner"] if issued and any(t.endswith(issued["inner"]) for t in body) else title)


def is_date_line(text: str) -> bool:
    """Whether a paragraph is a date, or the place for one, and nothing else: the last line of a signature."""
    return _DATE_LINE.match(text) is not None or _DATE_TO_COME.match(text) is not None


def is_unit_line(text: str) -> bool:
    """Whether a paragraph is the name of a unit and nothing else: the first line of a signature."""
    return _UNIT_LINE.match(text) is not None


def _title_span(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """Indices [first, behind) of the title's lines; (0, 0) where there is none."""
    front = paragraphs[:FRONT_PARAGRAPHS]
    until = next((i for i, p in enumerate(front) if p.row or _opens_body(p)), len(front))
    styled = [i for i in range(until) if front[i].style == "title" and not _NOT_A_TITLE.search(front[i].text)]
    named = [i for i in range(until) if _names_a_genre(front[i])]
    candidates = [i for i in named if i in styled] or named[:1] or styled[-1:] or _bare_first_line(front[:until])
    if not candidates:
        return (0, 0)
    first = last = candidates[0]
    while first > 0 and _continues_upwards(front, first):
        first -= 1
    return first, last + 1


def _bare_first_line(front: Sequence[Paragraph]) -> list[int]:
    """A text that opens with a short line without a stop is titled by it, whatever its genre is called."""
    is_title = len(front) > 1 and len(front[0].text) <= TITLE_CHARS // 2 and not front[0].text.endswith(_STOPS)
    return [0] if is_title and not _NOT_A_TITLE.search(front[0].text) else []


def _opens_body(paragraph: Paragraph) -> bool:
    label = label_of(paragraph.text)
    return label is not None and not _TITLE_END.search(paragraph.text)


def _names_a_genre(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text) <= TITLE_CHARS and bool(_TITLE_END.search(text)) and not _NOT_A_TITLE.search(text)


def _continues_upwards(front: Sequence[Paragraph], first: int) -> bool:
    """Whether the line above belongs to the title: same title style, or a bare unit name or 关于… without an end."""
    above, line = front[first - 1], front[first]
    if (
        above.row
        or _NOT_A_TITLE.search(above.text)
        or _REFERENCE.match(above.text)
        or above.text.endswith(("文件", "："))
    ):
        return False
    if line.style == "title":
        return above.style == "title"
    if above.text.endswith(("关于", "印发", "转发")):
        return True
    return len(above.text) <= TITLE_CHARS // 2 and (is_unit_line(above.text) or above.text.startswith("关于"))


def _skip_particulars(paragraphs: Sequence[Paragraph], behind: int) -> int:
    """Index of the first paragraph behind subtitle, reference number, date, author and addressees."""
    i = behind
    while i < len(paragraphs) and _is_particular(paragraphs[i]):
        i += 1
    return i


def _is_particular(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.row or len(text) > 2 * TITLE_CHARS or text.endswith("。") or _opens_body(paragraph):
        return False
    return bool(
        paragraph.style == "title"
        or text.startswith(("——", "--"))
        or re.fullmatch(r"[（(].*[)）]", text)
        or _REFERENCE.match(text)
        or is_date_line(text)
        or is_unit_line(text)
        or _is_addressees(text)
        or re.fullmatch(r"[^，。；：]{2,12}[ 　]+[^，。；：]{2,4}", text)  # 职务 姓名
    )


def _is_addressees(text: str) -> bool:
    return (
        text.endswith(("：", ":"))
        and len(text) <= 2 * TITLE_CHARS
        and not re.search(r"^\d|[。；“]|如下|现将|要求是|思路是", text)
        and label_of(text) is None
    )


def _year_of(
    title: str, particulars: Sequence[Paragraph], stem: str, opening: Sequence[Paragraph], issued: str
) -> int | None:
    lead = [p.text[:40] for p in opening]
    return next(
        (year for text in (title, *(p.text for p in particulars), stem, *lead, issued) if (year := _year_in(text))),
        None,
    )


def _year_in(text: str) -> int | None:
    match = _YEAR.search(text)
    if not match:
        return None
    return int(match[1]) if match[1] else value_of(match[2].replace("○", "〇"))


def _unit_of(title: str, above: Sequence[str], below: Sequence[str], end: Sequence[str]) -> str:
    """From the title, the letterhead (…文件), the line under the title, or the signature: whatever comes first."""
    in_title = _UNIT_IN_TITLE.match(title)
    headed = [line.removesuffix("文件") for line in above if is_unit_line(line) and line.endswith("文件")]
    named = [line for line in below if is_unit_line(line)]
    acts = [match for line in below for match in _ISSUER.finditer(line)]
    issuing = [match["unit"] for match in sorted(acts, key=lambda match: match["act"] in _PASSED)]
    signed = [line for line, after in pairwise(end) if is_unit_line(line) and is_date_line(after)]
    issued = re.search(r"印发《(?P<inner>.+?)》", title)
    in_issued = _UNIT_IN_TITLE.match(issued["inner"]) if issued else None
    titled = [match["unit"] for match in (in_title, in_issued) if match]
    others = [*headed, *named, *issuing, *signed]
    names = [*titled, *_heads(title, others), *others]
    return next((name for name in names if not _MASK.search(name)), "")


def _heads(title: str, units: Sequence[str]) -> list[str]:
    """What the title begins with and a unit, named elsewhere, too: 云岭集团 of 云岭集团星级党支部评定办法."""
    heads = [title[: match.end()] for match in re.finditer(_UNIT_END, title) if match.end() >= SHORTEST_HEAD]
    return [head for head in reversed(heads) if any(unit.startswith(head) for unit in units)]


def _date_in(lines: Sequence[str]) -> str:
    return next((match[0] for line in lines if (match := _DATE.search(line))), "")
