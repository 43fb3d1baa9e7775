"""A draft on the page: its text with every sentence's class, the sources behind one, what is to be done. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import count, groupby
from operator import attrgetter
from typing import Final

from assistant.drafting.editing import words_of
from assistant.drafting.readable import difference_to_source, shares, style_told, worded_by
from assistant.drafting.records import BLANK, OPENING, Draft, DraftItem, Finding, Sentence, SentenceClass
from assistant.web.screens import Site
from assistant.web.screens.drafting_plan import source_html
from assistant.web.screens.drafting_proposal import WHERE, asking_button, asking_html, leaving_told
from assistant.web.screens.drafting_steps import BACK, deleting_html
from ingest.library import DraftId, DraftVersion

ALL_PARTS: Final = "#drafting-summary, #drafting-text, #drafting-todo, #drafting-history"
STYLES: Final[Mapping[SentenceClass, str]] = {
    "沿用": "kept", "改写自": "reworded", "依据上级": "superior", "对应问题": "problem", "用户给定": "own",
    "待补": "lacking",
}  # fmt: skip
MEANINGS: Final[Mapping[SentenceClass, str]] = {
    "沿用": "除列出的改动外，与来源相同",
    "改写自": "由来源改写",
    "依据上级": "根据上级要求写",
    "对应问题": "针对总结指出的问题写",
    "用户给定": "您给出的内容",
    "待补": "缺少事实，请补上",
}
_BLANKS: Final = re.compile(f"{re.escape(BLANK)}[^】]*】?")


def draft_html(site: Site, version: DraftVersion, editable: bool, has_base: bool) -> str:
    """A draft's page; its parts are loaded one by one, and again after a change.

    Args:
        site (Site): Makes links.
        version (DraftVersion): The current one.
        editable (bool): Whether the visitor may change the draft.
        has_base (bool): Whether last year's text is there to mark revisions against.

    Returns:
        str: HTML.
    """
    at = f"{WHERE}/{version.draft}"
    return (
        f'{BACK}<div class="screen-head"><h2 tabindex="-1">{escape(version.title)}</h2>'
        f"{deleting_html(at, '删除草稿…') if editable else ''}</div>"
        f'<div class="actions">{_downloads(site, at, has_base)}{_returning(at) if editable else ""}</div>'
        '<div id="drafting-returned" role="status"></div>'
        f'<div id="drafting-model" data-load="{at}/rewording"></div>'
        f'<div id="drafting-summary" data-load="{at}/summary"></div>'
        f'<div class="columns"><section class="card paper" aria-label="正文"><div id="drafting-text" '
        f'data-load="{at}/text"></div></section><div class="stack"><section class="card" aria-label="待办">'
        f'<h3>待办</h3><div id="drafting-todo" data-load="{at}/todo"></div></section><section class="card" '
        f'aria-label="历史"><h3>历史</h3><div id="drafting-history" data-load="{at}/history"></div></section>'
        "</div></div>"
    )


def _downloads(site: Site, at: str, has_base: bool) -> str:
    files = [("word", "下载 Word", ""), ("commented", "带出处批注的 Word", " plain")]
    files += [("revisions", "修订稿（对照上年）", " plain")] if has_base else []
    files += [("provenance", "出处表", " plain")]
    return "".join(
        f'<a class="button{plain}" href="{escape(site.url(f"{at}/{name}"))}" download>{words}</a>'
        for name, words, plain in files
    )


def _returning(at: str) -> str:
    return (
        f'<form data-send data-into="#drafting-returned" action="{at}/return" method="post">'
        '<label class="button plain file">收回改过的 Word<input type="file" name="file" accept=".docx"></label></form>'
    )


def summary_html(draft: Draft) -> str:
    """How much of the draft is of which class, with the legend of their colours, and how close its style is."""
    parts = "".join(
        f'<li class="{STYLES[kind]}" title="{MEANINGS[kind]}"><span class="kind">{kind}</span> {share:.0%}</li>'
        for kind, share in shares(draft).items()
    )
    return f'<ul class="legend" aria-label="句子来源">{parts}</ul><p class="facts">{escape(style_told(draft))}</p>'


# --- the text ---------------------------------------------------------------------------------------------------------


def text_html(
    version: DraftVersion, draft: Draft, editable: bool, changed: int | None = None, model_host: str = ""
) -> str:
    """The whole text.

    Args:
        version (DraftVersion): Which one it is.
        draft (Draft): It.
        editable (bool): Whether its items can be changed.
        changed (int | None): The item that was just changed, which takes the focus.
        model_host (str): Where an item goes that the language model is to word; "" for none.

    Returns:
        str: HTML; all sentences, headings included, and all items are numbered from 0.
    """
    at, sentences, items = f"{WHERE}/{version.draft}", count(), count()
    html = [asking_html(version.draft, model_host)] if editable else []
    html.append(f'<p class="title">{escape(draft.title)}</p>')
    html += [f"<p>{escape(draft.addressees)}：</p>"] if draft.addressees else []
    for number, section in enumerate(draft.sections):
        if section.heading.text:
            heading = escape(section.label) + _sentence(at, section.heading, next(sentences), f"head-{number}")
            html.append(f'<div class="heading" id="head-{number}"><p>{heading}</p>{_trace(f"head-{number}")}</div>')
        for item in section.items:
            place = next(items)
            inside = escape(item.label) + "".join(
                _sentence(at, sentence, next(sentences), f"item-{place}") for sentence in item.sentences
            )
            focus = ' tabindex="-1"' if place == changed else ""
            tools = _edit_button(at, item, place) + asking_button(version.draft, item, place) if editable else ""
            html.append(
                f'<div class="item" id="item-{place}"{focus}><p>{inside}{tools}</p>{_trace(f"item-{place}")}</div>'
            )
    html += [f'<p class="signed">{escape(draft.signer)}<br>{_marked(draft.issued)}</p>'] if draft.signer else []
    return f"{''.join(html)}{_breakdown(draft)}"


def _breakdown(draft: Draft) -> str:
    """That there is more than the page shows, and what is to be filled in there."""
    if not draft.tasks:
        return ""
    cells = (cell for task in draft.tasks for cell in (task.measure, task.lead, *task.responsible, task.deadline))
    blanks = sum(len(_blanks(cell)) for cell in cells)
    lacking = f"，其中 {blanks} 处待补" if blanks else ""
    return f'<p class="facts">附：任务分解表，{len(draft.tasks)} 行{lacking}。随 Word 一并导出。</p>'


def _trace(place: str) -> str:
    return f'<div class="trace" id="trace-{place}"></div>'


def _sentence(at: str, sentence: Sentence, number: int, place: str) -> str:
    """Not a <button>: that would not break across lines."""
    return (
        f'<span class="sentence {STYLES[sentence.kind]}" role="button" tabindex="0" '
        f'data-trace="{at}/sentences/{number}" '
        f'data-into="#trace-{place}">{_marked(sentence.text)}<small class="kind">{sentence.kind}</small></span>'
    )


def _marked(text: str) -> str:
    """A text with its 【待补】 set off."""
    return _BLANKS.sub(lambda found: f'<strong class="blank">{found[0]}</strong>', escape(text))


def _edit_button(at: str, item: DraftItem, place: int) -> str:
    return (
        f'<button type="button" class="quiet edit" data-trace="{at}/items/{place}" data-into="#trace-item-{place}" '
        f'aria-label="修改{escape(item.address)}">修改</button>'
    )


def item_html(version: DraftVersion, item: DraftItem, place: int, model_host: str) -> str:
    """The form in which an item is rewritten.

    Args:
        version (DraftVersion): The draft's current one.
        item (DraftItem): The item.
        place (int): Its place among the draft's items.
        model_host (str): Where a language model is; "" for none.

    Returns:
        str: HTML.
    """
    asking = (
        f'<form data-into="#drafting-model" action="{WHERE}/{version.draft}/rewording" method="post">'
        f'<input type="hidden" name="number" value="{version.number}"><input type="hidden" name="place" '
        f'value="{place}"><button class="quiet">让语言模型改写这一条</button>'
        f'<p class="hint">{leaving_told(model_host)}</p></form>'
        if model_host and item.address != OPENING
        else ""
    )
    at = f"{WHERE}/{version.draft}/items/{place}"
    label = f"（序号“{escape(item.label)}”不用写）" if item.label else ""
    return (
        f'<form class="rewriting" data-into="#drafting-text" action="{at}" method="post">'
        f'<input type="hidden" name="number" value="{version.number}"><label>修改{escape(item.address)}{label}'
        f'<textarea name="text" rows="6" maxlength="20000">{escape(words_of(item))}</textarea></label>'
        '<p class="hint">没有动过的句子保留原来的出处，改过的句子记为改写或用户给定。</p><div class="actions">'
        '<button class="button">保存</button><button type="button" class="button plain" data-untrace>取消</button>'
        f"</div></form>{asking}"
    )


def sentence_html(sentence: Sentence, gone: Sequence[int]) -> str:
    """Where a sentence comes from, and what was changed in it and why.

    Args:
        sentence (Sentence): Any.
        gone (Sequence[int]): Versions of its sources that the library no longer shows.

    Returns:
        str: HTML.
    """
    sources = "".join(
        source_html(source, "这份文件已不在资料库里" if source.version in gone else "") for source in sentence.sources
    )
    edits = "".join(f"<li>{_edit(edit.old, edit.new)}：{escape(edit.reason)}</li>" for edit in sentence.edits)
    difference = "".join(
        f"<del>{escape(text)}</del>" if way == "delete" else f"<ins>{escape(text)}</ins>" if way == "insert"
        else escape(text)
        for way, text in difference_to_source(sentence)
    )  # fmt: skip
    meaning = escape("；".join((MEANINGS[sentence.kind], *worded_by(sentence))))
    return (
        f'<div class="bar {STYLES[sentence.kind]}"><span class="kind">{sentence.kind}</span><span class="facts">'
        f'{meaning}</span><button type="button" class="quiet" data-untrace>收起</button></div>'
        f"<ul>{sources or '<li class=hint>没有来源</li>'}</ul>"
        + (f'<p class="facts">与第一处来源的差异</p><p class="difference">{difference}</p>' if difference else "")
        + (f'<p class="facts">改动和理由</p><ul class="edits">{edits}</ul>' if edits else "")
    )


def _edit(old: str, new: str) -> str:
    if not new:
        return f"删去“{escape(old)}”"
    return f"“{escape(old)}”改为“{escape(new)}”" if old else f"增加“{escape(new)}”"


# --- what is to be done -----------------------------------------------------------------------------------------------


def todo_html(draft: Draft) -> str:
    """What is to be filled in, then the findings, those of one check together; each with a way to its place."""
    return f"{_to_fill_in(draft)}{_to_look_at(draft)}"


def _to_fill_in(draft: Draft) -> str:
    blanks = [(f"item-{n}", item.address, each) for n, item in enumerate(draft.items()) for each in _blanks(item.text)]
    blanks += [("", "落款", each) for each in _blanks(draft.issued)]
    if not blanks:
        return ""
    entries = "".join(f"<li>{_way(place, where)} {_marked(each)}</li>" for place, where, each in blanks)
    return f'<p class="hint">还要补上 {len(blanks)} 处：</p><ul class="todo">{entries}</ul>'


def _blanks(text: str) -> list[str]:
    return _BLANKS.findall(text)


def _way(place: str, words: str) -> str:
    """Words that lead to a place on the page; plain ones where there is none."""
    return (
        f'<button type="button" class="quiet" data-jump="{place}">{escape(words)}</button>' if place else escape(words)
    )


def _to_look_at(draft: Draft) -> str:
    if not draft.findings:
        return '<p class="hint">检查没有发现问题。</p>'
    ordered = sorted(draft.findings, key=attrgetter("check"))
    groups = groupby(ordered, key=attrgetter("check"))
    entries = "".join(
        f"<li><b>{escape(check)}</b><ul>{''.join(_findings(draft, group))}</ul></li>" for check, group in groups
    )
    return f'<p class="hint">检查发现 {len(draft.findings)} 处：</p><ul class="todo">{entries}</ul>'


def _findings(draft: Draft, findings: Iterator[Finding]) -> Iterator[str]:
    for finding in findings:
        leads = _way(place_of(draft, finding), finding.address or "全文")
        advice = f'<p class="facts">{escape(finding.suggestion)}</p>' if finding.suggestion else ""
        yield f"<li>{leads} {escape(finding.message)}{advice}</li>"


def place_of(draft: Draft, finding: Finding) -> str:
    """Where on the page a finding is; "" for the whole text.

    Args:
        draft (Draft): In which it was found.
        finding (Finding): Any.

    Returns:
        str: An element's id: of the item that has the words, else the first of that address, else the heading.
    """
    at = [place for place, item in enumerate(draft.items()) if finding.address and item.address == finding.address]
    items = list(draft.items())
    quoting = [place for place in at if finding.quote and finding.quote in items[place].text]
    if at:
        return f"item-{(quoting or at)[0]}"
    heads = (
        n for n, section in enumerate(draft.sections) if section.label and finding.address == section.label.rstrip("、")
    )
    return next((f"head-{number}" for number in heads), "")


# --- what became of it ------------------------------------------------------------------------------------------------


def history_html(draft: DraftId, history: Sequence[DraftVersion], editable: bool, said: str = "") -> str:
    """All versions, newest first, with what brings one back.

    Args:
        draft (DraftId): Whose.
        history (Sequence[DraftVersion]): Oldest first.
        editable (bool): Whether the visitor may bring one back.
        said (str): What was just done; everything else of the page is loaded again then.

    Returns:
        str: HTML.
    """
    current = history[-1]
    fresh = ' data-refresh="#drafting-summary, #drafting-text, #drafting-todo, #drafting-model"'
    notice = f'<p class="notice done" role="status"{fresh}>{escape(said)}</p>' if said else ""
    undo = _back(draft, None, "撤销最近一次改动") if editable and current.previous is not None else ""
    entries = "".join(
        f'<li><span>第 {each.number} 版　{escape(each.note)}</span><span class="facts">'
        f"{each.created_at.astimezone():%Y-%m-%d %H:%M}　{escape(each.author)}</span>"
        f"{_back(draft, each.number, '改用这一版') if editable and each.number != current.number else ''}</li>"
        for each in reversed(history)
    )
    return f'{notice}{undo}<ol class="entries">{entries}</ol>'


def _back(draft: DraftId, number: int | None, words: str) -> str:
    to = "" if number is None else f'<input type="hidden" name="to" value="{number}">'
    label = words if number is None else f"{words}：第 {number} 版"
    return (
        f'<form data-into="#drafting-history" action="{WHERE}/{draft}/undo" method="post">{to}'
        f'<button class="quiet" aria-label="{label}">{words}</button></form>'
    )
