"""Routes of a draft changed by a sentence: where it is typed, what it would change, and the change itself."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from assistant.desk import LocalDesk
from assistant.drafting import versions
from assistant.drafting.making import desk_of
from assistant.drafting.records import Draft
from assistant.drafting.revising.changes import changes_of
from assistant.drafting.revising.records import Back
from assistant.drafting.revising.returning import returned
from assistant.drafting.revising.stock import Stock
from assistant.drafting.revising.story import Revision, Reworder, revised
from assistant.drafting.rewording import Rewriter
from assistant.web.access import Visitor
from assistant.web.numbers import Number, Place
from assistant.web.screens import Site
from assistant.web.screens.drafting_draft import OTHERS, current, keep
from assistant.web.screens.drafting_proposal import item_asking_html, proposal_html
from assistant.web.screens.drafting_sheet import text_html
from assistant.workspace import audit
from ingest.errors import BadRequest
from ingest.library import DraftId, DraftVersion
from ingest.records import Scope

KEPT: Final = 64  # of the revisions worked out last: what was shown is applied a moment later


def revising_routes(site: Site) -> APIRouter:
    """Routes below /screens/drafting/drafts.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be included in the screen's.
    """
    router, proposals = APIRouter(default_response_class=HTMLResponse), Proposals(site)

    @router.get("/drafts/{draft:int}/items/{place:int}/revise")
    def ask(request: Request, draft: Number, place: Place) -> str:
        visitor = site.allowed(request, "editor")
        version, found = current(site, draft, visitor.name)
        return item_asking_html(version, list(found.items())[_there(found, place)], place, site.model_host)

    @router.post("/drafts/{draft:int}/revise")
    def propose(
        request: Request,
        draft: Number,
        instruction: Annotated[str, Form()] = "",
        item: Annotated[Place | None, Form()] = None,
    ) -> str:
        visitor = site.allowed(request, "editor")
        version, revision = proposals.propose(visitor.name, draft, instruction, item)
        return proposal_html(version, revision)

    @router.post("/drafts/{draft:int}/revise/apply")
    def apply(
        request: Request, draft: Number, number: Annotated[Number, Form()], shown: Annotated[str, Form()] = ""
    ) -> str:
        visitor = site.allowed(request, "editor")
        version, _ = current(site, draft, visitor.name)
        if version.number != number:
            raise BadRequest(f"草稿刚被改成了第 {version.number} 版，这些改动没有采用。请刷新页面后再看一遍")
        revision = proposals.shown(visitor.name, draft, shown)
        place = min((change.place for change in changes_of(revision)), default=0)
        if revision.back:
            version = _back(site, visitor, version, revision.back)
        else:
            version = keep(site, visitor, version, revision.after, revision.note)
        kept = versions.load(site.home.library, draft, version.number, visitor.name)
        return text_html(version, kept, True, place, site.model_host) + f'<span data-refresh="{OTHERS}"></span>'

    return router


class Proposals:
    """Works out what instructions would change, and keeps what was shown: that, and nothing else, is applied.

    Args:
        site (Site): With the library, and the language model where one is set.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._keeping = Lock()
        self._kept: OrderedDict[tuple[Scope, DraftId, str], tuple[int, Revision]] = OrderedDict()

    def propose(
        self, reader: Scope, draft: DraftId, instruction: str, item: int | None
    ) -> tuple[DraftVersion, Revision]:
        """Work out what an instruction would change.

        Args:
            reader (Scope): Who asks.
            draft (DraftId): Of which draft.
            instruction (str): As typed.
            item (int | None): Place of the item that 这条 means.

        Returns:
            tuple[DraftVersion, Revision]: The draft's current version, and what would become of it.
        """
        home, state = self._site.home, self._site.home.library.last_sequence()
        version, found = current(self._site, draft, reader)
        stock = Stock(home.library, reader, home.embedding, LocalDesk(home).search)
        place = None if item is None else _there(found, item)
        revision = returned(home.library, version, found, instruction, reader, is_at_item=place is not None)
        revision = revision or revised(found, instruction, stock, place, self._reworder(reader))
        with self._keeping:
            self._kept[reader, draft, revision.fingerprint] = (state, revision)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return version, revision

    def shown(self, reader: Scope, draft: DraftId, fingerprint: str) -> Revision:
        """What was shown to somebody; a BadRequest where it was not, or the library has changed since."""
        with self._keeping:
            state, revision = self._kept.get((reader, draft, fingerprint), (-1, None))
        if revision is None or state != self._site.home.library.last_sequence():
            raise BadRequest("改动显示之后资料库有了变化，没有采用。请再看一遍改动")
        return revision

    def _reworder(self, reader: Scope) -> Reworder | None:
        home, model = self._site.home, self._site.model
        desk = desk_of(home.library, home.embedding, reader)
        return Rewriter(home.library, desk, model, reader).by_instruction if model else None


def _back(site: Site, visitor: Visitor, version: DraftVersion, back: Back) -> DraftVersion:
    """An earlier version brought back."""
    kept = versions.undo(site.home.library, version.draft, visitor.name, back.to, version.number)
    audit.record(site.home.library, visitor.name, "修改草稿", draft=version.draft)
    return kept


def _there(draft: Draft, place: int) -> int:
    """An item's place; a BadRequest where there is none."""
    if place >= len(list(draft.items())):
        raise BadRequest("草稿里没有这一条。请刷新页面后重试")
    return place
