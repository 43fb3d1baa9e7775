"""The unit's own plans -> what rewording takes from them: the house style, and examples with all facts masked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.drafting.rewording.lexicon import CALLED, PERSON, PLACE
from assistant.drafting.style import HouseStyle, measure
from assistant.drafting.style.shape import shape_of
from assistant.wording.claims import grams, share
from assistant.wording.facts import comparable
from ingest.records import Outline

EXAMPLES: Final = 3
SHORT: Final = 2  # characters of a unit's name by which it is known: 云岭
ALIKE: Final = 0.3  # share of an example's pairs of characters; one that is more alike would be copied from
_NUMERAL: Final = "〇零一二两三四五六七八九十百千万亿"
_BODIES: Final = "团委|工会|纪委|党委|党总支|党支部|公司|集团|办公室|委员会|中心"
_MASKED: Final = (
    (re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》"), "《×》"),
    (re.compile(r"“[^“”]*”"), "“×”"),
    (re.compile(r"[0-9０-９][0-9０-９.,．]*[%％]?"), "×"),
    (re.compile(rf"[{_NUMERAL}]++(?=[年月日次个项名人位家件期篇条份支批天周季届对]|学时|季度)"), "×"),
    (re.compile(rf"[一-鿿]{{2,6}}(?={_BODIES}|[部局处厂站院](?![署分门位]))"), "×"),
    (re.compile(r"(?:[上下]半|全|今|明|去|[本当])年(?:度|[初中底内])?|年[初中底内]|[一二三四]季度"), "×"),
)


@dataclass(frozen=True, slots=True)
class House:
    """How the unit writes."""

    style: HouseStyle
    entries: tuple[str, ...]  # its items, those of middling length first

    def examples(self, text: str) -> tuple[str, ...]:
        """Items that show the style and nothing else.

        Args:
            text (str): The item that is reworded.

        Returns:
            tuple[str, ...]: At most EXAMPLES, of other matters, masked.
        """
        own = grams(comparable(text))
        far = (entry for entry in self.entries if share(grams(comparable(entry)), own) < ALIKE)
        nameless = (entry for entry in far if not any(sign.search(entry) for sign in (PERSON, CALLED, PLACE)))
        return tuple(masked(entry) for entry, _ in zip(nameless, range(EXAMPLES), strict=False))


def house_of(plans: Sequence[Outline], *, whole: bool = False) -> House:
    """Read the unit's own plans.

    Args:
        plans (Sequence[Outline]): Newest first, at least one; summaries where a summary is reworded.
        whole (bool): Whether reports are read as a whole, as of `measure`.

    Returns:
        House: Of all of them.

    Raises:
        BadRequest: There is none, or one has no items.
    """
    style = measure(plans, whole=whole)
    own = {plan.unit[:SHORT] for plan in plans if plan.unit}
    entries = ("".join(entry.sentences) for plan in plans for entry in shape_of(plan, whole=whole).entries)
    texts = [entry for entry in entries if not any(name in entry for name in own)]
    middle = style.item_chars.middle
    near = sorted(dict.fromkeys(texts), key=lambda text: abs(len(text) - middle))
    return House(style, tuple(near))


def masked(text: str) -> str:
    """A text whose figures, dates, names of documents and units, and quoted words are ×."""
    for pattern, mask in _MASKED:
        text = pattern.sub(mask, text)
    return text
