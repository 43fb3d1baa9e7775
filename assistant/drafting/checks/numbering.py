"""编号, 附件: gaps and doubles in the numbers, labels of a wrong form, attachments that are named but not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from assistant.drafting.checks.paper import ATTACHMENT, Paper, found, is_note, without_names
from assistant.drafting.records import Finding
from ingest.labels import Label, Rank, label_of
from ingest.records import Item

CHECK: Final = "编号"
ATTACHED: Final = "附件"

_NUMBERED: Final = frozenset(Rank) - {Rank.HEADING, Rank.DECIMAL}
# Forms that GB/T 9704-2012, 7.3.3, does not have, and what it has instead.
_FORMS: Final[Mapping[str, tuple[re.Pattern[str], str]]] = {
    "半角括号": (
        re.compile(r"\([一二三四五六七八九十\d]+[)）]|（[一二三四五六七八九十\d]+\)"),
        "改用全角括号：（一）（1）",
    ),
    "括号后的顿号": (re.compile(r"[（(][一二三四五六七八九十\d]+[)）]、"), "去掉顿号：（一）（1）"),
    "数字后的顿号": (re.compile(r"\d+、"), "改用“1.”"),
    "汉字序号后的圆点": (re.compile(r"[一二三四五六七八九十]+[.．]"), "改用顿号：一、"),
}
_ELSEWHERE: Final = re.compile(r"另行?[印下]?发|另文|单独印发|[（(]略[）)]")
_LISTED: Final = re.compile(r"(?:^|[\n：:\s])[\s　]*(\d{1,2})[.．、](?=\D)")
_POINTED_AT: Final = re.compile(r"(?:详?见|按照|填写|参照|如)附件\s?\d{0,2}")


@dataclass(slots=True)
class _Run:
    """Where the numbers of one rank stand while the document is read. Changed as it goes."""

    parent: str = ""
    last: int = 0
    seen: set[int] = field(default_factory=set)


def numbering(paper: Paper) -> Iterator[Finding]:
    """Numbers that leave one out or come twice, and labels that are written otherwise than official papers do.

    A rank may begin anew under each heading or run on over all of them; both are in use.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each break of a run; one for each wrong form, at its first place.
    """
    runs: dict[Rank, _Run] = {}
    labelled = [(item, label) for item in paper.prose if (label := label_of(item.text))]
    for item, label in labelled:
        if label.rank in _NUMBERED:
            yield from _step(runs.setdefault(label.rank, _Run()), item, label)
    for name, (form, remedy) in _FORMS.items():
        wrong = [item for item, _ in labelled if form.match(item.text)]
        if wrong:
            more = f"等{len(wrong)}处" if len(wrong) > 1 else ""
            yield found(CHECK, wrong[0], f"序号用了{name}{more}", remedy, wrong[0].text[:8])


def _step(run: _Run, item: Item, label: Label) -> Iterator[Finding]:
    """Take one number further, and tell what does not fit."""
    parent = item.address.rpartition("/")[0]
    is_new = parent != run.parent or (label.rank == Rank.INLINE and label.value == 1)
    expected = run.last + 1
    fits = label.value == expected or (is_new and label.value == 1)
    if not fits and not is_new and label.value in run.seen:
        yield found(CHECK, item, f"序号“{label.text}”重复", "检查这一级的序号，重新排序", item.text)
    elif not fits:
        missing = f"缺{_span(expected, label.value)}" if not is_new and label.value > expected else "序号不连续"
        yield found(CHECK, item, f"“{label.text}”之前{missing}", "补上缺的一项，或者重新排序", item.text)
    if is_new and label.value == 1:
        run.seen.clear()
    run.seen.add(label.value)
    run.parent, run.last = parent, label.value


def _span(first: int, behind: int) -> str:
    return f"第{first}项" if behind == first + 1 else f"第{first}至{behind - 1}项"


def attachments(paper: Paper) -> Iterator[Finding]:
    """Attachments that a note or a sentence names and that the document does not hold.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: At the note, or at the sentence where there is no note.
    """
    there = [item for item in paper.items if item.address.startswith(ATTACHMENT)]
    notes = [item for item in paper.outline.items if is_note(item)]
    for note in notes:
        named = max(1, len(_LISTED.findall(note.text)))
        present = len({item.address.partition("/")[0] for item in there})
        if not _ELSEWHERE.search(note.text) and present < named:
            message = f"附件说明列了{named}个附件，文中有{present}个"
            yield found(ATTACHED, note, message, "补上附件；另行印发的注明“另行印发”", note.text)
    for item in there:
        if item.address.count("/") == 0 and item.address not in paper.parents and _is_bare(item):
            yield found(ATTACHED, item, "附件只有标题，没有内容", "补上附件的内容", item.text)
    if not there and not notes:
        yield from _pointing(paper)


def _is_bare(item: Item) -> bool:
    """Whether nothing but a title stands there: no sentence, no row."""
    return not re.search(r"[。；，]", without_names(item.text))


def _pointing(paper: Paper) -> Iterator[Finding]:
    for item in paper.prose:
        pointed = _POINTED_AT.search(without_names(item.text))
        if pointed:
            yield found(ATTACHED, item, f"写了“{pointed[0]}”，文中没有附件", "补上附件，或者删去这句", pointed[0])
            return
