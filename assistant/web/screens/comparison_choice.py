"""What can be held against what, what is offered first, and the forms to choose it in. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import groupby
from typing import Final

from assistant.web.shelf import newest_first, year_choices
from ingest.library import Profile
from ingest.records import Document, DocumentId, Kind

LIKE: Final = 0.6  # likeness of what two titles are about; 党建工作 and 网络安全工作 have 0.4
_YEAR: Final = re.compile(r"(?:20|19)\d\d年?度?")


@dataclass(frozen=True, slots=True)
class Series:
    """Documents of one kind by one unit about one matter, oldest first; at least two, each with its year."""

    documents: tuple[Document, ...]

    @property
    def key(self) -> DocumentId:
        """Names it in an address: its oldest document."""
        return self.documents[0].id

    @property
    def label(self) -> str:
        """云岭集团党建工作要点（2021—2025年，5 份）."""
        first, last = self.documents[0], self.documents[-1]
        name = _YEAR.sub("", last.title)
        unit = "" if last.unit in name else f"{last.unit} · "
        return f"{unit}{name}（{first.year}—{last.year}年，{len(self.documents)} 份）"


def series_of(documents: Sequence[Document], profile: Profile) -> list[Series]:
    """What can be followed through the years: the own unit's plans first, then the longest.

    Args:
        documents (Sequence[Document]): All that the visitor sees.
        profile (Profile): Tells which unit is one's own.

    Returns:
        list[Series]: Of documents with a year, at least two each; titles may differ a little from year to year.
    """
    found: defaultdict[tuple[str, Kind], list[list[Document]]] = defaultdict(list)
    for document in sorted(documents, key=lambda each: (each.year or 0, each.title)):
        if document.year:
            _add(found[document.unit, document.kind], document)
    own = own_units(documents, profile)
    series = [Series(tuple(each)) for lists in found.values() for each in lists if len(each) > 1]
    return sorted(series, key=lambda each: _unlikely(each, own))


def _add(lists: list[list[Document]], document: Document) -> None:
    """Put a document behind the one whose title is most like its own, or into a list of its own."""
    best = max(lists, key=lambda each: _likeness(each[-1], document), default=None)
    if best is not None and _likeness(best[-1], document) >= LIKE:
        best.append(document)
    else:
        lists.append([document])


def _likeness(one: Document, other: Document) -> float:
    return SequenceMatcher(None, _matter(one), _matter(other), autojunk=False).ratio()


def _matter(document: Document) -> str:
    """A title without unit, year and kind: what it is about."""
    name = _YEAR.sub("", document.title).removesuffix(document.kind)
    return name.replace(document.unit, "") if document.unit else name


def _unlikely(series: Series, own: Collection[str]) -> tuple[bool, bool, int]:
    first = series.documents[0]
    return first.unit not in own, first.kind != "要点", -len(series.documents)


def own_units(documents: Sequence[Document], profile: Profile) -> Collection[str]:
    """The names of the own unit; where the profile has none, the unit with most plans."""
    if profile.unit:
        return {profile.unit, *profile.aliases}
    planning = Counter(document.unit for document in documents if document.kind == "要点" and document.unit)
    return {unit for unit, _ in planning.most_common(1)}


def usual_pair(documents: Sequence[Document], profile: Profile) -> tuple[Document, ...]:
    """The last two plans of the own unit, older one first; else the two newest documents, where there are two."""
    for series in series_of(documents, profile)[:1]:
        return series.documents[-2:]
    return tuple(reversed(newest_first(documents)[:2]))


def usual_coverage(documents: Sequence[Document], profile: Profile) -> tuple[Document, ...]:
    """The newest plan for whose year there is a superior's, own ones tried first; else the usual pair."""
    own = own_units(documents, profile)
    plans = [each for each in newest_first(documents) if each.kind == "要点"]
    plans.sort(key=lambda each: each.unit not in own)
    others = [each for each in newest_first(documents) if each.kind == "意见" and each.unit not in own]
    others.sort(key=lambda each: each.unit != profile.superior)
    pairs = ((other, plan) for plan in plans for other in others if other.year == plan.year)
    return next(pairs, usual_pair(documents, profile))


def planned_years(documents: Sequence[Document]) -> list[tuple[str, int]]:
    """(label, year) of the years of which there is a plan, newest first."""
    return year_choices([document for document in documents if document.kind == "要点"])


# --- forms ------------------------------------------------------------------------------------------------------------


def pair_form(view: str, labels: tuple[str, str], documents: Sequence[Document], chosen: Sequence[Document]) -> str:
    """Two documents to choose, as `old` and `new`.

    Args:
        view (str): Of the screen; its result goes into #comparison-<view>.
        labels (tuple[str, str]): What the two sides are called.
        documents (Sequence[Document]): To choose from.
        chosen (Sequence[Document]): The two that are.

    Returns:
        str: HTML; the comparison is made when one is chosen.
    """
    selects = "".join(
        f'<label class="grow">{label}<select name="{name}">{_options(documents, one.id)}</select></label>'
        for label, name, one in zip(labels, ("old", "new"), chosen, strict=True)
    )
    return form(view, selects)


def form(view: str, fields: str) -> str:
    """A form of fields, whose result goes into #comparison-<view>."""
    return (
        f'<form id="comparison-{view}-form" class="filter" data-live data-into="#comparison-{view}" '
        f'action="/screens/comparison/{view}" method="get">{fields}</form>'
    )


def select(label: str, name: str, options: Iterable[tuple[str, str]], chosen: str) -> str:
    """A labelled field; options are (value, words)."""
    html = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in options
    )
    return f'<label class="grow">{label}<select name="{name}">{html}</select></label>'


def _options(documents: Sequence[Document], chosen: DocumentId) -> str:
    same = Counter(document.title for document in documents)
    html = []
    for year, group in groupby(newest_first(documents), key=lambda document: document.year):
        html.append(f'<optgroup label="{f"{year}年" if year else "年份未写明"}">')
        for each in group:
            words = each.title if same[each.title] == 1 else f"{each.title}（{each.file}）"
            mark = " selected" if each.id == chosen else ""
            html.append(f'<option value="{each.id}"{mark}>{escape(words)}</option>')
        html.append("</optgroup>")
    return "".join(html)
