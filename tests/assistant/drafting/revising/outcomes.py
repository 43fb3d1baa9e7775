"""What an instruction should make of a draft, told step by step: the whole text is compared, so all else must stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.drafting.records import Draft

NAME = re.compile(r"(《[^《》]*》)")


@dataclass
class Entry:
    """A paragraph: its address in the draft as it was, "" for a new one, and its sentences."""

    address: str
    sentences: list[str]


@dataclass
class Page:
    """A draft's text without numbers; sections by their number, 0 being the opening paragraph's."""

    fronts: dict[str, str]
    headings: list[str]
    sections: list[list[Entry]]

    @classmethod
    def of(cls, draft: Draft) -> Page:
        return cls(
            {"标题": draft.title, "主送": draft.addressees, "落款": draft.signer, "成文日期": draft.issued},
            [section.heading.text for section in draft.sections],
            [[Entry(i.address, [s.text for s in i.sentences]) for i in section.items] for section in draft.sections],
        )

    def told(self) -> tuple[object, ...]:
        """All of its words in their order; a section without items is gone."""
        pairs = zip(self.headings, self.sections, strict=True)
        return self.fronts, [(heading, [e.sentences for e in entries]) for heading, entries in pairs if entries]

    def at(self, address: str) -> tuple[list[Entry], int, int]:
        """The section in which an item stands, its place there and the one behind its members."""
        for entries in self.sections:
            for start, entry in enumerate(entries):
                if entry.address == address:
                    members = sum(each.address.startswith(f"{address}/") for each in entries)
                    return entries, start, start + 1 + members
        raise KeyError(address)

    def sentences(self, address: str) -> list[str]:
        entries, start, _ = self.at(address)
        return entries[start].sentences

    def taken(self, address: str) -> list[Entry]:
        entries, start, end = self.at(address)
        block = entries[start:end]
        del entries[start:end]
        return block

    def put(self, block: list[Entry], before: str, after: str) -> None:
        entries, start, end = self.at(before or after)
        at = start if before else end
        entries[at:at] = block


Step = Callable[[Page], None]


def drop(*addresses: str) -> Step:
    def done(page: Page) -> None:
        for address in addresses:
            page.taken(address)

    return done


def drop_section(number: int) -> Step:
    return lambda page: page.sections[number].clear()


def move(address: str, *, before: str = "", after: str = "") -> Step:
    return lambda page: page.put(page.taken(address), before, after)


def swap_neighbours(one: str, other: str) -> Step:
    """Two items of which the second stands right behind the first."""
    return move(other, before=one)


def swap(one: str, other: str) -> Step:
    """Two items of one section of which the first stands before the other."""

    def done(page: Page) -> None:
        entries, start, end = page.at(one)
        _, later, last = page.at(other)
        entries[start:last] = [*entries[later:last], *entries[end:later], *entries[start:end]]

    return done


def swap_sections(one: int, other: int) -> Step:
    def done(page: Page) -> None:
        for parts in (page.headings, page.sections):
            parts[one], parts[other] = parts[other], parts[one]  # type: ignore[index]

    return done


def move_section(number: int, to: int) -> Step:
    def done(page: Page) -> None:
        page.headings.insert(to, page.headings.pop(number))
        page.sections.insert(to, page.sections.pop(number))

    return done


def words(address: str, old: str, new: str, *, is_every: bool = False) -> Step:
    """Words of an item; they stand there once, or each of them is meant."""

    def done(page: Page) -> None:
        sentences = page.sentences(address)
        assert is_every or sum(sentence.count(old) for sentence in sentences) == 1
        sentences[:] = [sentence.replace(old, new) for sentence in sentences]

    return done


def throughout(old: str, new: str) -> Step:
    """Words wherever they stand but in names of documents."""

    def there(text: str) -> str:
        return "".join(part if part.startswith("《") else part.replace(old, new) for part in NAME.split(text))

    def done(page: Page) -> None:
        page.fronts = {name: there(text) for name, text in page.fronts.items()}
        page.headings = [there(heading) for heading in page.headings]
        for entries in page.sections:
            for entry in entries:
                entry.sentences = [there(sentence) for sentence in entry.sentences]

    return done


def strike(address: str, at: int, count: int = 1) -> Step:
    """Sentences of an item, from 0 on; -1 is the last one."""

    def done(page: Page) -> None:
        sentences = page.sentences(address)
        start = at % len(sentences)
        del sentences[start : start + count]

    return done


def sentence(address: str, text: str, at: int | None = None) -> Step:
    """A sentence more: before the one at an index, or behind all."""

    def done(page: Page) -> None:
        sentences = page.sentences(address)
        sentences.insert(len(sentences) if at is None else at, text)

    return done


def item(*sentences: str, before: str = "", after: str = "") -> Step:
    return lambda page: page.put([Entry("", [*sentences])], before, after)


def split(address: str, at: int) -> Step:
    def done(page: Page) -> None:
        sentences = page.sentences(address)
        page.put([Entry("", sentences[at:])], "", address)
        del sentences[at:]

    return done


def merge(into: str, other: str) -> Step:
    def done(page: Page) -> None:
        [entry] = page.taken(other)
        page.sentences(into).extend(entry.sentences)

    return done


def front(name: str, text: str) -> Step:
    def done(page: Page) -> None:
        assert page.fronts[name] != text
        page.fronts[name] = text

    return done


def heading(number: int, text: str) -> Step:
    def done(page: Page) -> None:
        page.headings[number] = text

    return done
