"""The director's edited document comes back: a draft and its paragraphs in, the draft as it is now out. Pure.

What the document says, in its order and with its numbers, is the new truth. Each sentence is traced to the draft:

    unchanged                      keeps class, sources and edits
    changed                        改写自, with the sources that it had
    changed beyond recognition     用户给定, with the document as its first source and those that it had behind it
    a blank that was filled        the same, with the document as one more source
    new, or changed and it was     用户给定, with the document as its source
    the user's own before
    with a blank still in it       待补

The plan tells what was deleted and added; the tasks are those of the table at the document's end, and `following`
brings them up with the text. Findings and style score are not carried over: whoever shows the draft makes them anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.drafting.keys import OWN, key_of
from assistant.drafting.provenance import REWORDED, similarity
from assistant.drafting.records import BLANK, Draft, DraftItem, Edit, Section, Sentence, Source, StyleScore
from assistant.drafting.reimport.aligning import Descent, descent, moved, pieces_of
from assistant.drafting.reimport.cutting import Knife, folded
from assistant.drafting.reimport.plan import plan_after, rows_of
from assistant.drafting.reimport.reading import returned
from assistant.drafting.reimport.tasks import changed_tasks, tasks_after
from ingest.errors import BadRequest
from ingest.records import Line

LEAST_SHARED: Final = 0.2  # of the document's sentences come from the draft, or it is none of its descendants
CHANGED: Final = "用户修改"  # reason of an edit


def reimport(draft: Draft, lines: Sequence[Line], file: str) -> Draft:
    """Take over what a director has made of a draft.

    Args:
        draft (Draft): As it was given away.
        lines (Sequence[Line]): The document that came back, as `ingest.readers` hand it over.
        file (str): Its name, which the user's own sentences name as their source.

    Returns:
        Draft: As it is now, not examined yet: without style score, with the old findings.

    Raises:
        BadRequest: The document has nearly nothing in common with the draft.
    """
    knife = Knife.of(sentence.text for item in draft.items() for sentence in item.sentences)
    document = returned(lines, file, draft.signer, knife)
    arrived = replace(
        draft,
        title=document.title or draft.title,
        addressees=document.addressees,
        signer=document.signer,
        issued=document.issued or draft.issued,
        sections=document.sections,
        style=StyleScore(0.0),
    )
    before, now = pieces_of(draft), pieces_of(arrived)
    came_from = descent(before, now)
    if not came_from or len(came_from) < LEAST_SHARED * len(now):
        raise BadRequest(f"这份文件不像是这份草稿的修改稿：{file}。请检查文件，或换一份草稿")
    after = replace(arrived, sections=tuple(_traced_sections(draft, arrived, came_from)))
    tasks = tasks_after(draft, after, moved(before, now, came_from), document.rows)
    return replace(after, plan=plan_after(draft, after, came_from), tasks=tasks)


def summary(old: Draft, new: Draft) -> str:
    """What became of a draft, in a line.

    Args:
        old (Draft): As it was.
        new (Draft): As it is.

    Returns:
        str: 改写3句、新增1句、删去2句; 没有改动 where nothing was.
    """
    before, now = pieces_of(old), pieces_of(new)
    came_from = descent(before, now)
    kept = {i for olds in came_from.values() for i in olds}
    counts = {
        "改写{}句": sum(not _is_same(now[j].text, [before[i].text for i in olds]) for j, olds in came_from.items()),
        "新增{}句": len(now) - len(came_from),
        "删去{}句": len(before) - len(kept),
        "任务分解改动{}行": changed_tasks(old.tasks, new.tasks),
    }
    return "、".join(told.format(count) for told, count in counts.items() if count) or "没有改动"


# --- sentences --------------------------------------------------------------------------------------------------------


def _traced_sections(draft: Draft, arrived: Draft, came_from: Descent) -> Iterator[Section]:
    olds, rows = list(draft.sentences()), rows_of(draft)
    flow = (
        (traced(sentence, [olds[i] for i in came_from.get(j, ())]), [rows[i] for i in came_from.get(j, ())])
        for j, sentence in enumerate(arrived.sentences())
    )
    empty = next((section.heading for section in draft.sections if not section.heading.text), None)
    for section in arrived.sections:
        heading = next(flow)[0] if section.heading.text else empty or section.heading
        items: list[DraftItem] = []
        for item in section.items:
            pairs = [next(flow) for _ in item.sentences]
            row = _row_of(pairs) or _own_row(item, items[-1:], is_opening=not heading.text)
            items.append(replace(item, sentences=tuple(sentence for sentence, _ in pairs), row=row))
        yield Section(section.label, heading, tuple(items))


def traced(sentence: Sentence, olds: Sequence[Sentence], reason: str = CHANGED) -> Sentence:
    """Give a sentence the provenance of what it was made from.

    Args:
        sentence (Sentence): As it stands now, with the document that it came in as its source, or none.
        olds (Sequence[Sentence]): Those of the draft that it descends from.
        reason (str): Why it was changed, in Chinese.

    Returns:
        Sentence: 用户给定 where it is not like what it descends from.
    """
    if not olds:
        return sentence
    if _is_same(sentence.text, [old.text for old in olds]):
        return olds[0]
    sources = _distinct(source for old in olds for source in old.sources)
    if BLANK in sentence.text:
        return replace(sentence, sources=sources, edits=_edits(olds[0], sentence.text, reason))
    if not _is_reworded(sentence.text, sources):
        return replace(sentence, sources=(*sentence.sources, *sources))
    is_filled = any(BLANK in old.text for old in olds)
    return Sentence(sentence.text, "改写自", (*sources, *sentence.sources) if is_filled else sources)


def _is_reworded(text: str, sources: Sequence[Source]) -> bool:
    """Whether a changed text is still its first source's: that is not the user's own, and like enough."""
    first = next(iter(sources), None)
    return first is not None and first.role != "fact" and similarity(text, first.quote) >= REWORDED


def _is_same(text: str, olds: Sequence[str]) -> bool:
    """Whether a text is one of the draft's but for white space."""
    return ["".join(text.split())] == ["".join(old.split()) for old in olds]


def _edits(old: Sentence, text: str, reason: str) -> tuple[Edit, ...]:
    """What makes a text of the first source's quote, where there is one."""
    if not old.sources:
        return ()
    if old.kind in ("沿用", "待补"):  # their edits lead from the quote to the old text
        return (*old.edits, Edit(old.text, text, reason))
    return (Edit(old.sources[0].quote, text, reason),)


def _distinct(sources: Iterator[Source]) -> tuple[Source, ...]:
    return tuple({source.place: source for source in sources}.values())


# --- rows of the plan -------------------------------------------------------------------------------------------------


def _row_of(traced: Sequence[tuple[Sentence, Sequence[str]]]) -> str:
    """The row that most of an item's words carry out; "" where all of them are new."""
    weights: Counter[str] = Counter()
    for sentence, rows in traced:
        weights.update({row: len(sentence.text) for row in rows if row})
    return weights.most_common(1)[0][0] if weights else ""


def _own_row(item: DraftItem, above: Sequence[DraftItem], *, is_opening: bool) -> str:
    """The row of an item that the user has added; a paragraph that goes on with the item above belongs to that."""
    if is_opening:
        return ""
    if above and above[0].address == item.address:
        return above[0].row
    return OWN + key_of(folded(item.text))
