"""`yaodian draft --reword`: a draft's items in a language model's words, one by one; Ctrl-C keeps what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from assistant.console import progress_bar
from ingest.errors import BadRequest

if TYPE_CHECKING:
    from assistant.chat_model import ChatModel
    from assistant.drafting.records import Draft
    from assistant.drafting.rewording import Rewording
    from assistant.drafting.story import Desk
    from ingest.library import DraftId, DraftVersion, Library
    from ingest.settings import Settings

NO_MODEL: Final = "没有设置语言模型，不能改写。请先设置环境变量 YAODIAN_LLM_URL 和 YAODIAN_LLM_MODEL"


def reworded(library: Library, settings: Settings, desk: Desk, draft_id: DraftId, user: str) -> Draft:
    """Have a draft reworded, and say item by item what came of it.

    Args:
        library (Library): With the draft.
        settings (Settings): With the endpoint.
        desk (Desk): Of the same library.
        draft_id (DraftId): Which draft.
        user (str): Whose.

    Returns:
        Draft: Its newest version, with what could be reworded.

    Raises:
        BadRequest: No model is set, or there is no such draft.
        KeyboardInterrupt: The user has stopped it; what was done is kept.
    """
    from assistant.drafting import versions
    from assistant.drafting.rewording import Rewriter
    from assistant.workspace.audit import record

    def kept(version: DraftVersion) -> None:
        record(library, user, "修改草稿", draft=draft_id)
        click.echo(f"{version.note}。草稿编号 {draft_id}，第 {version.number} 版", err=True)

    model = model_of(settings)
    try:
        with progress_bar("条") as progress:

            def told(now: Rewording) -> None:
                progress(len(now.outcomes), now.total, now.ahead)
                _tell(now)

            last = Rewriter(library, desk, model, user, kept).reword(draft_id, told)
    except KeyboardInterrupt:
        click.echo(f"已停止。接着改请用 yaodian draft --draft {draft_id} --reword", err=True)
        raise
    if not last.reworded:
        click.echo("语言模型没有改写任何一条，草稿保持原样", err=True)
    return versions.load(library, draft_id, reader=user)


def model_of(settings: Settings) -> ChatModel:
    """The language model that is set; BadRequest where none is."""
    from assistant.chat_model import open_model

    model = open_model(settings.endpoint)
    if model is None:
        raise BadRequest(NO_MODEL)
    return model


def _tell(now: Rewording) -> None:
    """Why the last item stands as it was; that the endpoint has given up."""
    from assistant.drafting.rewording import UNCHANGED

    if now.notice:
        click.echo(now.notice, err=True)
    elif now.outcomes and now.outcomes[-1].reason not in ("", UNCHANGED):
        click.echo(f"{now.outcomes[-1].address} {now.outcomes[-1].told}", err=True)
