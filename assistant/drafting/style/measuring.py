"""A unit's own plans, or its summaries, -> its house style. Pure; needs no embedding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.drafting.style.headings import has_predicate
from assistant.drafting.style.numbering import in_order, levels_of
from assistant.drafting.style.records import Closing, HouseStyle, Measures
from assistant.drafting.style.shape import Entry, Shape, shape_of
from assistant.drafting.style.wording import densities_of, grams_of, mean_of, states_value, subjects_first, words_of
from ingest.errors import BadRequest
from ingest.front import is_date_line
from ingest.outline import TITLE_CHARS
from ingest.records import Outline

_STOP: Final = "。"


def measure(outlines: Sequence[Outline], *, whole: bool = False) -> HouseStyle:
    """Measure the house style.

    Args:
        outlines (Sequence[Outline]): The unit's own prior plans, newest first; summaries where a summary is to follow.
        whole (bool): Whether a report is measured as a whole, as a summary follows it; else only the plan in it.

    Returns:
        HouseStyle: Of all of them.

    Raises:
        BadRequest: If there is none, or one has no items.
    """
    if not outlines:
        raise BadRequest("没有往年要点，无法归纳行文风格。请至少提供一份本单位往年的要点")
    plans = tuple(measured(outline, whole=whole) for outline in outlines)
    return HouseStyle(plans, mean_of([plan.words for plan in plans]), mean_of([plan.grams for plan in plans]), whole)


def measured(outline: Outline, *, whole: bool = False) -> Measures:
    """Measure one plan.

    Args:
        outline (Outline): A plan, or a report that ends in one.
        whole (bool): As of `measure`.

    Returns:
        Measures: Its traits.

    Raises:
        BadRequest: If it has no items.
    """
    shape = shape_of(outline, whole=whole)
    entries = shape.entries
    if not entries:
        raise BadRequest(
            f"文件里没有条目，无法归纳行文风格：《{outline.title}》。请检查该文件是否完整，或者换一份往年要点"
        )
    leads = tuple(map(lead_of, entries))
    behind = [text for entry, lead in zip(entries, leads, strict=True) for text in entry.sentences[bool(lead) :]]
    texts = [text for entry in entries for text in entry.sentences]
    return Measures(
        title=outline.title,
        year=outline.year,
        headings=shape.headings,
        levels=levels_of(shape.marks),
        in_order=in_order(shape.marks),
        items_per_section=tuple(len(part.entries) for part in shape.parts),
        sentences_per_item=tuple(len(entry.sentences) for entry in entries),
        item_chars=tuple(entry.chars for entry in entries),
        sentence_chars=tuple(map(len, behind)),
        leads=leads,
        verb_leads=sum(map(has_predicate, leads)) / max(sum(map(bool, leads)), 1),
        subjects_first=subjects_first(behind),
        densities=densities_of(texts),
        words=words_of([shape.opening, *texts]),
        grams=grams_of([shape.opening, *shape.headings, *texts], [outline.unit]),
        opening=shape.opening,
        closing=_closing(shape, outline),
    )


def lead_of(entry: Entry) -> str:
    """The short sentence that an item begins with and that names its matter.

    Args:
        entry (Entry): An item.

    Returns:
        str: 落实组织生活制度。 Or "" where the item begins with what is to be done, or says nothing else.
    """
    first, *rest = entry.sentences or ("",)
    is_lead = rest and first.endswith(_STOP) and len(first) <= TITLE_CHARS and not states_value(first)
    return first if is_lead else ""


def _closing(shape: Shape, outline: Outline) -> Closing:
    signers = [line for line in shape.signature if not is_date_line(line)]
    return Closing(shape.note, "".join(signers), outline.issued, outline.addressees)
