"""The house style: one plan measured, and what several of them tell a writer. Frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles
from typing import Final

from assistant.drafting.style.headings import Pattern, parallel, pattern_of
from assistant.drafting.style.numbering import Level
from assistant.drafting.style.opening import Slot, slots_of
from ingest.errors import BadRequest

TELLING_WORDS: Final = 12  # function words that `lines` shows


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of a length or a number."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Measure values; all 0 where there are none."""
        if len(values) < 2:
            only = values[0] if values else 0
            return cls(only, only, only)
        low, _, high = quantiles(values, n=4, method="inclusive")
        return cls(median(values), low, high)

    def told(self, measure: str) -> str:
        """As a person reads it.

        Args:
            measure (str): 字, 句, 条.

        Returns:
            str: 15字（多为14—17字）
        """
        return f"{self.middle:.0f}{measure}（多为{self.low:.0f}—{self.high:.0f}{measure}）"


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands below the last item; "" for what a plan lacks."""

    note: str  # 附件：…
    signer: str
    date: str
    addressees: str  # 主送, which stands above


@dataclass(frozen=True, slots=True)
class Measures:
    """One plan, measured."""

    title: str
    year: int | None
    headings: tuple[str, ...]
    levels: tuple[Level, ...]
    in_order: float  # share of labels that go on without a gap
    items_per_section: tuple[int, ...]
    sentences_per_item: tuple[int, ...]
    item_chars: tuple[int, ...]
    sentence_chars: tuple[int, ...]
    leads: tuple[str, ...]  # of each item: the short sentence that it begins with, or ""
    verb_leads: float  # share of the leads that begin with a verb
    subjects_first: float  # share of the sentences behind the lead
    densities: Mapping[str, float]  # in a thousand characters
    words: Mapping[str, float]  # function words in a thousand characters
    grams: Mapping[str, float]  # runs of characters, as shares
    opening: str
    closing: Closing

    @property
    def lead_chars(self) -> tuple[int, ...]:
        """Lengths of the leads, stop included."""
        return tuple(len(lead) for lead in self.leads if lead)

    @property
    def lead_share(self) -> float:
        """Share of the items that begin with a lead."""
        return len(self.lead_chars) / max(len(self.leads), 1)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Those of the opening paragraph."""
        return slots_of(self.opening)


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What a unit's plans have in common; the newest one leads in what they do not."""

    plans: tuple[Measures, ...]  # newest first, at least one
    words: Mapping[str, float]  # function words in a thousand characters, mean of the plans
    grams: Mapping[str, float]  # runs of characters, as shares, mean of the plans
    whole: bool = False  # whether reports are measured as a whole: it is a summary's style

    @property
    def newest(self) -> Measures:
        """The plan that the next one goes on from."""
        return self.plans[0]

    @property
    def levels(self) -> tuple[Level, ...]:
        """Numbering of the newest plan, outermost level first."""
        return self.newest.levels

    @property
    def heading_pattern(self) -> Pattern:
        """The most common form of the newest plan's headings."""
        patterns = [pattern_of(heading) for heading in self.newest.headings]
        return max(patterns, key=patterns.count) if patterns else Pattern(1, "动宾")

    @property
    def pattern_share(self) -> float:
        """Share of the newest plan's headings that have it; 1.0 where all have, or there are none."""
        pattern = self.heading_pattern
        own = [pattern_of(heading) == pattern for heading in self.newest.headings]
        return fmean(own) if own else 1.0

    @property
    def has_leads(self) -> bool:
        """Whether an item begins with a lead as a rule."""
        return 2 * self.newest.lead_share > 1

    @property
    def lead_chars(self) -> Spread:
        """Length of a lead, stop included."""
        return Spread.of([chars for plan in self.plans for chars in plan.lead_chars])

    @property
    def heading_chars(self) -> Spread:
        """Length of a heading, of the newest plan."""
        return Spread.of([len(heading) for heading in self.newest.headings])

    @property
    def sentences_per_item(self) -> Spread:
        """Sentences of an item, lead included."""
        return Spread.of([count for plan in self.plans for count in plan.sentences_per_item])

    @property
    def items_per_section(self) -> Spread:
        """Items of a section."""
        return Spread.of([count for plan in self.plans for count in plan.items_per_section])

    @property
    def item_chars(self) -> Spread:
        """Length of an item with all below it."""
        return Spread.of([chars for plan in self.plans for chars in plan.item_chars])

    @property
    def sentence_chars(self) -> Spread:
        """Length of a sentence behind the lead."""
        return Spread.of([chars for plan in self.plans for chars in plan.sentence_chars])

    @property
    def opening(self) -> str:
        """The newest plan's opening paragraph."""
        return self.newest.opening

    @property
    def opening_slots(self) -> tuple[Slot, ...]:
        """Stretches of `opening` that a writer refills."""
        return self.newest.slots

    def label(self, level: int, section: int, item: int, running: int) -> str:
        """The label of a section or an item in the newest plan's scheme.

        Args:
            level (int): 1 for a section, 2 for an item, 3 for what stands below an item.
            section (int): Number of the section, from 1.
            item (int): Number of the item in its section, or below its item, from 1.
            running (int): Number of the item in the whole plan, from 1.

        Returns:
            str: 三、 or （二） or 12.

        Raises:
            BadRequest: If the prior plans have no such level, or the number is not from 1.
        """
        if not 1 <= level <= len(self.levels):
            raise BadRequest(
                f"《{self.newest.title}》没有第{level}级编号，只有{len(self.levels)}级。请减少层级，或者换用有该层级的往年要点"
            )
        scheme = self.levels[level - 1]
        number = section if level == 1 else running if scheme.runs_on else item
        return scheme.label(number)

    def lines(self) -> Iterator[str]:
        """The style as a person reads it.

        Yields:
            str: One line a trait, in Chinese.
        """
        newest = self.newest
        yield f"依据：{'、'.join(f'《{plan.title}》' for plan in self.plans)}"
        yield f"部分：{len(newest.headings)}个，标题{self.heading_chars.told('字')}"
        yield f"标题句式：{self.heading_pattern}，占{self.pattern_share:.0%}{self._broken()}"
        yield f"编号：{'；'.join(map(str, self.levels)) or '无'}"
        yield f"段首短句：{newest.lead_share:.0%}的条目有，{self.lead_chars.told('字')}"
        yield f"段首短句句式：动宾占{newest.verb_leads:.0%}"
        yield f"每部分：{self.items_per_section.told('条')}"
        yield f"每条：{self.sentences_per_item.told('句')}，{self.item_chars.told('字')}"
        yield f"每句：{self.sentence_chars.told('字')}"
        yield f"主语在句首：{newest.subjects_first:.0%}的句子"
        yield "每千字：" + "、".join(f"{name}{value:.1f}" for name, value in newest.densities.items())
        yield f"常用词：{'、'.join(self.telling_words())}"
        yield f"导语：{' → '.join(dict.fromkeys(slot.name for slot in self.opening_slots)) or '无'}"
        yield f"结尾：{self._closing()}"

    def telling_words(self) -> tuple[str, ...]:
        """The function words that stand most often."""
        used = [word for word, density in self.words.items() if density]
        return tuple(sorted(used, key=lambda word: -self.words[word])[:TELLING_WORDS])

    def _broken(self) -> str:
        headings = self.newest.headings
        return "".join(f"；与其他标题不一致：{headings[index]}" for index in parallel(headings))

    def _closing(self) -> str:
        closing = self.newest.closing
        named = (
            ("附件说明", closing.note),
            ("落款", closing.signer),
            ("日期", closing.date),
            ("主送", closing.addressees),
        )
        return "；".join(f"{name}“{text}”" for name, text in named if text) or "无附件说明、落款和主送"
