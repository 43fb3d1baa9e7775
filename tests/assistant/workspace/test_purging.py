"""A purge, by the page or by the command, leaves no byte of a document in any file of the home."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from assistant.answer import answer
from assistant.desk import LocalDesk
from assistant.dialogue.conversing import converse
from assistant.drafting import versions
from assistant.workspace.chats import Said, keep
from assistant.workspace.jobs import DraftRequest, draft_job, running_jobs
from assistant.workspace.preparations import Cells, Preparations
from ingest.home import Home, open_home
from ingest.pipeline import ingest
from ingest.records import EVERYONE, DocumentId, Filters
from ingest.settings import Settings
from tests.conftest import Run, quiet
from tests.web.conftest import PLAN_2024, wired

CANARY: Final = "鹮峪"
NAME: Final = f"{CANARY}2025.txt"
SECRET: Final = f"""云岭集团2025年{CANARY}电站党建工作要点
2025年，{CANARY}电站党建工作的总体要求是：围绕中心、服务大局，为安全度汛提供坚强保证。
一、守住{CANARY}防汛底线
（一）开展{CANARY}电站防汛演练。{CANARY}电站全年开展防汛演练不少于3次，演练记录报安全监察部。
（二）组建{CANARY}党员突击队。各支部在5月底前组建{CANARY}党员突击队，名单报{CANARY}电站党委备案。
"""
OWN: Final = Cells("新增", "开展职工读书活动", "二、自己的章节", "领导意见")


def filled(settings: Settings) -> DocumentId:
    """A home in which all that people leave quotes the document; what else they typed in a preparation is kept."""
    with open_home(settings, wait_for_index=True) as home:
        file = settings.home.parent / NAME
        file.write_text(SECRET.replace("不少于3次", "不少于2次"), encoding="utf-8")
        ingest(home, [file], quiet)
        file.write_text(SECRET, encoding="utf-8")  # a second version
        document = ingest(home, [file], quiet).files[0].stored.document
        (settings.home.parent / "2024要点.txt").write_text(PLAN_2024, encoding="utf-8")
        ingest(home, [settings.home.parent / "2024要点.txt"], quiet)
        _ask(home)
        _draft(home)
        _prepare(home)
    return document


def _ask(home: Home) -> None:
    asked, mine = f"{CANARY}电站防汛演练全年几次？", Filters("li")
    said = Said(*converse(home, asked, mine, (), partial(answer, home)), mine)
    assert CANARY in "".join(citation.quote for citation in said.answer.citations)
    keep(home.library, asked, said, None)
    LocalDesk(home).ask(asked, mine, "sitting")


def _draft(home: Home) -> None:
    with running_jobs(home) as runner:
        job = runner.submit(draft_job("li", DraftRequest(2026, "云岭集团")))
        while (ended := home.library.jobs.job(job.id, "li")).ended_at is None:
            time.sleep(0.02)
        assert ended.state == "done", ended.error
    assert CANARY in home.library.drafts.body(ended.result["draft"], "li")


def _prepare(home: Home) -> None:
    preparations = Preparations(home.settings)
    quoting = (
        Cells("沿用", f"开展{CANARY}电站防汛演练", "一、章节", "领导意见"),
        Cells("沿用", "防汛演练", f"守住{CANARY}防汛底线", "领导意见"),
        Cells("沿用", "防汛演练", "一、章节", f"《云岭集团2025年{CANARY}电站党建工作要点》一/（一）要求"),
    )
    begun = replace(
        preparations.begin("li", 2026, "云岭集团"),
        edits={str(number): cells for number, cells in enumerate(quoting)} | {"own": OWN},
        facts=f"活动：读书节\n主题：防汛=各支部在5月底前组建{CANARY}党员突击队，名单报{CANARY}电站党委备案",
        sections=("自己的章节", f"守住{CANARY}防汛底线"),
    )
    preparations.change("li", begun.id, lambda _: begun)


def by_the_page(settings: Settings, document: DocumentId, _run: Run) -> None:
    with open_home(settings, wait_for_index=True) as home, wired(home) as client:
        drafts = [draft.draft for draft in versions.quoting(home.library, home.library.document(document))]
        form = {"drafts": " ".join(map(str, drafts))}
        where = f"/screens/library/documents/{document}/purge"
        told = client.get(where, headers={"visitor": "li:admin"}).text
        for kept in ("1 份草稿", "1 段对话", "起草准备", "备份文件不受影响"):
            assert kept in told
        assert client.post(where, headers={"visitor": "li:admin"}, data=form).status_code == 200


def by_the_command(settings: Settings, document: DocumentId, run: Run) -> None:
    assert run("library", "purge", document, "--yes", "--drafts", "--home", settings.home).code == 0


@pytest.mark.parametrize("purge", [by_the_page, by_the_command])
def test_no_byte_is_left_either_way(
    settings: Settings, run: Run, purge: Callable[[Settings, DocumentId, Run], None]
) -> None:
    document = filled(settings)
    folders = {path.relative_to(settings.home).parts[0] for path in holding(settings.home)}
    assert folders >= {"library.sqlite", "index", "preparations", "conversations"}
    purge(settings, document, run)
    assert holding(settings.home) == []
    left = Preparations(settings).get("li", 1)
    assert (left.edits, left.facts, left.sections) == ({"own": OWN}, "活动：读书节", None)
    with open_home(settings, wait_for_index=True) as home:
        assert [known.file for known in home.library.documents()] == ["2024要点.txt"]
        assert versions.list_drafts(home.library, "li") == ()
        deeds = [entry.deed for entry in home.library.audit.entries() if entry.deed.what == "彻底删除"]
        assert [(deed.draft, deed.document) for deed in deeds] == [(1, None), (None, document)]


def holding(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]


def test_a_preparation_that_quotes_nothing_stays_as_it_is(settings: Settings) -> None:
    settings.home.mkdir()
    preparations = Preparations(settings)
    begun = preparations.begin(EVERYONE, 2026, "")
    kept = preparations.change(
        EVERYONE, begun.id, lambda now: replace(now, edits={"own": OWN}, facts="活动：读书节", sections=("自己的章节",))
    )
    preparations.forget([SECRET, NAME], lambda _: (), [])
    assert preparations.get(EVERYONE, begun.id) == kept
