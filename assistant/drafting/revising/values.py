"""A value set: a deadline, an amount, a blank, a lead unit, the draft's title or date. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from assistant.drafting.examining import outline_of_draft
from assistant.drafting.records import BLANK, Draft, DraftItem, Section, Sentence, Task
from assistant.drafting.revising.finding import Block, Finder
from assistant.drafting.revising.given import STOPS, reworded
from assistant.drafting.revising.measures import BOUND, unit_of
from assistant.drafting.revising.records import Front, Replace, SetFront, SetValue, Worded
from assistant.drafting.revising.replacing import Place, nearest_found, replaced, spots_in, with_words
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.revising.vocabulary import FIGURE
from assistant.drafting.unit_names import units_listed
from ingest.errors import BadRequest
from ingest.extraction import extraction_of
from ingest.labels import label_of
from ingest.numerals import value_of
from ingest.obligations.amounts import MEASURES
from ingest.obligations.clauses import sentences_of
from ingest.records import Requirement

_BLANK: Final = re.compile(rf"{re.escape(BLANK)}：(?P<what>[^】]*)】")
_AND: Final = re.compile(r"[、，；]|以及|和|及|与")
_ANY_BLANK: Final = re.compile("(?:那个|那处|这处)?(?:【?待补】?|空白|空格|空)(?:项|处|内容|部分|的?地方)?")
_HOW_MANY: Final = re.compile("(?:数量|数目|人数|个数|名额)$")
_OF: Final = re.compile("的(?=(?:次数|数量|数目|人数|个数|名额|比例|占比|频次)$)")  # 发展党员的数量
_EVENT: Final = re.compile(r"(?:[后前起]|任职|到岗|印发)$")
_COUNTED: Final = re.compile(r"(?:次数|数量|人数|个数|比例|占比|频次|时间)$")  # 警示教育大会次数
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
# A number with its measure; 20以上 has none.
_AMOUNT: Final = re.compile(
    rf"{_NUMBER.pattern}(?:人次|小时|分钟|个月|个?工作日|{MEASURES}|(?![以左多余])[\u4e00-\u9fff])?"
)
_PEOPLE: Final = frozenset(("名", "人", "位", "个"))
_COUNTS: Final = re.compile(rf"{FIGURE.pattern}|半|[一两二三四五六七八九十百]+[年天]")  # what may stand for a number
_FIGURES: Final = r"[\d〇零○一二三四五六七八九十]"
_DATE: Final = re.compile(rf"(?P<y>{_FIGURES}{{4}})[年./-](?P<m>{_FIGURES}{{1,3}})[月./-](?P<d>{_FIGURES}{{1,3}})日?")
_FIELDS: Final[dict[str, Callable[[Requirement], str]]] = {
    "时限": lambda requirement: requirement.deadline,
    "频次": lambda requirement: requirement.frequency,
}
_ALIKE: Final = {
    **dict.fromkeys(("时间", "日期", "期限", "完成时限", "完成时间", "完成日期"), "时限"),
    "次数": "频次",
}  # what a user may call a value that the item does not name so
_UNITS: Final = ("牵头单位", "责任单位")


def value_set(sheet: Sheet, edit: SetValue, finder: Finder) -> Sheet:
    """With another value where an item states it, or in the blank that waits for it.

    Args:
        sheet (Sheet): The draft.
        edit (SetValue): Which value, and where.
        finder (Finder): Of the draft.

    Returns:
        Sheet: A lead unit changes in the item's tasks, 标题 where no item is meant is the draft's.

    Raises:
        BadRequest: The value is stated nowhere there, or more than once.
    """
    if edit.name == "标题":
        return _titled(sheet, edit, finder)
    if edit.name in _UNITS and edit.target:
        return _with_units(sheet, finder.block_of(edit.target), edit, finder)
    edit = replace(edit, name=_OF.sub("", edit.name))
    found = nearest_found(lambda places: _blanks(sheet, edit.name, places), edit.target, finder, sheet)
    for name in dict.fromkeys((edit.name, _ALIKE.get(edit.name, edit.name))):
        is_stated = edit.target is not None if name in _FIELDS else _COUNTS.search(edit.value) is not None
        if not found and is_stated:
            found = nearest_found(_stating(sheet, name, edit.value), edit.target, finder, sheet)
    found = [place for place in found if edit.old in place.words or place.words in edit.old]
    words = list(dict.fromkeys(place.words for place in found))
    where = finder.items[finder.block_of(edit.target)[0]].address if edit.target else "草稿"
    is_words = not (edit.old or edit.is_filled or _COUNTED.search(edit.name))
    if not found and is_words and any(spots_in(sheet, edit.name, sheet.flat)):
        return replaced(sheet, Replace(edit.target, edit.name, edit.value), finder)
    if not found and edit.old and edit.target is None:
        return replaced(sheet, Replace(Worded(_COUNTED.sub("", edit.name)), edit.old, edit.value), finder)
    if not found:
        what = f"{edit.name}是{edit.old}" if edit.old else edit.name
        raise BadRequest(f"{where}里没有写明{what}，草稿没有改动。可以这样说：给这条补一句：…")
    if len(found) > 1:
        told = "、".join(words) if len(words) > 1 else f"{len(found)} 处{words[0]}"
        raise BadRequest(f"{where}里{edit.name}不止一个（{told}），草稿没有改动。请照原文写：把“…”改为“{edit.value}”")
    _check_blank(found[0], edit)
    _check_measure(found[0], edit)
    if any(_is_counted_from(sheet, place) for place in found):
        raise BadRequest(f"{where}的{edit.name}是从某件事算起的（{words[0]}），草稿没有改动。请照原文写：把“…”改为“…”")
    return with_words(sheet, found, _measured(sheet, found[0], edit.value))


def _check_blank(place: Place, edit: SetValue) -> None:
    """A BadRequest where a blank waits for more than the value that is told: its other things must not be lost."""
    blank = _BLANK.fullmatch(place.words)
    things = _AND.split(blank["what"]) if blank else []
    if blank is None or len(things) < 2 or blank["what"] in edit.name:
        return
    rest = "、".join(thing for thing in things if not _is_of(edit.name, thing))
    raise BadRequest(
        f"{place.words}不只是{edit.name}，草稿没有改动。请把这一处写全；暂时只有{edit.name}的，"
        f"请说：把“{place.words}”改为“{blank[0].replace(blank['what'], rest or '…')}，…”"
    )


def _check_measure(place: Place, edit: SetValue) -> None:
    """A BadRequest where another thing is counted: 2次 is no other figure for 3个月."""
    said, stated = _AMOUNT.fullmatch(edit.value), _AMOUNT.fullmatch(place.words)
    units = {unit_of(match[0]) for match in (said, stated) if match} - {""}
    if said and stated and len(units) > 1 and not units <= _PEOPLE:
        raise BadRequest(
            f"{edit.name}写的是{place.words}，和{edit.value}单位不同，草稿没有改动。请照原文写：把“…”改为“…”"
        )


def _measured(sheet: Sheet, place: Place, value: str) -> str:
    """A bare number with all that stands around the one before: 30 in place of 25%; a blank has nothing to give."""
    if not _NUMBER.fullmatch(value):
        return value
    if not place.words.startswith(BLANK):
        return _NUMBER.sub(value, place.words) if len(_NUMBER.findall(place.words)) == 1 else value
    behind = sheet.items[place.item].sentences[place.sentence].text[place.start + len(place.words) :]
    if not re.match(r"[%％\u4e00-\u9fff]", behind):
        raise BadRequest(f"“{value}”没有写单位，草稿没有改动。请写全，例如“{value}名”“{value}次”")
    return value


def _is_counted_from(sheet: Sheet, place: Place) -> bool:
    """Whether a value goes on from an event: 竣工后3个月内, 任职1年内."""
    before = sheet.items[place.item].sentences[place.sentence].text[: place.start]
    return bool(_EVENT.search(before)) and not place.words.startswith(BLANK)


def _blanks(sheet: Sheet, name: str, places: Collection[int]) -> Iterator[Place]:
    """【待补：发展党员人数】, for 发展党员人数 or 发展党员."""
    for place in places:
        for number, sentence in enumerate(sheet.items[place].sentences):
            for match in _BLANK.finditer(sentence.text):
                if _ANY_BLANK.fullmatch(name) or _is_of(name, match["what"]):
                    yield Place(place, number, match.start(), match[0])


def _is_of(name: str, what: str) -> bool:
    """Whether a blank's words are what a user calls so; 发展党员数量 and 发展党员人数 are one."""
    bare = _HOW_MANY.sub("", name)
    is_number = _HOW_MANY.search(name) and _HOW_MANY.search(what)
    return name in what or what in name or bool(is_number and bare and bare == _HOW_MANY.sub("", what))


def _stating(sheet: Sheet, name: str, value: str) -> Callable[[Collection[int]], Iterator[Place]]:
    """Finds what items state as their 时限 or 频次; of other names the numbers of the clauses that have the name.

    Where the new value has a bound (不低于70%), the old one's goes with it.
    """

    def stated(places: Collection[int]) -> Iterator[Place]:
        for place in places:
            for number, sentence in enumerate(sheet.items[place].sentences):
                found = _values(sheet.draft, sentence, name) if name in _FIELDS else _amounts(sentence, name, value)
                for start, words in found:
                    bound = re.search(f"{BOUND}$", sentence.text[:start]) if re.match(BOUND, value) else None
                    whole = f"{bound[0] if bound else ''}{words}"
                    yield Place(place, number, start + len(words) - len(whole), whole)

    return stated


Found = list[tuple[int, str]]  # offset in the sentence, and the words there


def _values(draft: Draft, sentence: Sentence, name: str) -> Found:
    """The raw values of a kind that the requirements in a sentence state."""
    stated = (_FIELDS[name](each) for each in requirements_in(draft, sentence))
    values = dict.fromkeys(value for value in stated if value)
    return [(match.start(), value) for value in values for match in re.finditer(re.escape(value), sentence.text)]


def _amounts(sentence: Sentence, name: str, value: str) -> Found:
    """The numbers of the clauses that have a name; for 学习次数 of those that have 学习 what is measured alike."""
    clauses = [clause for cut in sentences_of(sentence.text, 0) for clause in cut.clauses]
    named = [clause for clause in clauses if name in clause.text]
    bare = _COUNTED.sub("", name)
    told = named or [clause for clause in clauses if bare and bare in clause.text]
    found = [(clause.start + amount.start(), amount[0]) for clause in told for amount in _AMOUNT.finditer(clause.text)]
    measure = _NUMBER.split(value)[-1]
    return [(at, words) for at, words in found if named or not measure or words.endswith(measure)]


def requirements_in(draft: Draft, sentence: Sentence) -> Sequence[Requirement]:
    """What a sentence asks for, read like a document that says nothing else."""
    alone = Section("", replace(sentence, text=""), (DraftItem("", "", (sentence,)),))
    return extraction_of(outline_of_draft(replace(draft, sections=(alone,), signer=""))).requirements


# --- units of the task breakdown --------------------------------------------------------------------------------------


def _with_units(sheet: Sheet, block: Block, edit: SetValue, finder: Finder) -> Sheet:
    """With other units in all tasks of an item; where its text names the one before, the user is told."""
    addresses = {finder.items[place].address for place in block}
    own = [task for task in sheet.tasks if task.address in addresses]
    where = finder.items[block[0]].address
    if not own:
        raise BadRequest(f"{where}在任务分解里没有任务，不能改{edit.name}，草稿没有改动")
    units = units_listed(edit.value)
    if not units or (edit.name == "牵头单位" and len(units) > 1):
        raise BadRequest(
            f"{edit.name}“{edit.value}”不是一个单位，草稿没有改动。请只写名称；其他单位请说“责任单位改为…”"
        )
    tasks = tuple(_with_unit(task, edit.name, units) if task in own else task for task in sheet.tasks)
    text = "".join(sheet.items[place].text for place in block)
    named = dict.fromkeys(unit for task in own for unit in _units(task, edit.name) if unit in text)
    told = [f"{where}的正文写着“{unit}”，没有改，请看是不是也要改" for unit in named if unit not in units]
    return replace(sheet, tasks=tasks).noticed(*told)


def _units(task: Task, name: str) -> tuple[str, ...]:
    return (task.lead,) if name == "牵头单位" else task.responsible


def _with_unit(task: Task, name: str, units: tuple[str, ...]) -> Task:
    """Units that the user tells are not last year's; the lead unit is not among the responsible ones."""
    lead = units[0] if name == "牵头单位" else task.lead
    responsible = task.responsible if name == "牵头单位" else units
    others = tuple(unit for unit in responsible if unit != lead)
    return replace(task, lead=lead, responsible=others, from_last_year=False)


# --- titles and what stands around the items --------------------------------------------------------------------------


def _titled(sheet: Sheet, edit: SetValue, finder: Finder) -> Sheet:
    title = _said(edit.value, "标题改为‘抓好班组学习’")
    if edit.target is None and finder.given is None:
        return sheet.fronted("标题", title)
    place = (finder.block_of(edit.target) if edit.target else finder.block_at(finder.given or 0))[0]
    lead = sheet.items[place].sentences[0].text
    if BLANK in lead or ("，" in lead and _NUMBER.search(lead)):
        where = sheet.items[place].address
        raise BadRequest(f"{where}没有单独的标题，第一句就是任务，草稿没有改动。请照原文写：把“…”改为“…”")
    return with_words(sheet, [Place(place, 0, 0, lead.rstrip(STOPS))], title)


def front_set(sheet: Sheet, edit: SetFront, finder: Finder) -> Sheet:
    """With another title, signer, date or addressee, or with another heading above a section.

    Args:
        sheet (Sheet): The draft.
        edit (SetFront): Which, and the words.
        finder (Finder): Of the draft.

    Returns:
        Sheet: A date stands as it is printed; a heading has no label in its words.

    Raises:
        BadRequest: There are no words, it is no date, or there is nothing that the date would stand below.
    """
    if isinstance(edit.front, Front):
        name = edit.front.name
        value = _said(edit.value, f"{name}改为…")
        if name == "成文日期" and not sheet.fronts["落款"]:
            raise BadRequest("这份草稿没有落款，日期没有地方写，草稿没有改动。请先说“落款改为…”")
        return sheet.fronted(name, _printed_date(value) if name == "成文日期" else value)
    section = finder.section_of(edit.front.part)
    words = _said(edit.value, "第三部分标题改为…")
    label = label_of(words)
    text = words[label.length if label else 0 :]
    return sheet.headed(section, reworded(sheet.headings[section], text, sheet.draft, ""))


def _said(value: str, example: str) -> str:
    words = value.strip().strip(STOPS)
    if not words:
        raise BadRequest(f"没有写明改成什么，草稿没有改动。请写全，例如“{example}”")
    return words


def _printed_date(value: str) -> str:
    """2026.01.20 -> 2026年1月20日; a BadRequest where it is no day."""
    said = _DATE.fullmatch(value)
    try:
        year, month, day = (value_of(said[name]) for name in "ymd") if said else (0, 0, 0)
        date(year, month, day)
    except ValueError:
        raise BadRequest(
            f"“{value}”不是完整的日期，草稿没有改动。请写年月日，例如“落款日期改为2026年1月20日”"
        ) from None
    return f"{year}年{month}月{day}日"
