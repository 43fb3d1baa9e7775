"""Requirements as a table: one a row, rows about one thing together, contradictions marked. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from assistant.lookup import Register, Row
from assistant.lookup.grouping import Conflict
from assistant.lookup.showing import UNCOMPARED, name_of, summary
from assistant.naming import STRENGTH_NAMES, TENSE_NAMES, UNSTATED
from assistant.web.screens import Site
from assistant.web.screens.register_form import export_url, found_html, on_page, pager_html, place_button
from assistant.web.screens.register_wanted import Wanted, place_of
from ingest.records import Placed, Requirement

UNTOLD = f'<span class="untold">{UNSTATED}</span>'


def rows_html(site: Site, register: Register, wanted: Wanted) -> str:
    """What the register holds.

    Args:
        site (Site): Makes links.
        register (Register): As `look_up` returns it.
        wanted (Wanted): Of which page.

    Returns:
        str: HTML.

    Raises:
        BadRequest: There is no such page.
    """
    place, count = place_of("find", wanted.pairs()), summary(register)
    if not register.rows:
        none = '<p class="notice">没有符合条件的要求。请换一个词，或去掉几个条件再查。</p>'
        return found_html(place, count, "", none)
    numbered = list(enumerate(register.rows, 1))
    shown = on_page(numbered, wanted.page)
    body = f"{_told(register)}{_table(shown, register)}{pager_html('find', wanted, len(numbered))}"
    return found_html(place, count, export_url(site, "requirements", wanted.pairs()), body)


# --- what contradicts, all of it --------------------------------------------------------------------------------------


def _told(register: Register) -> str:
    note = UNCOMPARED[register.compared]
    lists = _conflicts("处不一致", register.conflicts) + _conflicts("处严于上级", register.exceeding)
    said = f'<p class="notice">{note}。</p>' if note else ""
    return f'{said}<div class="conflicts">{lists}</div>' if lists else said


def _conflicts(what: str, conflicts: Sequence[Conflict]) -> str:
    if not conflicts:
        return ""
    lines = "".join(f"<li>{_line(conflict)}</li>" for conflict in conflicts)
    return f'<details class="told"><summary>有 {len(conflicts)} {what}</summary><ul>{lines}</ul></details>'


def _line(conflict: Conflict) -> str:
    sides = ((conflict.one, conflict.one_says), (conflict.other, conflict.other_says))
    told = "，".join(f"{_button(side)}“{escape(says)}”" for side, says in sides)
    stricter = "" if conflict.exceeds else f"，{escape(name_of(conflict.stricter.document))}更严"
    quotes = f"{conflict.one.what.quote}／{conflict.other.what.quote}"
    return f'{conflict.matter}：{told}{stricter}<p class="facts">{escape(quotes)}</p>'


# --- the table --------------------------------------------------------------------------------------------------------


def _table(shown: Iterable[tuple[int, Row]], register: Register) -> str:
    sizes = Counter(row.group for row in register.rows)
    groups = "".join(
        _group(list(rows), sizes[group]) for group, rows in groupby(shown, key=lambda numbered: numbered[1].group)
    )
    return (
        '<div class="scroll"><table class="grid requirements"><thead><tr><th scope="col" class="number">序号</th>'
        '<th scope="col">要求（原文）</th><th scope="col">责任主体</th><th scope="col">频次、数量、时限</th>'
        f'<th scope="col">类别</th><th scope="col">出处</th></tr></thead>{groups}</table></div>'
    )


def _group(rows: Sequence[tuple[int, Row]], size: int) -> str:
    body = "".join(_row(number, row) for number, row in rows)
    if size == 1:
        return f"<tbody>{body}</tbody>"
    head = f'<tr class="group"><th colspan="6" scope="rowgroup">同一件事的 {size} 条，最严的在前</th></tr>'
    return f'<tbody class="same">{head}{body}</tbody>'


def _row(number: int, row: Row) -> str:
    placed, what = row.placed, row.placed.what
    cited = "、".join(f"《{name}》" for name in what.cited)
    return (
        f'<tr><td class="number">{number}</td><td class="what"><p class="quote">{escape(what.quote)}</p>'
        f"{f'<p class=facts>依据{escape(cited)}</p>' if cited else ''}{''.join(_marks(row))}</td>"
        f'<td data-label="责任主体">{who_html(placed)}</td><td data-label="频次、数量、时限">{_amounts(what)}</td>'
        f'<td class="tags">{_tags(what)}</td><td class="where">{_button(placed)}</td></tr>'
    )


def who_html(placed: Placed[Requirement]) -> str:
    """Who must do it, and who takes part."""
    what = placed.what
    earlier = '<span class="facts">（承前）</span>' if what.subject_inherited and not placed.item.cells else ""
    subject = f"{escape(what.subject)}{earlier}" if what.subject else UNTOLD
    others = f'<p class="facts">配合：{escape("、".join(what.responsible))}</p>' if what.responsible else ""
    return f"{subject}{others}"


def _amounts(what: Requirement) -> str:
    told = (escape(value) for value in (what.frequency, what.quantity, what.deadline) if value)
    return "".join(f'<span class="amount">{value}</span>' for value in told) or UNTOLD


def _tags(what: Requirement) -> str:
    tense = f'<span class="tag tag-{what.tense}">{TENSE_NAMES[what.tense]}</span>'
    return f'<span class="tag">{STRENGTH_NAMES[what.strength]}</span>{tense}'


def _marks(row: Row) -> Iterator[str]:
    """What a reader must know of a row: its disagreements, and what is no longer in force."""
    for conflict in row.conflicts:
        yield _mark("tag-problem", f"{conflict.matter}不一致", _other(row.placed, conflict))
    for conflict in row.exceeding:
        label = "严于上级" if conflict.stricter == row.placed else "下级更严"
        yield _mark("tag-plan", f"{conflict.matter}{label}", _other(row.placed, conflict))
    for note in row.notes:
        yield _mark("tag-done", "效力", escape(note))


def _mark(style: str, label: str, html: str) -> str:
    return f'<p class="mark"><span class="tag {style}">{label}</span> {html}</p>'


def _other(placed: Placed[Requirement], conflict: Conflict) -> str:
    """The other side of a disagreement, as seen from one side."""
    is_one = placed == conflict.one
    other, says = (conflict.other, conflict.other_says) if is_one else (conflict.one, conflict.one_says)
    stricter = "，那里更严" if conflict.stricter == other else "，这里更严"
    return f"{_button(other)}为“{escape(says)}”{stricter}"


def _button(placed: Placed[Requirement]) -> str:
    return place_button(placed.document, placed.item, placed.what.start, placed.what.end)
