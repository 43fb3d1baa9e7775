"""The screen 设置: the unit and its words, the language model, users, and what was done."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from assistant.web.screens import Screen, Site, joined, may
from assistant.web.screens import settings_profile as profiles
from assistant.web.screens.settings_endpoint import endpoint_html, tested
from assistant.web.screens.settings_profile import done_html
from assistant.web.screens.settings_rows import Row, Table, edited
from assistant.web.screens.settings_users import audit_html, own_password_html, secret_html, sure_html, users_html
from assistant.workspace import accounts, audit
from assistant.workspace.sessions import utc_now
from ingest.errors import BadRequest
from ingest.library import Profile, Role
from ingest.records import Scope

PASSWORD_BYTES: Final = 12  # of a temporary password: 16 characters
SAVED: Final = "已保存，提问、起草和检查随即按它进行。"

_CARDS: Final = (
    ("unit", "单位资料", "“我们”“上级”“今年”指谁、指哪一年，按这里理解。"),
    ("duties", "部门职责", "起草和分解任务时，按它把事情交给部门。"),
    ("abbreviations", "简称", "提问时写简称，也能找到写全称的原文。"),
    ("expired", "过时的表述：本单位增补", "检查草稿时用；日期写年、年-月或年-月-日，从何时起用可以不填。"),
    ("shipped", "过时的表述：随程序附带", "不适用的可以停用。"),
    ("endpoint", "语言模型", ""),
    ("password", "我的密码", ""),
    ("users", "用户", ""),
    ("audit", "审计记录", ""),
)


def panel() -> str:
    """The skeleton."""
    cards = "".join(
        f'<section class="card" aria-label="{title}"><h3>{title}</h3>'
        f"{f'<p class=hint>{hint}</p>' if hint else ''}"
        f'<div id="settings-{name}" class="stack" data-load="/screens/settings/{name}" data-fresh></div></section>'
        for name, title, hint in _CARDS
    )
    return f'<div class="overview"><div class="screen-head"><h2>设置</h2></div>{cards}</div>'


def routes(site: Site) -> APIRouter:
    """The screen's routes.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be put below /screens/settings.
    """
    return joined(
        _unit(site),
        _table(site, profiles.DUTIES, profiles.duty_rows, profiles.with_duties),
        _table(site, profiles.ABBREVIATIONS, profiles.abbreviation_rows, profiles.with_abbreviations),
        _table(site, profiles.EXPIRED, profiles.expired_rows, profiles.with_expired),
        _shipped(site),
        _endpoint(site),
        _own(site),
        _users(site),
    )


def _save(site: Site, request: Request, change: Callable[[Profile], Profile]) -> Profile:
    """Change the profile as it is now: what others saved meanwhile in other parts of it stays."""
    visitor = site.allowed(request, "editor")
    changed = change(site.home.library.profile())
    site.home.library.save_profile(changed)
    audit.record(site.home.library, visitor.name, "修改单位资料")
    return changed


# --- the profile ------------------------------------------------------------------------------------------------------


def _unit(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/unit")
    def shown(request: Request) -> str:
        return profiles.unit_html(site.home.library.profile(), may(site.visitor_of(request), "editor"))

    @router.post("/unit")
    def save(
        request: Request,
        unit: Annotated[str, Form()] = "",
        superior: Annotated[str, Form()] = "",
        aliases: Annotated[str, Form()] = "",
        departments: Annotated[str, Form()] = "",
        today: Annotated[str, Form()] = "",
    ) -> str:
        def change(profile: Profile) -> Profile:
            return profiles.with_unit(profile, unit, superior, aliases, departments, today)

        return profiles.unit_html(_save(site, request, change), editable=True, said=SAVED)

    return router


async def _columns(request: Request) -> dict[str, list[str]]:
    """A form's fields, each with all its values in order."""
    form = await request.form()
    return {name: [value for value in form.getlist(name) if isinstance(value, str)] for name in form}


Columns = Annotated[Mapping[str, Sequence[str]], Depends(_columns)]


def _table(
    site: Site,
    table: Table,
    shown: Callable[[Profile], list[Row]],
    changed: Callable[[Profile, Sequence[Row]], Profile],
) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get(f"/{table.name}")
    def view(request: Request) -> str:
        rows = shown(site.home.library.profile())
        return table.html(rows) if may(site.visitor_of(request), "editor") else table.read_html(rows)

    @router.post(f"/{table.name}")
    def edit(request: Request, form: Columns) -> str:
        site.allowed(request, "editor")
        rows = table.rows(form)
        what = "".join(form.get("do", ["save"])[:1])
        if what != "save":
            return table.html(edited(rows, what))
        return done_html(SAVED) + table.html(shown(_save(site, request, lambda profile: changed(profile, rows))))

    return router


def _shipped(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/shipped")
    def shown(request: Request) -> str:
        return profiles.shipped_html(site.home.library.profile(), may(site.visitor_of(request), "editor"))

    @router.post("/shipped")
    def switch(request: Request, wording: Annotated[str, Form()], checked: Annotated[str, Form()] = "") -> str:
        saved = _save(site, request, lambda profile: profiles.with_switch(profile, wording, bool(checked)))
        return profiles.shipped_html(saved, editable=True)

    return router


# --- the language model -----------------------------------------------------------------------------------------------


def _endpoint(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/endpoint")
    def shown(request: Request) -> str:
        keeper = may(site.visitor_of(request), "admin")
        return endpoint_html(site.home.settings.endpoint, site.model, keeper)

    @router.post("/test")
    def test(request: Request) -> str:
        site.allowed(request, "admin")
        if site.model is None:
            raise BadRequest("没有设置语言模型。请设置 YAODIAN_LLM_URL 和 YAODIAN_LLM_MODEL 后重新启动")
        return done_html(tested(site.model))

    return router


# --- users ------------------------------------------------------------------------------------------------------------


def _own(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/password")
    def shown(request: Request) -> str:
        return own_password_html(site.visitor_of(request).name)

    @router.post("/password")
    def change(request: Request, current: Annotated[str, Form()], password: Annotated[str, Form()]) -> str:
        name = site.visitor_of(request).name
        address = request.client.host if request.client else ""
        accounts.change_own_password(site.home.library, name, current, password, address, utc_now())
        return (
            '<p class="notice done" role="status" tabindex="-1">密码已更改，所有设备上的登录都已结束。'
            f'<a href="{site.url("/login")}">重新登录</a></p>'
        )

    return router


def _users(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    def keeper(request: Request) -> Scope:
        return site.allowed(request, "admin").name

    def listed(said: str = "") -> str:
        return users_html(library, utc_now(), said)

    @router.get("/users")
    def shown(request: Request) -> str:
        return listed() if may(site.visitor_of(request), "admin") else ""

    @router.post("/users/add")
    def add(request: Request, name: Annotated[str, Form()], role: Annotated[Role, Form()]) -> str:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        accounts.add(library, keeper(request), name.strip(), role, password)
        return listed(secret_html(library, name.strip(), password))

    @router.post("/users/role")
    def change_role(request: Request, name: Annotated[str, Form()], role: Annotated[Role, Form()]) -> str:
        accounts.change_role(library, keeper(request), name, role)
        return listed(done_html(f"已更改 {name} 的权限。"))

    @router.post("/users/unlock")
    def unlock(request: Request, name: Annotated[str, Form()]) -> str:
        accounts.unlock(library, keeper(request), name)
        return listed(done_html(f"已解除 {name} 的锁定。"))

    @router.post("/users/sure")
    def sure(request: Request, name: Annotated[str, Form()]) -> str:
        keeper(request)
        documents, drafts = accounts.belongings(library, name)
        return sure_html(name, len(documents), len(drafts))

    @router.post("/users/remove")
    def remove(request: Request, name: Annotated[str, Form()]) -> str:
        accounts.remove(library, keeper(request), name)
        return listed(done_html(f"已删除用户 {name}。"))

    @router.get("/audit")
    def log(request: Request) -> str:
        return audit_html(library) if may(site.visitor_of(request), "admin") else ""

    return router


SCREEN: Final = Screen("settings", "设置", panel, routes, ("settings.css",))
