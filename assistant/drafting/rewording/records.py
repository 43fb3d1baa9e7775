"""Value types of rewording: what an item may say, what a model proposed, what became of it. A leaf of this package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.drafting.records import Draft, DraftItem, DraftKind, Role, Row, Sentence, Source

# Roles whose quotes tell this year's facts. Last year's plan and what was done last year hold figures and dates that
# the draft has left behind: what of them still holds stands in the model-free text.
THIS_YEAR: Final[frozenset[Role]] = frozenset(("superior", "regulation", "fact", "intention", "problem"))


BLANKS: Final = re.compile(r"【[^【】]*】")
REWORDED: Final = "已改写"
KEPT: Final = "保持原样"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A sentence as the model proposes it."""

    text: str
    cited: tuple[int, ...]  # numbers of sources, from 1: checked, and not believed


Proposal = tuple[Proposed, ...]


def words_of(proposal: Proposal) -> str:
    """All that is proposed, in one."""
    return "".join(each.text for each in proposal)


@dataclass(frozen=True, slots=True)
class Material:
    """An item that is to be reworded, and what it may be reworded from."""

    item: DraftItem
    lead: Sentence | None  # names the item in plan and task table: it stands as it is
    body: tuple[Sentence, ...]  # what is reworded
    sources: tuple[Source, ...]  # of the body, then of the row, numbered from 1
    row: Row | None  # that the item carries out
    unit: str
    kind: DraftKind  # whose voice it has
    chars: tuple[int, int]  # least and most of the body
    sentence_chars: int  # most of a sentence
    wish: str = ""  # what the user wants of this item, in their words

    @property
    def text(self) -> str:
        """The body as it stands."""
        return "".join(sentence.text for sentence in self.body)

    @property
    def told(self) -> str:
        """Where figures, dates, names and units may come from: the item, this year's sources, the user."""
        quotes = (source.quote for source in self.sources if source.role in THIS_YEAR)
        return "\n".join((self.lead.text if self.lead else "", self.text, *quotes, self.wish))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item."""

    address: str
    reason: str = ""  # Chinese: why it stands as it was, or some of its sentences do; "" where all were taken
    sentences: int = 0  # in the model's words

    @property
    def told(self) -> str:
        """What became of it, as a person reads it."""
        if not self.sentences:
            return f"{KEPT}：{self.reason}"
        return f"{REWORDED} {self.sentences} 句，其余{KEPT}：{self.reason}" if self.reason else REWORDED


@dataclass(frozen=True, slots=True)
class Rewording:
    """A draft on its way: what is done is in it, checked and scored."""

    draft: Draft
    model: str
    outcomes: tuple[Outcome, ...]
    total: int  # items that are asked for
    ahead: str = ""  # address of the next one; "" behind the last
    notice: str = ""  # Chinese, one line: why the rest was not asked for

    @property
    def reworded(self) -> int:
        """Items in the model's words."""
        return sum(outcome.sentences > 0 for outcome in self.outcomes)

    @property
    def note(self) -> str:
        """What was done, as a version's line."""
        kept, left = len(self.outcomes) - self.reworded, self.total - len(self.outcomes)
        parts = [f"用语言模型（{self.model}）改写 {self.reworded} 条"]
        parts += [f"{kept} 条保持原样"] if kept else []
        return "，".join(parts + ([f"{left} 条还没有轮到"] if left else []))
