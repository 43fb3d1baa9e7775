"""Value types of a draft: what it is written from, what was decided, what was written, what was found. A leaf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

from ingest.records import Document, Line, Mention, Outline, Requirement, VersionId

# What can be drafted: next year's plan, the year's summary, next year's opinion.
DraftKind = Literal["要点", "总结", "意见"]
DRAFT_KINDS: Final[tuple[DraftKind, ...]] = get_args(DraftKind)

# What a source is to the draft: last year's own plan, those before it, the superior's document, a problem and an
# intention of the last summary, what it reports as done, a regulation in force, what the user has given; to a 总结 the
# plan of its year and the summaries of earlier years; what every document of the kind has and no document had to say.
Role = Literal[
    "prior", "earlier", "superior", "problem", "intention", "progress", "regulation", "fact", "plan", "review", "genre"
]

Decision = Literal["keep", "update", "merge", "drop", "new"]
DECISIONS: Final[tuple[Decision, ...]] = get_args(Decision)
DECISION_NAMES: Final[Mapping[Decision, str]] = {
    "keep": "沿用",
    "update": "更新",
    "merge": "合并",
    "drop": "不再列入",
    "new": "新增",
}

# Where a sentence comes from. 沿用: the source's words but for the listed edits. 改写自: like its source, with the
# difference. 待补: a fact is missing, whatever the rest comes from.
SentenceClass = Literal["沿用", "改写自", "依据上级", "对应问题", "用户给定", "待补"]
CLASSES: Final[tuple[SentenceClass, ...]] = get_args(SentenceClass)

OPENING: Final = "导语"  # address of the opening paragraph
BLANK: Final = "【待补"  # 【待补：发展党员人数】: a fact that the user must give


def blank(what: str) -> str:
    """The mark of a fact that is missing.

    Args:
        what (str): Which one: 发展党员人数.

    Returns:
        str: 【待补：发展党员人数】
    """
    return f"{BLANK}：{what}】"


DATE_BLANK: Final = blank("成文日期")  # a draft is dated when it is signed
MEASURE_BLANK: Final = f"{blank('具体措施、责任单位和完成时限')}。"  # what only the user knows


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity: hashing a whole outline is dear
class Reading:
    """A document as drafting reads it, corrections applied."""

    document: Document  # id 0 for a file that was given and is not in the library
    outline: Outline
    requirements: tuple[Requirement, ...]
    mentions: tuple[Mention, ...]


FactKind = Literal["定位", "会议", "主题", "活动", "数字", "日期"]
FACT_KINDS: Final[tuple[FactKind, ...]] = get_args(FactKind)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what the user gives: 会议：党的二十届四中全会; 数字：发展党员=25名; 主题：青年理论武装=开展…。."""

    kind: FactKind
    name: str  # before the =; all of the line where it has none
    text: str  # behind the =, or ""
    line: str  # as written: a sentence that rests on it quotes this
    number: int  # 1-based line of the file
    section: str = ""  # where a 主题 or 活动 goes: words of a heading, behind ｜


@dataclass(frozen=True, slots=True)
class Facts:
    """This year's themes and facts, as the user gives them."""

    file: str = ""
    facts: tuple[Fact, ...] = ()

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """Those of a kind, in the file's order."""
        return tuple(fact for fact in self.facts if fact.kind == kind)


NO_FACTS: Final = Facts()


@dataclass(frozen=True, slots=True)
class Brief:
    """What a draft is written from. Readings are newest first.

    To a 要点 or a 意见 none of the own unit's is dated `year` or later. A 总结 goes on from the plan of its own year
    and what was reported in it; of earlier years it takes the form alone.
    """

    unit: str
    year: int
    names: tuple[str, ...]  # of the own unit: its name, aliases and departments
    prior: tuple[Reading, ...]  # own plans; the first is the base of the draft; at least one. Of a 总结 its year's
    summaries: tuple[Reading, ...]  # the last 总结 or 报告: problems, intentions, what was done. Of a 总结 its year's
    superiors: tuple[Reading, ...]  # the superior's documents for the year
    regulations: tuple[Reading, ...]  # 办法, 条例 in force
    breakdowns: tuple[Reading, ...]  # own 任务分解
    facts: Facts
    foreign: tuple[str, ...]  # names of other units in the sources, which the draft must not hold
    missing: tuple[str, ...]  # Chinese lines: which kind of source was not there
    left_out: tuple[tuple[Document, str], ...]  # what was not used, and why, in Chinese
    kind: DraftKind = "要点"
    reviews: tuple[Reading, ...] = ()  # of a 总结: own 总结 and 报告 of earlier years
    ahead: tuple[Reading, ...] = ()  # of a 总结: the own plan of the year after
    reporting: tuple[str, ...] = ()  # of a 总结: other units, mostly below the own one, whose reports are used

    @property
    def models(self) -> tuple[Reading, ...]:
        """Own earlier documents of the draft's kind, whose style it follows; none where the unit has written none."""
        if self.kind == "总结":
            return self.reviews
        return tuple(each for each in self.prior if self.kind == "要点" or each.document.kind == self.kind)

    @property
    def base(self) -> Reading:
        """The plan that the draft goes on from."""
        return self.prior[0]

    @property
    def base_year(self) -> int:
        """The year of that plan; the one before the draft's where it tells none."""
        return self.base.outline.year or self.year - 1


@dataclass(frozen=True, slots=True)
class Source:
    """A verbatim stretch of a document, or a line that the user gave: `file` is the facts' file, `address` its line."""

    role: Role
    file: str
    version: VersionId  # 0 for what is not in the library
    document: str  # title
    year: int | None
    address: str
    quote: str
    start: int
    end: int

    @property
    def place(self) -> tuple[str, str, int, int]:
        """What tells it from other sources."""
        return self.file, self.address, self.start, self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """One tracked change of a carried sentence: `old` became `new`, both as they stand in source and draft."""

    old: str
    new: str
    reason: str  # Chinese: 年度更新, 已印发


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the draft with its stop, without an item's label."""

    text: str
    kind: SentenceClass
    sources: tuple[Source, ...]  # the first is what it is compared with; empty only for 待补 and 用户给定
    edits: tuple[Edit, ...] = ()  # of 沿用 and 待补: applied to the first source's quote they give the text
    model: str = ""  # the language model whose words these are; "" where no model had a hand in it


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item: its first sentence is its lead where the house style has leads."""

    label: str  # as printed: （一）, 12., "" for the opening paragraph
    address: str  # 三/（二）, 四/12, 导语
    sentences: tuple[Sentence, ...]
    row: str = ""  # key of the plan's row that it carries out; "" for the opening paragraph

    @property
    def text(self) -> str:
        """As printed, label included."""
        return self.label + "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its heading; the opening paragraph is a section with an empty heading."""

    label: str  # 三、
    heading: Sentence  # without label and stop
    items: tuple[DraftItem, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of a source that the draft leaves out, and why."""

    source: Source
    reason: str  # Chinese: 2025年已完成
    evidence: tuple[Source, ...] = ()  # what shows it


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A part of last year's plan that stays as it was, though a report tells that it was not, or only partly, done."""

    source: Source  # the plan's words
    told: Source  # the report's


@dataclass(frozen=True, slots=True)
class Row:
    """One decision of the plan: a thread across the years, an answered problem, a superior's requirement.

    Every item of last year's plan, every problem and every requirement of the superior stands in `sources` of exactly
    one row; `evidence` may be shared.
    """

    key: str  # stays the same for the same first source
    decision: Decision
    title: str  # the item's lead, without label and stop
    target: str  # heading of the section without label; "" where nothing is written
    reason: str  # Chinese, one or more sentences
    sources: tuple[Source, ...]
    evidence: tuple[Source, ...] = ()
    dropped: tuple[Dropped, ...] = ()  # stretches of the sources that are left out
    by_user: bool = False  # decided, or added, by the user
    unfinished: tuple[Unfinished, ...] = ()  # what of the sources stays and was left undone last year


@dataclass(frozen=True, slots=True)
class Plan:
    """The table of decisions: rows in the order of the draft, then those that are not written."""

    unit: str
    year: int
    sections: tuple[str, ...]  # headings without labels, in order
    rows: tuple[Row, ...]
    missing: tuple[str, ...] = ()  # Chinese lines: which kind of source was not there
    kind: DraftKind = "要点"  # of the draft that it is for


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found."""

    check: str  # Chinese name of the check: 年度陈旧
    address: str  # where; "" for the whole document
    message: str  # what, one line
    suggestion: str = ""  # what to do, one line
    quote: str = ""  # the words that it is about; they stand at the address


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the task breakdown."""

    number: int  # of the task; rows of one task share it
    task: str  # 重点任务: the item's lead
    measure: str  # 具体措施
    lead: str  # 牵头单位, or 【待补：牵头单位】
    responsible: tuple[str, ...]  # 责任单位, without the lead
    deadline: str  # 完成时限, or 【待补：完成时限】
    address: str  # of the draft's item
    basis: tuple[Source, ...]  # 依据
    from_last_year: bool = False  # the units are those of last year's breakdown of the same thread


@dataclass(frozen=True, slots=True)
class StyleScore:
    """How much a text is in the house style, and what the score is made of."""

    score: float  # 0 to 1
    parts: tuple[tuple[str, float], ...] = ()  # Chinese name and 0 to 1


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draft was written from, as far as it takes to check it again after a change."""

    names: tuple[str, ...] = ()  # of the own unit
    foreign: tuple[str, ...] = ()  # of other units
    meetings: tuple[str, ...] = ()  # that the user confirmed
    prior: tuple[VersionId, ...] = ()  # own plans, newest first; 0 for a file that is not in the library
    superiors: tuple[VersionId, ...] = ()
    models: tuple[VersionId, ...] | None = None  # whose style it follows; None in older drafts, which follow `prior`


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole draft."""

    unit: str
    year: int
    title: str
    addressees: str  # 主送, without the colon; "" where prior years have none
    signer: str  # "" where prior years have none
    sections: tuple[Section, ...]  # the first is the opening paragraph, with an empty heading, where there is one
    plan: Plan
    tasks: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = ()
    style: StyleScore = field(default_factory=lambda: StyleScore(0.0))
    basis: Basis = field(default_factory=Basis)
    issued: str = DATE_BLANK  # 成文日期, as printed

    @property
    def kind(self) -> DraftKind:
        """What it is."""
        return self.plan.kind

    def items(self) -> Iterator[DraftItem]:
        """All items in reading order, the opening paragraph first."""
        return (item for section in self.sections for item in section.items)

    def with_item(self, place: int, item: DraftItem) -> Draft:
        """The draft with another item at a place among `items()`; all others are the same."""
        remaining = iter([item if at == place else other for at, other in enumerate(self.items())])
        sections = (replace(each, items=tuple(next(remaining) for _ in each.items)) for each in self.sections)
        return replace(self, sections=tuple(sections))

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in reading order, headings included."""
        for section in self.sections:
            if section.heading.text:
                yield section.heading
            yield from (sentence for item in section.items for sentence in item.sentences)

    def lines(self) -> Iterator[Line]:
        """The draft as a file's paragraphs: `Text.of` and `outline_of` read it like any document."""
        yield Line(self.title, "title")
        if self.addressees:
            yield Line(f"{self.addressees}：")
        for section in self.sections:
            if section.heading.text:
                yield Line(section.label + section.heading.text, "heading 1")
            yield from (Line(item.text) for item in section.items)
        if self.signer:
            yield Line(self.signer)
            yield Line(self.issued)
