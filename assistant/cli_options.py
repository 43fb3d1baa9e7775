"""Options that several commands take."""

from __future__ import annotations

import click

from assistant.console import GivenPath
from ingest.records import EVERYONE

in_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
as_excel = click.option("--xlsx", type=GivenPath(dir_okay=False), help="导出为 Excel 文件")
with_user = click.option("--user", default=EVERYONE, help="以该用户身份（含其私有文件）")
