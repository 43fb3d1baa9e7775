"""The words with which a question says where to look: a unit, a year, a kind of document. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePath
from typing import Final, Literal

from assistant.question import OWN_UNIT, RELATIVE_YEARS, name_of, years_in
from ingest.library import Profile
from ingest.records import Document

_YEAR: Final = (
    r"(?:(?<!\d)(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年度?(?![底末初\d])|"
    r"去年|前年|今年|明年|本年度|上年度"
)
_KIND: Final = re.compile(r"要点|意见|总结|计划|报告|办法|条例|通知|任务分解表?|分解表|细则|方案|规定")
_GLUE: Final = r"里的|里面的|里|那份|这份|那个|这个|的"
_INSIDE: Final = re.compile(r"里|中|当中|上[，,]|第|[：:，,]")  # behind a bare kind: 要点里, 办法第十条
_CLAUSE: Final = re.compile(r"(?:^|[，,。；;：:、])(?:(?:按照?|根据|依据|依照|在|那么?)(?![年月]))?$")
_PREFIX_OF_NAME: Final = re.compile(r"[^\d_（(]{2,20}?(?=[_（(\d]|关于|[一二][〇零○九])")
_OWN: Final = (*OWN_UNIT, "我们单位", "咱们单位", "我们公司", "咱们公司")
_SUPERIOR: Final = "上级"
_BODY: Final = "集团公司局委厂站院所部处厅办校镇乡县市省区关司企"  # what the short name of a unit ends in
_LEVEL: Final = "局委厂站院所处厅省市县区校镇乡"  # 局里, 省里
# Bodies that are inside any unit, or that the name of another body would be short for.
_NO_UNIT: Final = frozenset(
    ["党委", "党组", "支部", "总支", "纪委", "部门", "团委", "工会", "省委", "市委", "县委", "区委"]
)
_REGIONS: Final = "省市县区"
NAME_CHARS: Final = 40  # of a title, as far as anybody writes it out
MAX_SHORT_CHARS: Final = 6  # of the short name of a unit

Field = Literal["unit", "subject", "kind", "year"]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where to look, in the user's words; "" is no limit."""

    unit: str = ""  # 县局
    year: str = ""  # 2023年, 去年
    subject: str = ""  # what a title says besides: 党务公开工作
    kind: str = ""  # 要点

    @property
    def text(self) -> str:
        """The pointer as one would write it: 2023年县局党建工作意见."""
        return f"{self.year}{self.unit}{self.subject}{self.kind}"

    @property
    def names_document(self) -> bool:
        """Whether it means some documents, and not a year alone, of which any document may tell."""
        return bool(self.unit or self.kind)


@dataclass(frozen=True, slots=True)
class Mention:
    """A pointer and its place in a text."""

    pointer: Pointer
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents that can be pointed to, and what 我们 and 去年 mean."""

    documents: tuple[Document, ...]
    profile: Profile
    units: str  # a pattern of what units are called, longest first, that matches no empty text

    @classmethod
    def of(cls, documents: Sequence[Document], profile: Profile) -> Shelf:
        """The shelf of these documents."""
        names = set(chain.from_iterable(map(unit_names, documents)))
        short = {name[-n:] for name in names for n in (2, 3, 4) if len(name) > n and name[-1] in _BODY}
        short |= {f"{name[at]}里" for name in names for at in (0, -1) if name[at] in _LEVEL}  # 局里的意见
        short |= {f"{region}{name[-1]}" for name in names if name[-1] in _BODY for region in _REGIONS if region in name}
        own = {*_OWN, profile.unit, *profile.aliases} if profile.unit else set()
        superior = {_SUPERIOR, profile.superior} if profile.superior else set()
        known = sorted((names | short | own | superior) - _NO_UNIT - {""}, key=lambda name: (-len(name), name))
        return cls(tuple(documents), profile, "|".join(map(re.escape, known)) or r"(?!)")

    def mentions(self, text: str) -> list[Mention]:
        """Find what points to a document or a year.

        Args:
            text (str): A question.

        Returns:
            list[Mention]: In reading order, none overlapping another.
        """
        found = [*self._documents_named(text)]
        for match in re.finditer(rf"(?:(?:{_YEAR}|{self.units})(?:{_GLUE})?)+", text):
            taken = any(m.start < match.end() and match.start() < m.end for m in found)
            if not taken and (re.search(_YEAR, match[0]) or _CLAUSE.search(text[: match.start()])):
                found.append(self._mention(text, match.start(), match.end()))
        return sorted((m for m in found if m.pointer != Pointer()), key=lambda m: m.start)

    def only_pointer(self, text: str) -> Pointer | None:
        """What a text means that is nothing but a pointer.

        Args:
            text (str): 县局, 机关的要点, 2023年.

        Returns:
            Pointer | None: None where it says anything else, or nothing that is there.
        """
        mentions = self.mentions(text)
        if mentions and not re.sub(_GLUE, "", "".join(_around(text, mentions))):
            return _merged(m.pointer for m in mentions)
        kind = _KIND.fullmatch(text)
        if kind and any(kind[0] in name_of(d) for d in self.documents):
            return Pointer(kind=kind[0])
        short = re.sub(rf"(?:{_GLUE}|那边|这边)$", "", text)
        is_unit = 2 <= len(short) <= MAX_SHORT_CHARS and short[-1] in _BODY and short not in _NO_UNIT
        return Pointer(unit=short) if is_unit and self.meant(Pointer(unit=short)) else None

    def meant(self, pointer: Pointer) -> list[Document]:
        """The documents that have all that a pointer says; of the units that it may mean, the closest by name.

        Args:
            pointer (Pointer): Where to look.

        Returns:
            list[Document]: All of them for an empty pointer.
        """
        fitting = [d for d in self.documents if self._fits(d, pointer)]
        closeness = {d.id: self._closeness(d, pointer.unit) for d in fitting} if pointer.unit else {}
        best = max(closeness.values(), default=0)
        return [d for d in fitting if not pointer.unit or closeness[d.id] == best > 0]

    def moved(self, old: Pointer, new: Pointer) -> Pointer:
        """The old pointer with what the new one says; a year moves alone, else what no document has goes.

        Args:
            old (Pointer): Of the question before.
            new (Pointer): Of the follow-up.

        Returns:
            Pointer: 国企 + 要点 and 县局 give 县局 + 意见 where 县局 has no 要点.
        """
        if new == Pointer(year=new.year):
            return replace(old, year=new.year)
        kept = new
        order: tuple[Field, ...] = ("unit", "kind", "year", "subject")
        for field in order:
            fuller = replace(kept, **{field: getattr(kept, field) or getattr(old, field)})
            kept = fuller if self.meant(fuller) else kept
        return kept if kept.kind else replace(kept, subject="", kind=_common_kind(self.meant(kept)))

    def _documents_named(self, text: str) -> Iterator[Mention]:
        """国企那份要点: a kind of document with all before it that stands in names of documents."""
        at = 0
        for kind in _KIND.finditer(text):
            named = [name_of(d) for d in self.documents if kind[0].removesuffix("表") in name_of(d)]
            start = self._leftmost(text, at, kind.start(), named)
            said = start < kind.start() or _INSIDE.match(text, kind.end())
            if named and said and (start < kind.start() or kind[0] != "规定"):
                yield self._mention(text, start, kind.end())
                at = kind.end()

    def _leftmost(self, text: str, least: int, at: int, names: Sequence[str]) -> int:
        known = re.compile(rf"(?:(?:{_YEAR}|{self.units})(?:{_GLUE})?|{_GLUE})$")
        while at > least:
            piece = known.search(text, least, at)
            start = piece.start() if piece else _longest_in(names, text, least, at)
            if start == at:
                break
            at = start
        glue = re.compile(f"(?:{_GLUE})++").match(text, at)
        return glue.end() if glue and at else at  # …制度的要点: what the glue hangs on is no pointer

    def _mention(self, text: str, start: int, end: int) -> Mention:
        said = text[start:end]
        year, unit, kind = re.search(_YEAR, said), re.search(self.units, said), [*_KIND.finditer(said)][-1:]
        last = kind[0].start() if kind else len(said)
        parts = [m.span() for m in (year, unit) if m and m.end() <= last]
        subject = "".join(c for i, c in enumerate(said[:last]) if not any(a <= i < b for a, b in parts))
        pointer = Pointer(
            unit[0] if unit else "",
            year[0] if year else "",
            re.sub(rf"^(?:{_GLUE})++|(?:{_GLUE})++$", "", subject) if kind else "",
            kind[0][0] if kind else "",
        )
        return Mention(pointer, start, end if kind else start + len(re.sub(f"(?:{_GLUE})$", "", said)))

    def _fits(self, document: Document, pointer: Pointer) -> bool:
        year = self._year(pointer.year)
        return (
            (year is None or document.year == year or str(year) in name_of(document))
            and pointer.kind.removesuffix("表") in name_of(document)
            and pointer.subject in name_of(document)
        )

    def _closeness(self, document: Document, unit: str) -> int:
        """How well a unit that is named in full, in part or by some of its characters (国企) is the document's: 0-4."""
        own = tuple(name for name in (self.profile.unit, *self.profile.aliases) if name)
        meant = own if unit in _OWN else (self.profile.superior,) if unit == _SUPERIOR else (unit.removesuffix("里"),)
        return max((_alike(short, name) for short in meant for name in unit_names(document)), default=0)

    def _year(self, said: str) -> int | None:
        if said in RELATIVE_YEARS:
            return self.profile.this_year() + RELATIVE_YEARS[said]
        return min(years_in(said), default=None)


def unit_names(document: Document) -> frozenset[str]:
    """What a document calls its unit: in its unit, or before the year in its title or its file's name."""
    leads = (_PREFIX_OF_NAME.match(text) for text in (document.title, PurePath(document.file).stem))
    return frozenset({document.unit, *(lead[0] for lead in leads if lead)} - {""})


def _alike(short: str, name: str) -> int:
    tests = (short == name, name.endswith(short), short in name, _abbreviates(short, name))
    return next((len(tests) - index for index, holds in enumerate(tests) if holds), 0)


def _abbreviates(short: str, name: str) -> bool:
    """县局 for 青山县水务局: its characters in the name's order, ending alike."""
    rest = iter(name)
    return short[-1] == name[-1] and all(character in rest for character in short)


def _longest_in(names: Sequence[str], text: str, least: int, at: int) -> int:
    """Where the longest piece of text before `at` begins that stands in a name; `at` where two characters do not."""
    starts = range(max(least, at - NAME_CHARS), at - 1)
    return next((start for start in starts if any(text[start:at] in name for name in names)), at)


def _around(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    starts = [0, *(m.end for m in mentions)]
    ends = [*(m.start for m in mentions), len(text)]
    return (text[start:end] for start, end in zip(starts, ends, strict=True))


def _merged(pointers: Iterator[Pointer]) -> Pointer:
    merged = Pointer()
    for pointer in pointers:
        fields = {name: getattr(pointer, name) for name in ("unit", "year", "subject", "kind")}
        merged = replace(merged, **{name: value for name, value in fields.items() if value})
    return merged


def _common_kind(documents: Sequence[Document]) -> str:
    """The word for the kind of document that they all are, as their titles have it; "" where they differ."""
    kinds = {match[0] for d in documents for match in [*_KIND.finditer(d.title)][-1:]}
    return kinds.pop() if len(kinds) == 1 else ""
