"""The plan of a draft on the page: rows to edit in place, below them what is not written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from assistant.drafting.keys import OWN
from assistant.drafting.plan_edits import OWED
from assistant.drafting.readable import SOURCE_NAMES
from assistant.drafting.records import DECISION_NAMES, DECISIONS, Decision, Plan, Role, Row, Source
from assistant.export.plan import meanings_of
from assistant.web.screens.drafting_bench import Laid
from assistant.workspace.preparations import PreparationId, RowKey

WHERE: Final = "/screens/drafting/preparations"
_TAGS: Final[Mapping[Decision, str]] = {
    "keep": "tag-plan", "update": "tag-done", "merge": "tag-done", "drop": "tag-problem", "new": "tag-done",
}  # fmt: skip


def plan_html(number: PreparationId, laid: Laid, editable: bool) -> str:
    """The table of decisions.

    Args:
        number (PreparationId): Whose plan it is.
        laid (Laid): With the person's edits.
        editable (bool): Whether the visitor may edit it.

    Returns:
        str: HTML.
    """
    written = [(key, row) for key, row in laid.rows if row.decision != "drop"]
    dropped = [(key, row) for key, row in laid.rows if row.decision == "drop"]
    targets = dict.fromkeys((*laid.plan.sections, *(row.target for _, row in written)))
    groups = [(target, [pair for pair in written if pair[1].target == target]) for target in targets]
    table = _Table(number, editable, meanings_of(laid.plan.kind))
    return (
        f"{_told(laid.plan)}{_headings(laid.plan)}"
        + "".join(table.group(target or "未定章节", rows) for target, rows in groups if rows)
        + (table.adding() if editable else "")
        + (table.group(f"不再列入（{len(dropped)} 项）", dropped) if dropped else "")
    )


def _told(plan: Plan) -> str:
    """How many rows of each decision, and whether all that is owed an answer has one."""
    counts = Counter(row.decision for row in plan.rows)
    decisions = "，".join(f"{DECISION_NAMES[each]} {counts[each]} 项" for each in DECISIONS if counts[each])
    owes = (pair for pair in OWED.items() if plan.kind != "总结" or pair[0] == "problem")  # it answers no superior
    owed = "".join(f'<p class="facts">{_answered(plan, role, name)}</p>' for role, name in owes)
    return f'<p class="hint" role="status">共 {len(plan.rows)} 项：{decisions}</p>{owed}'


def _answered(plan: Plan, role: Role, name: str) -> str:
    places = [(source.place, row.decision) for row in plan.rows for source in row.sources if source.role == role]
    total, aside = len({place for place, _ in places}), len({place for place, made in places if made == "drop"})
    if not total:
        return f"{name}：材料里没有"
    return f"{name}：共 {total} 处，已安排 {total - aside} 处" + (f"，不再列入 {aside} 处（理由见下）" if aside else "")


def _headings(plan: Plan) -> str:
    options = "".join(f'<option value="{escape(each)}">' for each in plan.sections if each)
    return f'<datalist id="drafting-sections">{options}</datalist>'


class _Table:
    def __init__(self, number: PreparationId, editable: bool, meanings: Mapping[Decision, str]) -> None:
        self._at, self._editable, self._meanings = f"{WHERE}/{number}", editable, meanings

    def group(self, heading: str, rows: Iterable[tuple[RowKey, Row]]) -> str:
        """The rows of a section."""
        entries = "".join(f'<li id="plan-{escape(key)}">{self._row(key, row)}</li>' for key, row in rows)
        return f'<section class="group"><h4>{escape(heading)}</h4><ol class="plan">{entries}</ol></section>'

    def _row(self, key: RowKey, row: Row) -> str:
        shown = self._form(key, row) if self._editable else _read_only(row)
        return f"{shown}{_sources(row)}"

    def _form(self, key: RowKey, row: Row) -> str:
        said = f"said-{key}"
        return (
            f'<form class="row {row.decision}" data-keep data-into="#{escape(said)}" method="post" '
            f'action="{self._at}/rows/{escape(key)}" aria-label="{escape(row.title)}">'
            f'<label class="decision">决定{_decisions(row, key, self._meanings)}</label>'
            f'<label class="title">条目<input name="title" value="{escape(row.title)}" maxlength="200"></label>'
            f'<label class="target">章节<input name="target" value="{escape(row.target)}" list="drafting-sections" '
            'maxlength="200"></label>'
            f'<label class="reason">理由<textarea name="reason" rows="2" maxlength="2000">{escape(row.reason)}'
            f"</textarea></label>"
            f'<span id="{escape(said)}" class="said" role="status"></span></form>{self._moves(key, row)}'
        )

    def _moves(self, key: RowKey, row: Row) -> str:
        if row.decision == "drop":
            return ""
        return '<div class="moves">' + "".join(
            f'<form data-into="#drafting-plan" method="post" action="{self._at}/rows/{escape(key)}/{way}">'
            f'<button class="quiet" aria-label="{words}：{escape(row.title)}">{sign}</button></form>'
            for way, words, sign in _ways(key)
        ) + "</div>"  # fmt: skip

    def adding(self) -> str:
        """The form for a row of one's own."""
        return (
            f'<details class="adding"><summary>增加一项…</summary><form class="fields" data-into="#drafting-plan" '
            f'method="post" action="{self._at}/rows"><label class="grow">条目<input name="title" required '
            'maxlength="200"></label><label class="grow">章节<input name="target" required list="drafting-sections" '
            'maxlength="200"></label><label class="grow">理由<input name="reason" maxlength="2000"></label>'
            '<button class="button plain">增加</button></form></details>'
        )


def _ways(key: RowKey) -> Iterator[tuple[str, str, str]]:
    yield from (("up", "上移", "↑"), ("down", "下移", "↓"))
    if key.startswith(OWN):
        yield "remove", "删去", "✕"


def _decisions(row: Row, key: RowKey, meanings: Mapping[Decision, str]) -> str:
    offered = ("new", "drop") if key.startswith(OWN) else DECISIONS
    options = "".join(
        f'<option value="{each}" title="{meanings[each]}"{" selected" if each == row.decision else ""}>'
        f"{DECISION_NAMES[each]}</option>"
        for each in offered
    )
    return f'<select name="decision">{options}</select>'


def _read_only(row: Row) -> str:
    return (
        f'<p><span class="tag {_TAGS[row.decision]}">{DECISION_NAMES[row.decision]}</span> '
        f"<b>{escape(row.title)}</b></p><p class='facts'>{escape(row.reason)}</p>"
    )


def _sources(row: Row) -> str:
    """What a row rests on, folded away: named by kind, so that what is owed an answer is seen at once."""
    used = [(source, "") for source in (*row.sources, *row.evidence)]
    used += [(dropped.source, f"不写入：{dropped.reason}") for dropped in row.dropped]
    if not used:
        return ""
    kinds = "".join(f'<span class="tag">{SOURCE_NAMES[role]}</span>' for role in _roles(row))
    own = '<span class="tag tag-done">您改过</span>' if row.by_user else ""
    entries = "".join(source_html(source, note) for source, note in used)
    return f'<details class="basis"><summary>来源 {len(used)} 处{kinds}{own}</summary><ul>{entries}</ul></details>'


def _roles(row: Row) -> list[Role]:
    return list(dict.fromkeys(source.role for source in row.sources))


def source_html(source: Source, note: str = "") -> str:
    """A source with its words and a way to them.

    Args:
        source (Source): Any; what is not in the library cannot be opened.
        note (str): A few words behind it.

    Returns:
        str: An <li>.
    """
    title = f"《{source.document}》" if source.version else source.file
    opens = (
        f'<button type="button" class="quiet" data-version="{source.version}" data-start="{source.start}" '
        f'data-end="{source.end}">打开原文</button>'
        if source.version
        else ""
    )
    noted = f'<p class="facts">{escape(note)}</p>' if note else ""
    return (
        f'<li class="source"><p class="facts"><span class="tag">{SOURCE_NAMES[source.role]}</span> '
        f"{escape(title)}{escape(source.address)} {opens}</p>"
        f"<blockquote>{escape(source.quote)}</blockquote>{noted}</li>"
    )
