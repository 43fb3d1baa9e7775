"""The story of a comparison, one line a stage. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compare.duties import Duties
from assistant.compare.pairing import align
from assistant.compare.records import Comparison
from assistant.compare.relations import Relations
from assistant.compare.rows import Layout
from assistant.compare.sides import Side
from assistant.compare.ties import Ties
from assistant.compare.units import cut, is_prose
from ingest.citations import mentions_of
from ingest.embedding import Embedding
from ingest.records import Outline, Requirement


def compare(
    old: Outline,
    new: Outline,
    requirements_old: Sequence[Requirement],
    requirements_new: Sequence[Requirement],
    embedding: Embedding,
) -> Comparison:
    """Tell what went on, changed, came and went from one document to another.

    Args:
        old (Outline): The older document.
        new (Outline): The newer one, or another unit's.
        requirements_old (Sequence[Requirement]): The obligations of the older one.
        requirements_new (Sequence[Requirement]): The obligations of the newer one.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Comparison: Items are compared, or sentences where either document is long prose. All items but signatures and
            header rows of tables are told of; their text is an exact stretch of the document.
    """
    by_sentence = is_prose(old) or is_prose(new)
    before, after = cut(old, by_sentence=by_sentence), cut(new, by_sentence=by_sentence)
    duties = Duties.of(
        Side.of(old, requirements_old, mentions_of(old)), Side.of(new, requirements_new, mentions_of(new))
    )
    ties = Ties.of(before, after, align(before, after, embedding), duties.say_the_same)
    return Comparison(tuple(Layout(ties, Relations.of(ties), duties.changes).rows()))
