"""Questions about the library itself: which documents it holds, of which years and units, which is newest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.composing import Findings, Paragraph, named
from assistant.exhaustive.matter import matter_of
from assistant.exhaustive.scope import examined, is_of_years
from assistant.question import Asked, name_of
from ingest.records import Document

Want = Literal["documents", "years", "units", "newest", "oldest"]

LISTED: Final = 100  # documents that an answer lists

_KIND: Final = r"(?:要点|意见|总结|计划|报告|办法|条例|通知|方案|任务分解表?)"
_NOUN: Final = r"(?:文件|材料|文档|资料|文稿|公文)"
_LIBRARY: Final = r"(?:(?:资料|文件|知识|文档)?库|系统|平台|你这|你那|这里|这儿|手头|手上)(?:里面?|中|内|上|边|儿)?"
_HOLDS: Final = r"(?:收录|收集|收|存|放|导入|上传|录入|保存)(?:了|有|进|过|着)*"
_MANY: Final = r"(?:哪些|哪几|多少|几|什么)(?:份|个|篇|种|本)?"
_COPIES: Final = r"(?:哪几|多少|几)(?:份|篇|本)"
_WHEN: Final = r"(?:哪一?年|哪几年|哪些年份?|哪些年度|几几年|什么时候|什么时间|什么年份)"

_WHOSE: Final = r"(?:哪些|哪几个?|几个?|多少个?|哪个|谁|什么)家?"
_AGAIN: Final = r"(?:都|分别|各|只|又|一共|总共|共|现在|目前)*"

_PATTERNS: Final[tuple[tuple[Want, str], ...]] = (
    ("newest", rf"(?:最新|最近|最晚)的?[^，。？?]{{0,10}}?(?:{_NOUN}|{_KIND}|[一哪]?[份篇])"),
    ("oldest", rf"最[早老旧]的?[^，。？?]{{0,10}}?(?:{_NOUN}|{_KIND}|[一哪]?[份篇])"),
    ("years", rf"(?:有|覆盖|包含|包括|涵盖|涉及|{_HOLDS})了?(?:哪些|哪几个?|几个?|多少个?)(?:年份|年度|年)"),
    ("years", rf"(?:{_NOUN}|{_KIND}|份){_AGAIN}(?:是|有|到){_WHEN}"),
    ("years", rf"^都(?:是|有){_WHEN}"),
    ("units", rf"(?:有|{_HOLDS})了?{_WHOSE}(?:单位|部门|公司|机构)的?(?:{_NOUN}|{_KIND})"),
    ("units", rf"(?:{_NOUN}|[份篇])的?{_AGAIN}(?:是|来自){_WHOSE}(?:单位|部门|公司|机构)"),
    ("documents", rf"{_LIBRARY}{_AGAIN}(?:有|是|{_HOLDS})了?{_MANY}[^，。？?]{{0,8}}?(?:{_NOUN}|{_KIND})?"),
    ("documents", rf"(?:有|{_HOLDS}|是)了?(?:{_MANY}[^，。？?]{{0,4}}?{_NOUN}|{_COPIES})"),
    ("documents", rf"(?:{_NOUN}|{_KIND}){_AGAIN}(?:有|{_HOLDS})了?(?:{_COPIES}|{_MANY}{_NOUN})"),
    ("documents", rf"{_NOUN}{_AGAIN}(?:有|是)(?:哪些|多少|什么)"),
    ("documents", rf"(?:有没有|有无|是否有|收没收)(?:收录)?[^，。？?]{{0,16}}?(?:{_NOUN}|{_KIND})"),
    ("documents", rf"有[^，。？?没]{{0,14}}?年[^，。？?]{{0,8}}?(?:{_NOUN}|{_KIND})[吗么]"),
    ("documents", rf"{_HOLDS}了?{_MANY}"),
    ("documents", rf"(?:一共|总共|共)(?:有)?{_COPIES}(?:{_NOUN}|{_KIND})?"),
    ("documents", rf"(?:所有|全部)的?(?:{_NOUN}|{_KIND})都?列"),
    ("documents", rf"列[出一]?[^，。？?]{{0,4}}?(?:所有|全部)的?[^，。？?]{{0,6}}?(?:{_NOUN}|{_KIND})"),
    ("documents", r"(?:文件|材料|资料)(?:清单|目录|列表)"),
)  # fmt: skip
_QUESTIONS: Final = tuple((want, re.compile(pattern)) for want, pattern in _PATTERNS)

# Words of such a question beside those of every question.
_WORDS: Final = re.compile(
    rf"{_LIBRARY}|{_HOLDS}|有没有|有无|是否有|收没收|最新|最近|最晚|最[早老旧]|年份|年度|{_WHEN}|涵盖|覆盖|来自|"
    r"单位|部门|机构|清单|目录|列表|名称|叫什么|什么|谁|哪些|哪几?个?家?|几个|类|种|[这那]?一?[份篇本]|年$|年的"
)


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """A question about the library itself."""

    want: Want
    kinds: tuple[str, ...]  # 要点, 总结
    matter: tuple[str, ...]  # what else it says: whose documents


def library_question(question: str) -> LibraryQuestion | None:
    """Read a question about the library itself.

    Args:
        question (str): In the user's words.

    Returns:
        LibraryQuestion | None: None where it asks for something else. What `matter` holds must name documents, else it
            does so too: 制定了哪些文件.
    """
    want = next((want for want, pattern in _QUESTIONS if pattern.search(question)), None)
    if want is None:
        return None
    kinds = tuple(dict.fromkeys(re.findall(_KIND, question)))
    return LibraryQuestion(want, kinds, tuple(matter_of(_WORDS.sub(" ", question), ())))


def about_library(asked: Asked, documents: Sequence[Document]) -> Findings | None:
    """Answer which documents the library holds.

    Args:
        asked (Asked): The question, taken apart.
        documents (Sequence[Document]): Those that may be searched.

    Returns:
        Findings | None: None where the question asks for something else.
    """
    question = library_question(asked.text)
    if question is None:
        return None
    owned = [d for d in documents if all(_is_called(d, chunk) for chunk in question.matter)]
    if question.matter and not owned:
        return None
    chosen = [d for d in owned if _is_meant(d, question, asked)]
    if not chosen:
        return _nothing(question, asked, documents)
    if question.want in ("years", "newest", "oldest") and not any(d.year for d in chosen):
        return _unstated("年份", chosen, documents)
    if question.want == "units" and not any(d.unit for d in chosen):
        return _unstated("单位", chosen, documents)
    says = {"documents": _documents, "years": _years, "units": _units, "newest": _newest, "oldest": _oldest}
    return Findings("answered", (says[question.want](chosen, documents),))


def _is_called(document: Document, words: str) -> bool:
    """Whether words stand in a document's name, or shorten its unit's: 省行业党委 for 省能源行业党委."""
    rest = iter(document.unit)
    return words in name_of(document) or (len(words) > 1 and all(character in rest for character in words))


def _is_meant(document: Document, question: LibraryQuestion, asked: Asked) -> bool:
    kind = not question.kinds or any(k in document.kind or k in document.title for k in question.kinds)
    year = not asked.years or is_of_years(document, asked.years)
    unit = not asked.units or any(unit in (document.unit or document.title) for unit in asked.units)
    return kind and year and unit


# --- saying -----------------------------------------------------------------------------------------------------------


def _nothing(question: LibraryQuestion, asked: Asked, documents: Sequence[Document]) -> Findings:
    """There is none, and what comes nearest: other years of this kind."""
    years = "、".join(map(str, sorted(asked.years)))
    what = (f"{years}年的" if years else "") + ("、".join(question.kinds) or "文件")
    lead = f"没有找到：资料库里没有{what}。检查了 {examined(documents)}。"
    near = [d for d in documents if any(k in d.kind or k in d.title for k in question.kinds)]
    return Findings("not_found", (Paragraph(lead, lines=("同类文件有：", *_lines(near)) if near else ()),))


def _unstated(what: str, chosen: Sequence[Document], documents: Sequence[Document]) -> Findings:
    lead = f"没有找到：检查了资料库里的 {examined(documents)}，问到的 {len(chosen)} 份都没有写明{what}："
    return Findings("not_found", (Paragraph(lead, lines=_lines(chosen)),))


def _documents(chosen: Sequence[Document], documents: Sequence[Document]) -> Paragraph:
    whole = len(chosen) == len(documents)
    lead = f"资料库里有 {examined(documents)}"
    return Paragraph(f"{lead}：" if whole else f"{lead}，其中符合的有 {len(chosen)} 份：", lines=_lines(chosen))


def _years(chosen: Sequence[Document], documents: Sequence[Document]) -> Paragraph:
    counts = Counter(d.year for d in chosen if d.year)
    undated = len(chosen) - counts.total()
    tally = [f"{year}年 {counts[year]} 份" for year in sorted(counts)]
    told = "、".join([*tally, *([f"未注明年份 {undated} 份"] if undated else [])])
    lead = f"检查了资料库里的 {examined(documents)}，问到的有 {len(chosen)} 份：{told}。"
    return Paragraph(lead, lines=_lines(chosen))


def _units(chosen: Sequence[Document], documents: Sequence[Document]) -> Paragraph:
    counts = Counter(d.unit or "文件里没有写明单位" for d in chosen)
    lines = tuple(f"· {unit}：{count} 份" for unit, count in counts.most_common(LISTED))
    return Paragraph(f"检查了资料库里的 {examined(documents)}，问到的有 {len(chosen)} 份，单位有：", lines=lines)


def _newest(chosen: Sequence[Document], documents: Sequence[Document]) -> Paragraph:
    return _of_year(max(d.year for d in chosen if d.year), "最新", chosen, documents)


def _oldest(chosen: Sequence[Document], documents: Sequence[Document]) -> Paragraph:
    return _of_year(min(d.year for d in chosen if d.year), "最早", chosen, documents)


def _of_year(year: int, what: str, chosen: Sequence[Document], documents: Sequence[Document]) -> Paragraph:
    lead = f"检查了资料库里的 {examined(documents)}，问到的有 {len(chosen)} 份"
    return Paragraph(f"{lead}，{what}的是 {year}年的：", lines=_lines([d for d in chosen if d.year == year]))


def _lines(documents: Sequence[Document]) -> tuple[str, ...]:
    """One line a document, oldest first: name, year, kind, unit, number of items, file."""
    ordered = sorted(documents, key=lambda d: (d.year or 0, d.file))
    lines = tuple(_line(d) for d in ordered[:LISTED])
    left = len(ordered) - LISTED
    return (*lines, f"另有 {left} 份没有列出，请看资料库的文件列表") if left > 0 else lines


def _line(document: Document) -> str:
    year = f"{document.year}年" if document.year else "未注明年份"
    facts = [year, document.kind, *([document.unit] if document.unit else []), document.file]
    return f"· {named(document)}（{'，'.join(facts)}）"
