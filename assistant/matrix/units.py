"""Which documents of a year belong to one unit: only those are held against each other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.matrix.sides import ASKING, ASSIGNING, TELLING, Read
from ingest.records import Document


@dataclass(frozen=True, slots=True)
class Grouped:
    """A year's documents by unit."""

    groups: tuple[tuple[Read, ...], ...]  # each with a 要点
    assumed: tuple[Document, ...]  # taken for the only 要点's unit, which they or it do not name
    apart: tuple[Document, ...]  # held against nothing: of another unit, or of none while there are several 要点


def grouped(documents: Sequence[Read]) -> Grouped:
    """Put a year's documents together by their units.

    Args:
        documents (Sequence[Read]): Of one year.

    Returns:
        Grouped: A 要点 that names no unit stands alone, unless it is the only one; none without a 要点.
    """
    plans = [document for document, _ in documents if document.kind in ASKING]
    units = dict.fromkeys(plan.unit for plan in plans if plan.unit)
    unknown = [plan for plan in plans if not plan.unit]
    if len(units) + len(unknown) == 1:
        groups = [_of_the_only(plans[0].unit, documents)]
    else:
        groups = [tuple(read for read in documents if read[0].unit and _is_of(read[0].unit, unit)) for unit in units]
        groups += [tuple(read for read in documents if read[0] == plan) for plan in unknown]
    held = [document for group in groups for document, _ in group]
    others = [document for document, _ in documents if document.kind in ASSIGNING | TELLING]
    return Grouped(
        tuple(groups),
        tuple(other for other in others if other in held and not (other.unit and plans[0].unit)),
        tuple(other for other in others if plans and other not in held),
    )


def _of_the_only(unit: str, documents: Sequence[Read]) -> tuple[Read, ...]:
    """What may belong to the only 要点's unit; if it names none, the others must not name several."""
    named = {document.unit for document, _ in documents if document.unit}
    if not unit and len(named) > 1:
        return tuple(read for read in documents if not read[0].unit)
    return tuple(read for read in documents if not unit or not read[0].unit or _is_of(read[0].unit, unit))


def _is_of(named: str, unit: str) -> bool:
    """Whether a document's unit is another's, or a part of it (云岭集团党委办公室)."""
    return named in unit or unit in named
