"""How documents come in: the welcome of an empty library, the place to drop files, and jobs that read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.web.access import Visitor
from assistant.web.beginning import sample_html, sentences_html
from ingest.library import Job
from ingest.library.jobs import UNFINISHED
from ingest.readers import SUPPORTED
from ingest.records import EVERYONE

REFRESHED: Final = "#library-home, #reload"  # what shows documents, when some have come in


def welcome_html(editor: bool) -> str:
    """What the product does, and how to begin.

    Args:
        editor (bool): Whether the visitor may bring documents in.

    Returns:
        str: HTML.
    """
    begin = (
        '<p class="hint">把文件拖到上面的框里即可开始；也可以先用随程序附带的示例资料（一家虚构集团五年的文件）试一试。'
        f"</p>{sample_html('#library-jobs')}"
        if editor
        else '<p class="hint">资料库还是空的。请联系有“编辑”权限的同事上传文件。</p>'
    )
    told = f"<h3>资料库还是空的</h3>{sentences_html()}{begin}"
    return f'<section class="card welcome" aria-label="开始使用">{told}</section>'


def intake_html(visitor: Visitor, jobs: Sequence[Job]) -> str:
    """The place to drop files, for those who may, and what of theirs is still being read.

    Args:
        visitor (Visitor): Who asks.
        jobs (Sequence[Job]): Theirs.

    Returns:
        str: HTML.
    """
    going_on = "".join(job_html(job) for job in jobs if job.kind == "ingest" and job.state in UNFINISHED)
    return f'{_drop(visitor)}<div id="library-jobs" class="jobs">{going_on}</div>'


def job_html(job: Job) -> str:
    """A place where the script shows a job."""
    return f'<div class="card job" tabindex="-1" data-job="{job.id}" data-refresh="{REFRESHED}"></div>'


def _drop(visitor: Visitor) -> str:
    private = (
        ""
        if visitor.name == EVERYONE  # without accounts there is nobody to keep it from
        else '<label class="check"><input type="checkbox" name="private">仅本人可见</label>'
    )
    kinds = ",".join(sorted(SUPPORTED))
    return (
        f'<form class="drop" id="library-drop" data-refresh-after="{REFRESHED}">'
        "<p>把文件拖到这里，可以一次多份，或</p>"
        f'<label class="button plain">选择文件<input type="file" name="files" multiple accept="{kinds}"></label>'
        f'{private}<p class="hint">支持 Word、PDF、Excel、文本等格式。每份文件单独读取，一份读不了不影响其他。</p>'
        "</form>"
    )
