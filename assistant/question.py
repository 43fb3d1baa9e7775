"""What a question asks for before anything is searched: its key words, and the documents that it points to."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from assistant.reading.thesaurus import Bridge, bridges_in
from assistant.reading.wanted import Wanted, wanted_of
from ingest.errors import BadRequest
from ingest.library import Profile
from ingest.numerals import value_of
from ingest.records import Document, DocumentId, Item
from ingest.tokens import telling_tokens

# Words of a question that no document answers with; they only dilute BM25.
_ASKING: Final = re.compile(
    r"请问|是什么|有什么|有哪些|哪几|哪些|哪个|哪一|哪里|什么|多少|多久|几次|几个|几条|怎么样|怎么|怎样|如何|为什么|是否|"
    r"分别|具体|包括|有没有(?:关于)?|是不是|能不能|可不可以|给不给|管不管|打算|安排|要求|规定|提到|提出|啥时候|啥|咋|吗|呢|[？?]"
)
_KIND_WORD: Final = re.compile(
    r"要点|(?<!职工)(?<!群众)(?<!提出)(?<!示的)意见(?!建议|反馈|箱|最|多|集中|不一)|总结|计划|报告|办法|条例|通知|任务分解|细则|方案|规定"
)

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d(?=年|[—~至-])|[一二][九〇零○][〇零○一二三四五六七八九]{2}(?=年))")
_DATED_KIND: Final = re.compile(rf"{_YEAR.pattern}年度?的?[^，。？、]{{0,8}}?(?P<kind>要点|总结|任务分解|意见)")
RELATIVE_YEARS: Final = {"前年": -2, "去年": -1, "上年度": -1, "今年": 0, "本年度": 0, "明年": 1}
_BARE_YEAR: Final = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.万亿元人个项]|年)")
_SPAN: Final = re.compile(r"((?:19|20)\d\d)年?(?:到|至|—|－|-|~|～)((?:19|20)\d\d)")
# Full-width digits and letters, as some input methods give them.
_HALF_WIDTH: Final = {
    code: code - 0xFEE0 for span in ("０９", "ＡＺ", "ａｚ") for code in range(ord(span[0]), ord(span[1]) + 1)
}
_PART_OF_YEAR: Final = re.compile("半年|季度")
# 24年的要点; 满20年, 入党24年, 25年以上 and 30年党龄 are spans of time.
_SHORT_YEAR: Final = re.compile(
    r"(?<![\d满近达过续前后第.至到—~-])(?<!入党)(?<!任职)(?<!服务)(?<!从业)([012]\d)年(?!以|内|前|后|来|期|间|党龄|工龄|的?(?:党龄|工龄|老))(?=年?[\u4e00-\u9fff，、的“]|度)"
)
_FIVE_YEARS: Final = re.compile(r"过去五年|五年来|五年工作回顾")
_QUOTED: Final = re.compile(r"[“\"「『]([^”\"」』]{2,30})[”\"」』]")
# What frames the subject in a document's title.
_FRAME: Final = re.compile(
    r"关于|开展|印发|进一步|加强|做好|推进|实施|\d{4}年度?|的?(?:通知|意见|要点|总结|报告|办法|方案|细则|条例|规定)|[（(].*?[）)]"
)
_SHORT_NAME: Final = re.compile(r"([\u4e00-\u9fff]{2,6})[_＿]")
# 刑法第二百六十四条: an article of a law by its name.
_ARTICLE_OF: Final = re.compile(
    r"(?:按照?|根据|依据|依照)?《?(?P<name>[\u4e00-\u9fff]{2,20}?(?:法|条例|办法|规定|细则))》?第[一二三四五六七八九十百零〇\d]+条"
)
KNOWN: Final = 0.5  # share of a law's name that a document's must hold to be it
QUESTION_CHARS: Final = 1000  # as the page allows
SUBJECT_CHARS: Final = 6
_RELATIVE_YEAR: Final = re.compile("|".join(RELATIVE_YEARS))
OWN_UNIT: Final = ("我们", "咱们", "我单位", "本单位", "我公司", "本公司")
_OWN: Final = re.compile("|".join(OWN_UNIT))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart."""

    text: str
    words: str  # without its asking words
    wanted: Wanted | None = None  # the sort of thing asked for, where its words tell
    quoted: tuple[str, ...] = ()  # phrases in quotation marks, to be found as they stand
    bridges: tuple[Bridge, ...] = ()  # its wordings that documents put otherwise
    documents: frozenset[DocumentId] = frozenset()  # those that it points to; empty where it points to none
    years: frozenset[int] = frozenset()  # those that it names, 去年 and 今年 resolved
    units: frozenset[str] = frozenset()  # those that it means by 我们 or 上级, by the profile
    absent: tuple[str, ...] = ()  # documents that it names and that are not there: 2019年的要点


def checked(question: str) -> str:
    """A question as it stands.

    Args:
        question (str): In the user's words.

    Returns:
        str: The same.

    Raises:
        BadRequest: If it is longer than a question is: patterns take their time on a pasted document.
    """
    if len(question) > QUESTION_CHARS:
        raise BadRequest(f"问题太长：{len(question)} 字。请缩短到 {QUESTION_CHARS} 字以内")
    return question


def analyse(question: str, documents: Sequence[Document], profile: Profile) -> Asked:
    """Take a question apart.

    Args:
        question (str): In the user's words.
        documents (Sequence[Document]): Those that may be searched.
        profile (Profile): What 我们, 上级 and 去年 mean, and what short names stand for.

    Returns:
        Asked: `words` is never empty unless the question is.
    """
    question = _with_whole_years(question.translate(_HALF_WIDTH), documents)
    words = _ASKING.sub(" ", question).strip() or question
    years = _years_asked(question) | _relative_years(question, profile.this_year(), documents)
    return Asked(
        text=question,
        words=words,
        wanted=wanted_of(question),
        quoted=tuple(_QUOTED.findall(question)),
        bridges=bridges_in(question, profile.abbreviations),
        documents=pointed_to(question, documents) or _entitled(question, documents) or _called(question, documents),
        years=years,
        units=_units_meant(question, profile),
        absent=_absent(question, documents, profile.this_year()),
    )


def _with_whole_years(question: str, documents: Sequence[Document]) -> str:
    """24年 as 2024年, where the library has documents of that year."""
    there = {d.year for d in documents}
    return _SHORT_YEAR.sub(lambda short: short[0] if 2000 + int(short[1]) not in there else f"20{short[0]}", question)


def _years_asked(question: str) -> frozenset[int]:
    """The years of a question; those of 2020年到2022年, and bare ones: 2020、2021、2022三年, 揭榜挂帅 2020."""
    years = years_in(question) | {int(year) for year in _BARE_YEAR.findall(question)}
    for first, last in _SPAN.findall(question):
        years |= set(range(int(first), int(last) + 1))
    return frozenset(years)


def _relative_years(question: str, today: int, documents: Sequence[Document]) -> frozenset[int]:
    """What 去年 means, where the library tells of it; 今年没整好，明年还落后 may be just a manner of speaking."""
    meant = {today + shift for word, shift in RELATIVE_YEARS.items() if word in question}
    there = {d.year for d in documents}
    if today + 1 in meant - there:
        meant.discard(today)
    return frozenset(meant & there)


def _units_meant(question: str, profile: Profile) -> frozenset[str]:
    own = (profile.unit, *profile.aliases) if _OWN.search(question) else ()
    superior = (profile.superior,) if "上级" in question else ()
    return frozenset(unit for unit in (*own, *superior) if unit)


def _absent(question: str, documents: Sequence[Document], today: int) -> tuple[str, ...]:
    """A kind of document with a year before it, where no document of that kind is of that year."""
    absent = []
    question = _RELATIVE_YEAR.sub(lambda word: f"{today + RELATIVE_YEARS[word[0]]}年", question)
    for mention in _DATED_KIND.finditer(question):
        year = min(years_in(mention[0]), default=0)
        if not any(_is_dated(d, mention["kind"], year) for d in documents):
            absent.append(f"{year}年的{mention['kind']}")
    for mention in _ARTICLE_OF.finditer(question):
        name = telling_tokens(mention["name"])
        if not any(len(name & telling_tokens(name_of(d))) >= KNOWN * len(name) for d in documents):
            absent.append(f"《{mention['name']}》")
    return tuple(absent)


def _is_dated(document: Document, kind: str, year: int) -> bool:
    """Whether a document is that kind of that year: 2022年总结及2023年安排 is no 总结 of 2023."""
    name = name_of(document)
    dated = [years_in(m[0]) for m in _DATED_KIND.finditer(document.title) if m["kind"] == kind]
    of_year = any(year in years for years in dated) if dated else document.year == year or str(year) in name
    return kind in name and of_year


def years_told(document: Document, item: Item) -> frozenset[int]:
    """The years that an item tells of: those in its text, and its document's, or that which a report looks back on."""
    told = years_in(item.text)
    above = " ".join((*item.headings, item.title))
    if item.tense == "plan":
        return told | _looked_forward_to(document, above)
    if item.tense == "problem":
        return told | ({document.year} if document.year else frozenset())
    named = years_in(above) | ({document.year} if document.year and "今年" in above else set())
    return told | (named or _looked_back_on(document, above))


def _looked_forward_to(document: Document, heading: str) -> frozenset[int]:
    """A plan is for its own year; what a 总结 intends, for that in its heading or title, or else for the next one."""
    year = document.year
    if year is None:
        return frozenset()
    if not sums_up(document):
        return frozenset((year,))
    ahead = 0 if _PART_OF_YEAR.search(document.title) else 1
    return years_in(heading) or years_in(document.title) - {year} or frozenset((year + ahead,))


def sums_up(document: Document) -> bool:
    """Whether a document looks back on its year: a 总结, or a 情况报告; a 工作报告 is given in its year."""
    return document.kind in ("总结", "总结及计划") or (document.kind == "报告" and "情况报告" in document.title)


def _looked_back_on(document: Document, heading: str) -> frozenset[int]:
    """A 总结 is named after the year that it sums up, a 报告 after the year that it is given in."""
    year = document.year
    if year is None:
        return frozenset()
    if _FIVE_YEARS.search(heading):  # a sum over five years is not what any one of them was
        return frozenset((year,))
    is_given = document.kind == "报告" and not sums_up(document)
    return frozenset((year, year - 1) if is_given else (year,))


def years_in(text: str) -> frozenset[int]:
    """The years that a text names: 2021年, 2021—2025年."""
    return frozenset(value_of(year.replace("○", "〇")) for year in _YEAR.findall(text))


def pointed_to(question: str, documents: Sequence[Document]) -> frozenset[DocumentId]:
    """The documents that 国企那份要点 or 局里的意见 means.

    A question points only where it names a kind of document. Of the documents with that word in their names, each
    mention means those that share the most telling words with what stands before it; of each year that stands there,
    those of that year, if there are any.

    Args:
        question (str): In the user's words.
        documents (Sequence[Document]): Those that may be searched.

    Returns:
        frozenset[DocumentId]: Empty where it names no kind, or where every document would do.
    """
    chosen: set[DocumentId] = set()
    start = 0
    for mention in _KIND_WORD.finditer(question):
        called = question[start : mention.end()]
        for candidates in _by_year(mention[0], _years_asked(called), documents):
            chosen |= _closest(telling_tokens(called), {d.id: telling_tokens(name_of(d)) for d in candidates})
        start = mention.end()
    return frozenset(chosen) if len(chosen) < len(documents) else frozenset()


def _by_year(kind: str, years: frozenset[int], documents: Sequence[Document]) -> list[list[Document]]:
    """The documents of a kind by the years that they are asked for; all of them where none is of such a year."""
    of_years = [[d for d in documents if _is_dated(d, kind, year)] for year in sorted(years)]
    return [group for group in of_years if group] or [[d for d in documents if kind in name_of(d)]]


def _entitled(question: str, documents: Sequence[Document]) -> frozenset[DocumentId]:
    """The documents whose subject the question names: “三会一课”专项检查 of 关于开展2024年“三会一课”专项检查的通知."""
    named = set()
    for document in documents:
        subject = max(_FRAME.split(document.title), key=len)
        if len(subject) >= SUBJECT_CHARS and subject in question:
            named.add(document.id)
    return frozenset(named) if len(named) < len(documents) else frozenset()


def _called(question: str, documents: Sequence[Document]) -> frozenset[DocumentId]:
    """The documents that a short name at a clause's head calls: 国企和机关在意识形态工作上有什么不同."""
    called = set()
    for document in documents:
        short = _SHORT_NAME.match(PurePath(document.file).stem)
        names = [name for name in (short[1] if short else "", document.unit) if name]
        if any(
            re.search(rf"(?:^|[，、和与跟]){re.escape(name)}(?=[的在和与跟里要有对怎、])", question) for name in names
        ):
            called.add(document.id)
    return frozenset(called) if len(called) < len(documents) else frozenset()


def _closest(asked: frozenset[str], candidates: Mapping[DocumentId, frozenset[str]]) -> set[DocumentId]:
    """The candidates with the greatest weight of shared words; all of them where no word tells them apart."""
    counts = Counter(word for words in candidates.values() for word in words)
    scores = {
        document: sum(math.log(len(candidates) / counts[word]) for word in words & asked)
        for document, words in candidates.items()
    }
    best = max(scores.values(), default=0.0)
    return {document for document, score in scores.items() if math.isclose(score, best)}


def name_of(document: Document) -> str:
    """All that a question may call a document by."""
    return f"{document.title} {PurePath(document.file).stem} {document.unit} {document.year or ''}"
