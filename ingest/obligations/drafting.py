"""From clauses that bind to requirements: which amounts make rows of their own, and what earlier clauses lend them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.obligations.amounts import Amount
from ingest.obligations.predicates import Predicate, has_action, predicate_in
from ingest.obligations.quoting import span_of
from ingest.obligations.reading import Read
from ingest.obligations.signals import modal_in
from ingest.obligations.subjects import Subject, goes_on, owner_in
from ingest.records import Item, Mention, Requirement, Strength

_BETWEEN: Final = re.compile(r"[、，]|和|及|并|或")
_EACH: Final = re.compile(r"(?:研究|召开|听取|开展|组织)(?P<one>[^，、]{2,10})、(?P<other>[^，、]{2,10}?)(?:工作)?各")
_MEETINGS: Final = re.compile(r"(?P<one>[^，、]{2,10}会议?)、(?P<other>[^，、]{2,10}会议?)(?=每)")
# What is done to a unit or for its eyes; of what it makes (制定公司党委议事规则) it is the owner.
_TELLS_A_UNIT: Final = re.compile(r"报告|汇报|报送|上报|提交|提请|检查|抽查|督查|覆盖|反映|通报|反馈|约谈")
_PER_YEAR: Final = ("学时", "课时")  # measured over a period, like times


@dataclass(slots=True)
class Drafter:
    """Makes one item's requirements; it remembers the subject that the item named last."""

    ordinal: int
    item: Item
    mentions: Sequence[Mention]
    subject: Subject | None = None
    inherits: bool = False  # whether the sentence in hand goes on with that subject
    owner: Subject | None = None  # of what the sentence in hand makes
    begin: int = 0  # offset of the sentence in hand

    def requirements(self, reads: Sequence[Read]) -> list[Requirement]:
        """The requirements of one sentence.

        Args:
            reads (Sequence[Read]): Its clauses.

        Returns:
            list[Requirement]: In reading order.
        """
        self.inherits, self.owner, self.begin = goes_on(reads[0].clause.text), None, reads[0].clause.start
        found: list[Requirement] = []
        lent: Read | None = None
        for index, read in enumerate(reads):
            self._note(read)
            follows = bool(found) and found[-1].end == reads[index - 1].clause.end
            if follows and read.is_tail and not found[-1].deadline:
                found[-1] = self._with_tail(found[-1], read)
            elif follows and read.is_assignment and read.subject and not found[-1].subject:
                found[-1] = replace(self._from(found[-1], found[-1].start, read.clause.end), subject=read.subject.text)
            elif read.is_adverbial and index + 1 < len(reads):
                lent = read if read.lends or read.is_condition or lent is None else lent
            elif read.binds or (lent and (lent.lends or lent.is_condition)):
                found += self._of_clause(reads, index, lent)
                lent = None
            else:
                lent = None
        return found

    def measures(self, reads: Sequence[Read]) -> list[Requirement]:
        """The requirements of a task row's sentence, in which every clause obliges, whether or not a word in it binds.

        Args:
            reads (Sequence[Read]): Its clauses.

        Returns:
            list[Requirement]: In reading order; one for the whole sentence where no clause can stand alone.
        """
        found = self.requirements(reads)
        covered = [(each.start, each.end) for each in found]
        plain = [
            self._requirement(read, read.clause.start, read.clause.end, None, _Lent(None, None), "vague")
            for read in reads
            if has_action(read.clause.text) and not any(s <= read.clause.start < e for s, e in covered)
        ]
        if found or plain:
            return sorted([*found, *plain], key=lambda each: (each.start, each.end))
        return [
            self._requirement(reads[0], reads[0].clause.start, reads[-1].clause.end, None, _Lent(None, None), "vague")
        ]

    def _from(self, requirement: Requirement, start: int, end: int) -> Requirement:
        """The same requirement with a longer quote."""
        quote = self.item.text[start - self.item.start : end - self.item.start]
        return replace(requirement, start=start, end=end, quote=quote)

    def _with_tail(self, requirement: Requirement, read: Read) -> Requirement:
        """…开展巡察，11月底前完成: one requirement with its date."""
        deadline, normalised = _deadline(read, _Lent(None, None))
        longer = self._from(requirement, requirement.start, read.clause.end)
        return replace(longer, deadline=deadline, deadline_normalised=normalised, strength="counted")

    def _note(self, read: Read) -> None:
        if read.subject and read.subject.lasts:
            self.subject, self.inherits = read.subject, True

    def _of_clause(self, reads: Sequence[Read], index: int, lent: Read | None) -> list[Requirement]:
        read = reads[index]
        strength = _strength(read, lent)
        start, end = span_of(reads, index, whole=strength == "modal")
        frequent = _frequent(reads[:index]) if self.item.tense == "plan" else None  # what is done is counted in all
        before = _Lent(lent if lent and lent.lends else None, frequent, lent)
        segments = _segments(read)
        rows = [
            self._requirement(read, start, end if at is None else read.clause.start + at, amount, before, strength)
            for at, amount in segments
        ]
        rows = [
            rows[0],
            *(
                replace(row, object=_behind(read, amount) or row.object)
                for row, (_, amount) in zip(rows[1:], segments[1:], strict=True)
            ),
        ]
        return [replace(row, object=one) for row in rows for one in _each_of(read, row.object)]

    def _requirement(
        self, read: Read, start: int, end: int, amount: Amount | None, before: _Lent, strength: Strength
    ) -> Requirement:
        text = read.clause.text
        frequency, frequency_normalised = _frequency(read, amount, before)
        quantity, quantity_normalised = _quantity(read, amount, before)
        deadline, deadline_normalised = _deadline(read, before)
        predicate = predicate_in(text, _behind_subject(read), _at_duty(read), read.taken)
        subject, inherited = self._subject(read, predicate)
        return Requirement(
            item=self.ordinal,
            start=start,
            end=end,
            quote=self.item.text[start - self.item.start : end - self.item.start],
            subject=subject,
            subject_inherited=inherited,
            action=predicate.action,
            object=predicate.object,
            frequency=frequency,
            frequency_normalised=frequency_normalised,
            quantity=quantity,
            quantity_normalised=quantity_normalised,
            deadline=deadline,
            deadline_normalised=deadline_normalised,
            cited=tuple(dict.fromkeys(m.normalised for m in self.mentions if self._rests_on(m, end))),
            modality=_modality(read, amount, before.condition),
            strength=strength,
            tense=self.item.tense,
        )

    def _rests_on(self, mention: Mention, end: int) -> bool:
        """Whether a requirement that ends there rests on a document: its sentence names it, so far."""
        return mention.role == "authority" and self.begin <= mention.start and mention.end <= end

    def _subject(self, read: Read, predicate: Predicate) -> tuple[str, bool]:
        if read.subject and (read.subject.lasts or not self.inherits or not self.subject):
            return read.subject.text, False
        if self.subject and self.inherits:
            return self.subject.text, True
        is_told_to = _TELLS_A_UNIT.search(predicate.action) is not None
        owner = (None if is_told_to else owner_in(predicate.object)) or self.owner
        if owner is None:
            return "", False
        inherited, self.owner = owner == self.owner, owner
        return owner.text, inherited


@dataclass(frozen=True, slots=True)
class _Lent:
    """What a clause takes over: from an adverbial in front of it, and the last frequency of its sentence."""

    adverbial: Read | None  # that lends its values
    frequent: Read | None
    condition: Read | None = None


def _strength(read: Read, lent: Read | None) -> Strength:
    if read.counts or (lent and lent.lends):
        return "counted"
    signal = (lent.signal if lent and lent.is_condition else None) or read.signal
    return signal.strength if signal else "vague"


def _frequent(reads: Sequence[Read]) -> Read | None:
    return next((r for r in reversed(reads) if r.frequency and r.frequency.per_year is not None), None)


def _modality(read: Read, amount: Amount | None, lent: Read | None) -> str:
    """The bound of an amount, else the word of duty; of 凡涉及… the 凡."""
    own = (amount.word if amount else "") or modal_in(read.clause.text)
    signal = (lent.signal if lent and lent.is_condition else None) or read.signal
    return own or (signal.modality if signal else "")


def _segments(read: Read) -> list[tuple[int | None, Amount | None]]:
    """The amounts that make rows of their own, each with the offset in the clause where its quote ends.

    Two amounts make two rows where an enumeration parts them (一次支部委员会议、一次党小组会议); else the second one
    qualifies the first.
    """
    rows: list[tuple[int | None, Amount | None]] = []
    kept: list[Amount] = []
    for amount in read.amounts:
        if not kept:
            kept.append(amount)
        elif parted := list(_BETWEEN.finditer(read.clause.text, kept[-1].end, amount.start)):
            rows.append((parted[-1].start(), kept[-1]))
            kept.append(amount)
    return [*rows, (None, kept[-1] if kept else None)]


def _behind(read: Read, amount: Amount | None) -> str:
    """What a later amount of an enumeration counts, up to the next stop: 、一次党小组会议."""
    return re.split(r"[、，和及并]", read.clause.text[amount.end :])[0] if amount else ""


def _each_of(read: Read, whole: str) -> list[str]:
    """The things that each get the amount: 研究工会、共青团工作各不少于1次, 支委会、党小组会每月召开1次."""
    if len(read.amounts) != 1 or not read.amounts[0].repeats:
        return [whole]
    listed = _EACH.search(read.clause.text) or (_MEETINGS.match(read.clause.text) if not read.subject else None)
    return [listed["one"], listed["other"]] if listed else [whole]


def _frequency(read: Read, amount: Amount | None, before: _Lent) -> tuple[str, str]:
    own = read.frequency
    source = read
    if own is None and before.adverbial:
        own, source = before.adverbial.frequency, before.adverbial
    if own is None and before.frequent and amount and _continues(read, before.frequent, amount):
        own, source = before.frequent.frequency, before.frequent
    if own is None:
        return "", ""
    return source.clause.text[own.start : own.end], own.normalised(amount)


def _continues(read: Read, frequent: Read, amount: Amount) -> bool:
    """每年研究1次，听取1次汇报 goes on with 每年; 每月召开支委会，集中学习14次 does not."""
    if not (amount.repeats or amount.measure in _PER_YEAR):
        return False
    return bool(amount.bound or frequent.amounts) or not has_action(read.clause.text)


def _quantity(read: Read, amount: Amount | None, before: _Lent) -> tuple[str, str]:
    if amount:
        return read.clause.text[amount.start : amount.end], amount.normalised
    if before.adverbial and before.adverbial.amounts:
        lent = before.adverbial.amounts[0]
        return before.adverbial.clause.text[lent.start : lent.end], lent.normalised
    return "", ""


def _deadline(read: Read, before: _Lent) -> tuple[str, str]:
    for source in (read, before.adverbial):
        if source and source.deadlines:
            last = max(source.deadlines, key=lambda d: (not d.whole_year, d.start))  # 11月底前报送全年总结: 11月底前
            return source.clause.text[last.start : last.end], last.normalised
    return "", ""


def _behind_subject(read: Read) -> int:
    at = read.clause.text.find(read.subject.text) if read.subject else -1
    return at + len(read.subject.text) if read.subject and at >= 0 else 0


def _at_duty(read: Read) -> int:
    behind = read.signal.predicate if read.signal and read.signal.predicate is not None else 0
    return max(behind, _behind_subject(read))
