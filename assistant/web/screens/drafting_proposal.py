"""A draft changed by a sentence, on the page: where it is typed, and what it would change. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from assistant.drafting.records import DraftItem
from assistant.drafting.revising.changes import Change, changes_of, reminders, renumbered
from assistant.drafting.revising.instructions import MOST_CHARS
from assistant.drafting.revising.story import Revision
from ingest.library import DraftId, DraftVersion

WHERE: Final = "/screens/drafting/drafts"
_TAGS: Final = {"keep": "span", "delete": "del", "insert": "ins"}


def asking_html(draft: DraftId, model_host: str) -> str:
    """The line above a draft's text, with where the item goes that a language model is to word; "" for none."""
    return (
        f'<form class="revising" data-into="#trace-revision" action="{WHERE}/{draft}/revise" method="post">'
        f'<label>用一句话修改<input name="instruction" maxlength="{MOST_CHARS}" required '
        'placeholder="例如：把第三部分第2条改得更具体；删去六（四）；把第二部分一、二两条合并"></label>'
        f'<button class="button plain">看改动</button></form>{_leaving(model_host)}'
        '<div class="trace" id="trace-revision"></div>'
    )


def asking_button(draft: DraftId, item: DraftItem, place: int) -> str:
    """What unfolds the same line below an item."""
    return (
        f'<button type="button" class="quiet edit" data-trace="{WHERE}/{draft}/items/{place}/revise" '
        f'data-into="#trace-item-{place}" aria-label="用一句话改{escape(item.address)}">改…</button>'
    )


def item_asking_html(version: DraftVersion, item: DraftItem, place: int, model_host: str) -> str:
    """The line below an item; arguments as of the others."""
    return (
        f'<form class="rewriting" data-into="#trace-item-{place}" action="{WHERE}/{version.draft}/revise" '
        f'method="post"><input type="hidden" name="item" value="{place}"><label>{escape(item.address)}怎么改'
        f'<input name="instruction" maxlength="{MOST_CHARS}" required></label>'
        '<p class="hint">例如：不要；改得更具体；短一些；时限改为6月底前；移到第一部分；补一句：…；把“…”改为“…”</p>'
        f'{_leaving(model_host)}<div class="actions"><button class="button">看改动</button>'
        '<button type="button" class="button plain" data-untrace>取消</button></div></form>'
    )


def _leaving(host: str) -> str:
    if not host:
        return ""
    ways = "“改得更具体”“短一些”在材料里做不到的，以及“改得更通顺”一类，由语言模型改"
    return f'<p class="hint">{ways}：您的话，还有{leaving_told(host)}</p>'


def leaving_told(host: str) -> str:
    """What leaves this machine when a language model words an item, as HTML."""
    texts = "这一条、计划里的理由、来源（文件标题、位置、原文）和三条隐去数字、日期、名称的往年例句"
    return f"{texts}，会发往 {escape(host)}。"


def proposal_html(version: DraftVersion, revision: Revision) -> str:
    """What an instruction would change, and the question whether it shall.

    Args:
        version (DraftVersion): The one that it was worked out for.
        revision (Revision): What it would make of the draft.

    Returns:
        str: HTML.
    """
    entries = "".join(map(_entry, changes_of(revision)))
    notices = "".join(f'<p class="notice">{escape(line)}</p>' for line in reminders(revision))
    count = renumbered(revision)
    others = f"另有 {count} 条只改序号，文字不变。" if count else "其他条目一字不动。"
    given = {"number": str(version.number), "shown": revision.fingerprint}
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in given.items())
    return (
        '<div class="proposal" role="group" tabindex="-1" aria-label="将要作的改动"><p class="facts">将要作的改动：</p>'
        f'<ul class="changes">{entries}</ul>{notices}<p class="hint">{others}采用之后可以撤销。</p>'
        '<div class="actions">'
        f'<form data-into="#drafting-text" action="{WHERE}/{version.draft}/revise/apply" method="post">{hidden}'
        '<button class="button">采用</button></form>'
        '<button type="button" class="button plain" data-untrace>不改</button></div></div>'
    )


def _entry(change: Change) -> str:
    marked = "".join(_marked(change))
    return f'<li><b>{change.kind}</b> {escape(change.where)}<p class="difference">{marked}</p></li>'


def _marked(change: Change) -> Iterator[str]:
    for operation, text in change.difference:
        tag = _TAGS[operation]
        yield f"<{tag}>{escape(text)}</{tag}>"
