"""The log-in page, and what other pages show of who is logged in.

No file but these. One line of script: the server never sees which #place was asked for, so the form brings it back.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import Final

from assistant.workspace.accounts import ROLE_NAMES
from ingest.library import Role

_PAGE: Final = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>登录 · 要点</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>要点</h1>
<p class="motto">年度计划文件，句句有出处</p>
<form method="post" action="{action}">
{refusal}
<input type="hidden" name="next" value="{next}">
<label>用户名<input name="name" value="{name}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="32" required{first}></label>
<label>密码<input name="password" type="password" autocomplete="current-password" required{second}></label>
<button>登录</button>
</form>
</main>
<script>document.forms[0].elements.next.value += location.hash</script>
</body>
</html>
"""  # noqa: E501


def login_html(root: str, next_page: str, name: str = "", refusal: str = "") -> str:
    """The log-in page.

    Args:
        root (str): Where a reverse proxy shows the site, such as /yaodian; "" is the root.
        next_page (str): Where to go from there.
        name (str): What was typed as a name.
        refusal (str): Why that led nowhere; "" before the first try.

    Returns:
        str: A whole page; what was typed stands in it as text.
    """
    return _PAGE.format(
        style=(files("assistant.web") / "login.css").read_text(encoding="utf-8"),
        action=escape(f"{root}/login"),
        refusal=f'<p class="refused" role="alert">{escape(refusal)}</p>' if refusal else "",
        next=escape(next_page),
        name=escape(name),
        first="" if name else " autofocus",
        second=" autofocus" if name else "",
    )


def account_html(root: str, name: str, role: Role) -> str:
    """Who is logged in, with the way out.

    Args:
        root (str): Where a reverse proxy shows the site.
        name (str): The user's.
        role (Role): What they may do.

    Returns:
        str: A fragment of a page.
    """
    return (
        f'<form class="account" data-name="{escape(name)}" method="post" action="{escape(root)}/logout">'
        f'<span>{escape(name)} · {ROLE_NAMES[role]}</span> <button class="quiet">退出</button></form>'
    )
