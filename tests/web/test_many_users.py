"""Fifty people at once on the real server: each has a private document, and nobody sees a word of another's.

All their questions, twenty each, go over HTTP through Gradio's queue, as the page's own script speaks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Final

import pytest

from assistant.workspace.sessions import Sessions
from ingest.home import Home, open_home
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Scope
from ingest.settings import Settings
from tests.conftest import quiet
from tests.web.conftest import PLAN_2024, PLAN_2025, serving, told_in
from tests.web.tab import Tab

PLACES: Final = ("岚泊", "澄浦", "砚溪", "桐汀", "榆峪", "菱渡", "杉坞", "枫岬", "荻港", "蓼洲")
SIDES: Final = ("东岸", "西岸", "南岸", "北岸", "上游")
QUESTIONS: Final = 20

PRIVATE: Final = """{unit}集团2025年{secret}工程工作要点
2025年，{unit}集团{secret}工程工作的总体要求是：稳中求进、注重实效。
一、推进{secret}工程建设
（一）坚持{secret}工程例会制度。{secret}工程领导小组每月召开{count}次例会，形成{secret}工程会议纪要。
（二）抓好{secret}工程验收。在9月底前完成{secret}工程竣工验收，验收报告报{secret}工程办公室备案。
二、严格{secret}工程管理
（三）落实《{secret}工程管理办法》。按照《{secret}工程管理办法》每季度检查1次{secret}工程安全台账。
（四）压降{secret}工程费用。全年压降{secret}工程管理费用{count}0万元，由{secret}工程办公室牵头。
"""
PAGES: Final = (
    "chats/list",
    "jobs",
    "account",
    "screens/library/home",
    "screens/library/intake",
    "screens/register/home",
    "screens/register/find",
    "screens/register/cites",
    "screens/register/collect",
    "screens/register/calendar?year=2025&month=9",
    "screens/comparison/form",
    "screens/comparison/views/coverage",
    "screens/comparison/views/themes",
    "screens/comparison/matrix?year=2025",
    "screens/drafting/home",
)
OWN: Final = {  # pages where everybody's own document is to be seen
    "screens/library/home",
    "screens/register/find",
    "screens/register/cites",
    "screens/register/collect",
    "screens/register/calendar?year=2025&month=9",
    "screens/comparison/form",
    "screens/comparison/matrix?year=2025",
}
TABLE: Final = "screens/register/requirements.xlsx"


@dataclass(frozen=True)
class Person:
    """Somebody whose unit others ask about; what the unit's project is called, they alone know."""

    number: int
    token: str

    @property
    def name(self) -> Scope:
        return f"user{self.number}"

    @property
    def unit(self) -> str:
        return PLACES[self.number % len(PLACES)] + SIDES[self.number // len(PLACES)]

    @property
    def secret(self) -> str:
        """Two signs; no two people share one, and none is in a unit's name."""
        return "杼霁朴素疏"[self.number // 10] + "帆川石锦桥甃棹笛榭亭"[self.number % 10]

    @property
    def text(self) -> str:
        return PRIVATE.format(unit=self.unit, secret=self.secret, count=self.number % 3 + 1)

    def questions(self, people: Sequence[Person]) -> Iterator[tuple[str, bool]]:
        """What they ask, and whether their own document holds the answer; the rest pries, or is about what all see."""
        own = (
            f"{self.secret}工程领导小组每月召开几次例会？",
            f"{self.secret}工程竣工验收什么时候完成？",
            f"{self.unit}集团2025年全年压降多少管理费用？",
            "每季度检查几次工程安全台账？",
        )
        common = ("档案室每半年检查几次防火防潮设施？", "领导班子成员全年到基层调研多少天？")
        lists = ("9月底前要完成什么？", "哪些文件提到了管理办法？")
        for turn in range(QUESTIONS // 4):
            other = people[(self.number + 7 * turn + 1) % len(people)]
            yield own[turn % len(own)], True
            yield f"{other.unit}集团2025年召开几次例会、压降多少费用？", False
            yield common[turn % len(common)], False
            yield lists[turn % len(lists)], True


@dataclass(frozen=True)
class Seen:
    """All that came to one person's screen and onto their disk."""

    who: Person
    asked: list[str]
    shown: list[list[str]]  # for each question: the conversation's HTML, each time that it changed
    welcome: str
    pages: dict[str, str]

    def everything(self) -> Iterator[str]:
        yield self.welcome
        for steps in self.shown:
            yield from steps
        yield from self.pages.values()


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return [Person(number, "") for number in range(len(PLACES) * len(SIDES))]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, people: list[Person]) -> list[Seen]:
    folder = tmp_path_factory.mktemp("many")
    with open_home(Settings.from_environment({}, folder / "home"), wait_for_index=True) as home:
        for number, text in enumerate((PLAN_2024, PLAN_2025)):
            _put(home, folder / f"plan{number}.txt", text, EVERYONE)
        for person in people:
            home.library.accounts.add(person.name, "editor" if person.number else "admin", "no password's hash")
            _put(home, folder / f"own{person.number}.txt", person.text, person.name)
        logged_in = [Person(person.number, Sessions(home.library).open(person.name)) for person in people]
    with serving(folder / "home") as url, ThreadPoolExecutor(len(people)) as together:
        return list(together.map(lambda person: _visit(url, person, people), logged_in))


def _put(home: Home, file: Path, text: str, scope: Scope) -> None:
    file.write_text(text, encoding="utf-8")
    assert ingest(home, [file], quiet, scope).files[0].stored.outcome == "added"


def _visit(url: str, person: Person, people: Sequence[Person]) -> Seen:
    asked = [question for question, _ in person.questions(people)]
    with Tab(url, person.token) as tab:
        welcome = tab.refresh()
        shown = [list(tab.ask(question)) for question in asked]
        pages = {page: tab.page(page) for page in PAGES}
        table = told_in(tab.http.get(TABLE).raise_for_status().content)
    return Seen(person, asked, shown, welcome, pages | {TABLE: table})


def test_nobody_sees_a_word_of_anothers(seen: list[Seen], people: list[Person]) -> None:
    secrets = {person.number: person.secret for person in people}
    assert len(set(secrets.values())) == len(people) == len(seen)
    for each in seen:
        foreign = re.compile("|".join(secret for number, secret in secrets.items() if number != each.who.number))
        assert [found for text in each.everything() if (found := foreign.search(text))] == []


def test_nobody_learns_which_units_others_work_for(seen: list[Seen], people: list[Person]) -> None:
    """Units that one has asked about stand in one's own questions, and nowhere else."""
    for each in seen:
        foreign = re.compile("|".join(person.unit for person in people if person.number != each.who.number))
        texts = [each.welcome, *(text for page, text in each.pages.items() if page != "chats/list")]
        texts += [_without(step, each.asked) for steps in each.shown for step in steps]
        assert [found for text in texts if (found := foreign.search(text))] == []


def test_everybody_finds_their_own(seen: list[Seen], people: list[Person]) -> None:
    for each in seen:
        for (question, is_own), steps in zip(each.who.questions(people), each.shown, strict=True):
            assert not is_own or each.who.secret in _without(_turns(steps[-1])[-1], each.asked), question
        assert each.who.secret in each.welcome
        missing = [page for page in (*OWN, TABLE) if each.who.secret not in each.pages[page]]
        assert missing == []


def test_each_answer_comes_to_the_tab_that_asked(seen: list[Seen]) -> None:
    for each in seen:
        for count, steps in enumerate(each.shown, 1):
            told = [[_question(turn) for turn in _turns(step)] for step in steps]
            assert told == [each.asked[:count]] * len(steps)


def _turns(conversation: str) -> list[str]:
    return conversation.split('<div class="turn">')[1:]


def _question(turn: str) -> str:
    found = re.match('<p class="question">(.*?)</p>', turn)
    assert found, turn
    return unescape(found[1])


def _without(text: str, questions: Sequence[str]) -> str:
    for question in questions:
        text = text.replace(question, "")
    return text
