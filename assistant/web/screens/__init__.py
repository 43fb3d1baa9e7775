"""The screens beside 问答, one module each, and what they share: the contract of a screen.

**What a screen is.** A module `assistant/web/screens/<name>.py` (and `<name>_*.py`) that ends in a constant
`SCREEN: Final = Screen(name, title, panel, routes, assets)`, and one more line in `SCREENS` of assistant/web/shell.py.
The page stays one Gradio application; a screen is a <section id="screen-<name>"> of it, filled with our own HTML.

- `panel()` gives the section's static skeleton, the same for everyone: no data, no rights.
- `routes(site)` gives an APIRouter. The shell puts it below /screens/<name>, so a route says "/list". It answers
  a *fragment*: HTML in which everything that users or documents wrote is escaped (`html.escape`). Who asks is
  `site.visitor_of(request)` with `.name` (the Scope that every library call takes) and `.role`; `site.allowed(request,
  "editor")` refuses those who may not. Raise any YaodianError: the shell answers 400 (403 for NotAllowed) with its one
  Chinese line as `<p class="refused" role="alert">`. Routes that compute are plain `def` (they run in threads).
- `assets` names files of `assistant/web/assets/`: a .js is loaded as an ES module, a .css linked. Never Gradio's css=.

**Places.** #<name> shows a screen, #<name>/<rest> (letters, digits, - and _) a detail of it; back, reload, deep links
follow from that. An ordinary `<a href="#library/12">` goes there. Inside the section, `<div class="overview">` is shown
while there is no rest; `<div data-detail="/screens/<name>/things/">` is shown while there is one, filled from that
address + rest, and its first <h2 tabindex="-1"> gets the focus. The section's `data-at` holds the rest.

**What the script does** (assets/screens.js), without a line of JavaScript in a screen. Addresses in `data-load`,
`data-detail` and a form's `action` begin with / and have no root path: the script adds it. A plain link to one of our
routes (a download) is written with it: `<a href="{site.url('/screens/library/backup')}" download>`.

- `<div data-load="/screens/...">` is filled when its screen is shown first, or when a fragment that holds it comes in;
  with `data-fresh` each time that its screen is shown. With `data-with="#form"` that form's values are its query.
- `<form data-into="#id" action="/screens/..." method="get|post">` is sent by fetch and the answer put into #id. With
  `data-live` it is sent while one types or chooses. A refused POST leaves the form as it is and says why below it.
- A fragment with `data-refresh="#id, #other"` on an element has those loaded again (a button there is clicked:
  #reload refreshes what 问答 knows of the library). With `data-again="1000"` what holds it is loaded again after so
  many milliseconds: progress.
- What is loaded again gives the focus back to the control that had it, wherever it now stands, or to the first one
  where it is gone. What a form brings takes it where the form's own button had it: its first [tabindex="-1"], the same
  control, or else its first button, link or field. So a question before a dangerous step is
  `<div class="sure" role="alertdialog" tabindex="-1">`.
- Elements that wait are `aria-busy`; an empty one says 正在载入….
- `<button data-version="7" data-start="10" data-end="20">` opens that version beside the screen, highlighted.
  `<button data-copy="words">` copies. `<div data-job="ID">` (assets/jobs.js) shows a job, its steps and its stop
  button, and follows it to its end; it then dispatches the bubbling event `job-ended` (detail: the job's JSON), loads
  what its `data-refresh` names.

**Looks** (assets/screens.css): `.screen-head`, `.columns` of `.card`s and `.stack`s, `.bar`, `.actions`, `.facts`,
`.hint`, `.notice`, `.refused`, `.quiet`, `.button` (the one main action), `.button.plain`, `table.grid` in `.scroll`,
forms `.fields` and `.filter` with `<label>`s, `.tag` (and `.tag-plan`, `.tag-done`, `.tag-problem`). Colours are the
variables of page.css. A screen's own rules begin with #screen-<name>, or else those of Gradio win. `@container screen
(...)` asks for the width that the screen has, a document beside it or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import APIRouter, Request

from assistant.chat_model import ChatModel
from assistant.web.access import Visitor
from assistant.workspace.accounts import ROLE_NAMES
from assistant.workspace.runner import Runner
from ingest.errors import YaodianError
from ingest.home import Home
from ingest.library import ROLES, Role
from ingest.records import Scope


class NotAllowed(YaodianError):
    """The visitor's role does not reach so far."""


def may(visitor: Visitor, role: Role) -> bool:
    """Whether a visitor has a role, or one above it."""
    return ROLES.index(visitor.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Site:
    """What the page's routes work with."""

    home: Home
    model: ChatModel | None  # words what was found; None is no language model
    visitor_of: Callable[[Request], Visitor]  # who asks
    runner: Runner  # does long work as jobs
    root_path: str = ""  # where a reverse proxy shows the page, such as /yaodian

    def reader_of(self, request: Request) -> Scope:
        """Whose eyes the library is read with."""
        return self.visitor_of(request).name

    def allowed(self, request: Request, role: Role) -> Visitor:
        """Who asks, where they may.

        Args:
            request (Request): Theirs.
            role (Role): The least that it takes.

        Returns:
            Visitor: With this role or one above it.

        Raises:
            NotAllowed: If they have less.
        """
        visitor = self.visitor_of(request)
        if not may(visitor, role):
            raise NotAllowed(
                f"这项操作需要“{ROLE_NAMES[role]}”权限，您现在是“{ROLE_NAMES[visitor.role]}”。请联系管理员"
            )
        return visitor

    @property
    def model_host(self) -> str:
        """Where text goes that is sent to the language model; "" where none is set."""
        return (urlsplit(self.home.settings.endpoint.url).hostname or "") if self.model else ""

    def url(self, path: str) -> str:
        """One of our routes as a link on the page."""
        return f"{self.root_path}{path}"


def joined(*parts: APIRouter) -> APIRouter:
    """The routes of all parts; where two fit an address, the first one's."""
    router = APIRouter()
    for part in parts:
        router.include_router(part)
    return router


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the navigation."""

    name: str  # in addresses: library
    title: str  # in the navigation: 文档库
    panel: Callable[[], str]
    routes: Callable[[Site], APIRouter]
    assets: tuple[str, ...] = ()
