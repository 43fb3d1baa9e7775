"""A preparation's page: its steps, its sources, what was typed as facts. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from typing import Final

from assistant.drafting.readable import named_sources
from assistant.drafting.records import DRAFT_KINDS, FACT_KINDS, Brief, FactKind, Facts
from assistant.web.screens import Site
from assistant.web.screens.drafting_plan import WHERE
from assistant.workspace.preparations import Preparation
from ingest.library import DraftId, DraftVersion, Job
from ingest.library.jobs import UNFINISHED
from ingest.records import Document, DocumentId

BACK: Final = '<p class="back"><a href="#drafting">‹ 返回起草</a></p>'
_EXAMPLES: Final[dict[FactKind, str]] = {
    "定位": "定位：“十五五”规划开局之年",
    "会议": "会议：党的二十届四中全会",
    "主题": "主题：青年理论武装=开展“青年大学习”｜强化理论武装",
    "活动": "活动：“七一”表彰大会",
    "数字": "数字：发展党员=25名",
    "日期": "日期：成文日期=2026年2月20日",
}
_MEANINGS: Final[dict[FactKind, str]] = {
    "定位": "这一年是什么年，写进导语",
    "会议": "今年要贯彻的会议，确认名称",
    "主题": "今年新加的工作；“=”后是内容，“｜”后是写进哪一章",
    "活动": "今年要办的活动",
    "数字": "今年的指标，替换上年的数字",
    "日期": "今年的时限，或成文日期",
}


def preparation_html(site: Site, preparation: Preparation, editable: bool) -> str:
    """The page of a preparation; its parts are loaded one by one, since sources and plan take seconds.

    Args:
        site (Site): Makes links.
        preparation (Preparation): Which one.
        editable (bool): Whether the visitor may go on with it.

    Returns:
        str: HTML.
    """
    at = f"{WHERE}/{preparation.id}"
    title = f"起草 {_named(preparation)}"
    return (
        f'{BACK}<div class="screen-head"><h2 tabindex="-1">{escape(title)}</h2>'
        f"{deleting_html(at, '删除这份准备…') if editable else ''}</div>"
        '<p class="hint">每一步都随手保存，可以离开，回来接着做。</p><div class="stack">'
        f"{_step(1, '材料', f'<div id=drafting-sources data-load={at}/sources></div>')}"
        f"{_step(2, '今年的新情况', _facts(preparation, editable))}"
        f"{_step(3, '计划表', f'{_plan_tools(site, at, editable)}<div id=drafting-plan data-load={at}/plan></div>')}"
        f"{_step(4, '成文', f'<div id=drafting-writing data-load={at}/writing></div>')}</div>"
    )


def _named(preparation: Preparation) -> str:
    return f"{preparation.year} 年{preparation.kind}" + (f"（{preparation.unit}）" if preparation.unit else "")


def _step(number: int, title: str, inside: str) -> str:
    return f'<section class="card step" aria-label="{title}"><h3>{number}. {title}</h3>{inside}</section>'


# --- deleting ---------------------------------------------------------------------------------------------------------


def deleting_html(at: str, words: str) -> str:
    """What asks whether a preparation or a draft is to be deleted.

    Args:
        at (str): Its address.
        words (str): The button's text.

    Returns:
        str: HTML.
    """
    return (
        f'<div id="drafting-sure"><form data-into="#drafting-sure" action="{at}/delete" method="get">'
        f'<button class="quiet">{words}</button></form></div>'
    )


def sure_html(at: str, place: str, question: str) -> str:
    """The question before something is deleted.

    Args:
        at (str): Its address.
        place (str): Its place on the screen, which is shown again if it stays: p3, 12.
        question (str): What would be deleted.

    Returns:
        str: HTML.
    """
    return (
        '<div class="sure" role="alertdialog" tabindex="-1" aria-label="确认删除">'
        f'<p>{escape(question)}</p><div class="actions"><form data-into="#drafting-at" action="{at}/delete" '
        'method="post"><button class="button danger">删除</button></form><form data-into="#drafting-at" '
        f'action="/screens/drafting/at/{place}" method="get"><button class="button plain">取消</button></form>'
        "</div></div>"
    )


def gone_html(said: str) -> str:
    """In the place of what was deleted."""
    return f'{BACK}<h2 tabindex="-1" class="notice done" role="status">{escape(said)}</h2>'


# --- facts ------------------------------------------------------------------------------------------------------------


def _facts(preparation: Preparation, editable: bool) -> str:
    kinds = "".join(
        f"<dt>{kind}</dt><dd>{_MEANINGS[kind]}。例：<code>{escape(_EXAMPLES[kind])}</code></dd>" for kind in FACT_KINDS
    )
    rests = "" if editable else " readonly"
    return (
        f'<form data-keep data-into="#drafting-facts-said" action="{WHERE}/{preparation.id}/facts" method="post">'
        "<label>每行一件，写成“类别：名称=值｜章节”，“=值”和“｜章节”可以不写；没有就留空"
        f'<textarea name="facts" rows="6" maxlength="20000"{rests}>{escape(preparation.facts)}</textarea>'
        "</label></form>"
        '<div id="drafting-facts-said" role="status"></div>'
        f"<details><summary>六种类别和例子</summary><dl>{kinds}</dl></details>"
    )


def facts_html(facts: Facts) -> str:
    """How what was typed was understood."""
    if not facts.facts:
        return '<p class="hint">没有填写。</p>'
    told = "，".join(f"{kind} {len(facts.of(kind))} 件" for kind in FACT_KINDS if facts.of(kind))
    return f'<p class="hint done">已保存，读懂了：{told}。计划表随之更新。</p>'


# --- sources ----------------------------------------------------------------------------------------------------------


def sources_html(preparation: Preparation, brief: Brief, editable: bool) -> str:
    """What the draft is written from, what is missing, and what is left out, to be added.

    Args:
        preparation (Preparation): Which one.
        brief (Brief): As chosen for it.
        editable (bool): Whether sources can be added and removed.

    Returns:
        str: HTML.
    """
    missing = "".join(f'<p class="notice">{escape(line)}</p>' for line in brief.missing)
    used = "".join(
        f'<tr><th scope="row">{name}</th><td>{_files(preparation.id, [each.document for each in found], editable)}'
        "</td></tr>"
        for name, found in named_sources(brief)
    )
    rest = "".join(
        f"<li>{escape(document.file)}<span class='facts'>{escape(why)}</span>"
        f"{_button(preparation.id, document.id, 'use', '使用', document.file) if editable else ''}</li>"
        for document, why in brief.left_out
    )
    others = (
        f"<details><summary>没有用的文件（{len(brief.left_out)} 份）</summary><ul class='files'>{rest}</ul></details>"
    )
    return (
        f'<p class="facts">为“{escape(brief.unit or "本单位")}”起草，'
        f"以《{escape(brief.base.document.title)}》为底稿。</p>"
        f'{missing}<div class="scroll"><table class="grid"><tbody>{used}</tbody></table></div>'
        f"{others if brief.left_out else ''}"
    )


def _files(number: int, documents: Sequence[Document], editable: bool) -> str:
    if not documents:
        return '<span class="hint">没有</span>'
    entries = "".join(
        f'<li><button type="button" class="quiet name" data-version="{document.version}">{escape(document.file)}'
        f"</button>{_button(number, document.id, 'leave', '不用', document.file) if editable else ''}</li>"
        for document in documents
    )
    return f'<ul class="files">{entries}</ul>'


def _button(number: int, document: DocumentId, way: str, words: str, file: str) -> str:
    return (
        f'<form data-into="#drafting-sources" action="{WHERE}/{number}/sources/{document}/{way}" method="post">'
        f'<button class="quiet" aria-label="{words}：{escape(file)}">{words}</button></form>'
    )


# --- plan as a file, and writing --------------------------------------------------------------------------------------


def _plan_tools(site: Site, at: str, editable: bool) -> str:
    if not editable:
        return ""
    return (
        '<p class="hint">逐项决定沿用、更新、合并、不再列入或新增；改动随手保存。也可以导出 Excel 改好再收回来。</p>'
        f'<div class="actions"><a class="button plain" href="{escape(site.url(at))}/plan.xlsx" download>导出 Excel</a>'
        f'<form data-send data-into="#drafting-plan" action="{at}/plan.xlsx" method="post">'
        '<label class="button plain file">收回改过的 Excel<input type="file" name="file" accept=".xlsx"></label></form>'
        "</div>"
    )


def writing_html(preparation: Preparation, job: Job | None, drafts: Collection[DraftId], editable: bool) -> str:
    """How far the writing is, and the button that begins it.

    Args:
        preparation (Preparation): Which one.
        job (Job | None): That writes it; None where none does, or it is forgotten.
        drafts (Collection[DraftId]): That the visitor sees.
        editable (bool): Whether the visitor may begin it.

    Returns:
        str: HTML.
    """
    if job and job.state in UNFINISHED:
        return f'<div class="job" tabindex="-1" data-job="{job.id}" data-refresh="#drafting-writing"></div>'
    told, words = "", "开始成文"
    if job and job.state == "done":
        draft, title = job.result["draft"], job.result["title"]
        written = f'<p class="notice done">已写成：<a href="#drafting/{draft}">{escape(title)}</a></p>'
        told = written if draft in drafts else '<p class="notice">写成的草稿已经删除。</p>'
        words = "按现在的计划再写一份"
    elif job and job.state == "failed":
        told, words = f'<p class="refused" role="alert">{escape(job.error)}</p>', "再试一次"
    elif job:
        kept = "选定的材料、填写的情况和改过的计划都还在"
        told, words = f'<p class="notice">上次停在了中途；{kept}。</p>', "重新开始成文"
    begin = (
        f'<form data-into="#drafting-writing" action="{WHERE}/{preparation.id}/write" method="post">'
        f'<button class="button">{words}</button></form>'
    )
    return told + (begin if editable else "")


# --- the list of all --------------------------------------------------------------------------------------------------


def preparations_html(preparations: Iterable[tuple[Preparation, Job | None]]) -> str:
    """A person's preparations, each with how far it is; nothing where there are none."""
    entries = "".join(_entries(preparations))
    return (
        f'<section class="card" aria-label="准备中"><h3>准备中</h3><ul class="entries">{entries}</ul></section>'
        if entries
        else ""
    )


_STATES: Final = {
    "waiting": "等待成文",
    "running": "正在成文",
    "done": "已写成",
    "failed": "成文失败",
    "stopped": "已停止",
}


def _entries(preparations: Iterable[tuple[Preparation, Job | None]]) -> Iterator[str]:
    for preparation, job in preparations:
        state = _STATES[job.state] if job else "准备中"
        name = escape(_named(preparation))
        yield f'<li><a href="#drafting/p{preparation.id}">{name}</a><span class="tag">{state}</span></li>'


def beginning_html(year: int) -> str:
    """The form that begins a draft."""
    kinds = "".join(f"<option>{kind}</option>" for kind in DRAFT_KINDS)
    return (
        '<div class="card">'
        '<form class="fields" data-into="#drafting-begun" action="/screens/drafting/begin" method="post">'
        f'<label>起草什么<select name="kind">{kinds}</select></label>'
        f'<label>起草哪一年的<input type="number" name="year" value="{year}" min="1900" max="2200" required></label>'
        '<label>单位<input name="unit" maxlength="100" placeholder="不填就是本单位"></label>'
        '<button class="button">开始起草</button></form><div id="drafting-begun"></div></div>'
    )


def drafts_html(drafts: Sequence[DraftVersion]) -> str:
    """The drafts that a visitor sees, the newest first."""
    if not drafts:
        return '<p class="hint">还没有草稿。</p>'
    entries = "".join(
        f'<li><a href="#drafting/{each.draft}">{escape(each.title)}</a><span class="facts">'
        f"草稿 {each.draft}，第 {each.number} 版　{escape(each.note)}　{each.created_at.astimezone():%Y-%m-%d %H:%M}　"
        f"{escape(each.author)}</span></li>"
        for each in reversed(drafts)
    )
    return f'<section class="card" aria-label="草稿"><h3>草稿</h3><ul class="entries">{entries}</ul></section>'
