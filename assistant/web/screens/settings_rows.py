"""Small tables that one edits in place: rows come in as a form's columns and go out as HTML. Pure.

Without a script: the form's buttons say what they do by their value, `add`, `save` or the number of a row to leave out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a small table is called and what its columns are."""

    name: str  # in addresses and ids: duties
    columns: Mapping[str, str]  # name of a field -> its heading
    row: str  # what a row is called: 部门

    def rows(self, form: Mapping[str, Sequence[str]]) -> list[Row]:
        """The rows that a form holds, blanks around their words left out."""
        columns = [form.get(name, ()) for name in self.columns]
        return [tuple(cell.strip() for cell in row) for row in zip_longest(*columns, fillvalue="")]

    def html(self, rows: Sequence[Row]) -> str:
        """The form that edits rows.

        Args:
            rows (Sequence[Row]): As they are now.

        Returns:
            str: HTML; an empty row is offered where there is none.
        """
        heads = "".join(f'<th scope="col">{title}</th>' for title in self.columns.values())
        body = "".join(self._row(n, row) for n, row in enumerate(rows or [("",) * len(self.columns)]))
        return (
            f'<form class="rows" data-into="#settings-{self.name}" action="/screens/settings/{self.name}" '
            'method="post"><button class="first" name="do" value="save" tabindex="-1" aria-hidden="true"></button>'
            f'<div class="scroll"><table class="grid"><thead><tr>{heads}<td></td></tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
            f'<div class="actions"><button class="button" name="do" value="save">保存</button>'
            f'<button class="button plain" name="do" value="add">增加一行</button></div></form>'
        )

    def read_html(self, rows: Sequence[Row]) -> str:
        """The rows for those who may only read them."""
        if not rows:
            return '<p class="hint">还没有填写。</p>'
        heads = "".join(f'<th scope="col">{title}</th>' for title in self.columns.values())
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        table = f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        return f'<div class="scroll"><table class="grid">{table}</table></div>'

    def _row(self, number: int, row: Row) -> str:
        cells = "".join(
            f'<td data-column="{title}"><input name="{name}" value="{escape(cell)}" maxlength="500" '
            f'aria-label="第 {number + 1} 行 {title}"></td>'
            for (name, title), cell in zip(self.columns.items(), row, strict=True)
        )
        return (
            f'<tr>{cells}<td><button class="quiet" name="do" value="{number}" '
            f'aria-label="删去第 {number + 1} 行{self.row}">删去</button></td></tr>'
        )


def edited(rows: Sequence[Row], what: str) -> list[Row]:
    """Rows after a button that does not save was pressed.

    Args:
        rows (Sequence[Row]): As the form holds them, at least one.
        what (str): `add`, or the number of a row to leave out.

    Returns:
        list[Row]: With an empty row behind, or without that one.
    """
    if what == "add":
        return [*rows, ("",) * len(rows[0])]
    return [row for number, row in enumerate(rows) if str(number) != what]
