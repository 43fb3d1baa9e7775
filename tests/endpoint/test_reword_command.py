"""`yaodian draft --reword`: what it says, what it writes, and that Ctrl-C keeps what is done."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
import pytest

from assistant.drafting import versions
from ingest.home import open_home
from ingest.pipeline import ingest
from ingest.settings import Settings
from tests.conftest import CHECKOUT, quiet
from tests.endpoint.conftest import Ran, RunAt
from tests.endpoint.rewording import nearest, replying
from tests.endpoint.server import Call, playing

SOURCES = ("云岭集团2025年党建工作要点.pdf", "省能源行业党委关于加强2026年企业党建工作的意见.pdf")
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = Settings.from_environment({}, tmp_path_factory.mktemp("reword") / "home")
    with open_home(settings, wait_for_index=True) as opened:
        assert not ingest(opened, [CHECKOUT / "corpus" / name for name in SOURCES], quiet).failures
        profile = opened.library.profile()
        opened.library.save_profile(replace(profile, unit="云岭集团", superior="省能源行业党委"))
    return settings.home


@pytest.fixture
def run(home: Path, run_at: RunAt) -> Iterator[Run]:
    yield partial(run_at, home)
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        for draft in {version.draft for version in versions.list_drafts(opened.library)}:
            versions.delete(opened.library, draft)


answering = replying(nearest)


def environment(url: str) -> dict[str, str]:
    return {"YAODIAN_LLM_URL": url, "YAODIAN_LLM_MODEL": "local"}


def test_a_new_draft_is_reworded_and_both_are_kept(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "稿.docx"
    with playing(answering) as endpoint:
        done = run("draft", "--year", "2026", "--reword", "--out", str(out), "--json", **environment(endpoint.url))
    assert done.code == 0, done.err
    told = json.loads(done.out)
    changed = [each for item in items_of(told) for each in item["sentences"] if each["model"]]
    assert changed
    assert {each["model"] for each in changed} == {"local"}
    found = re.search(r"用语言模型（local）改写 (\d+) 条，\d+ 条保持原样。草稿编号 (\d+)，第 2 版", done.err)
    assert found, done.err
    words = "".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    assert all(each["text"] in words for each in changed)
    first = json.loads(run("draft-undo", found[2], "--json").out)
    assert first["number"] == 3
    plain = json.loads(run("draft", "--draft", found[2], "--json").out)
    assert not [each for item in items_of(plain) for each in item["sentences"] if each["model"]]


def items_of(told: dict[str, object]) -> list[dict[str, list[dict[str, str]]]]:
    sections = told["sections"]
    assert isinstance(sections, list)
    return [item for section in sections for item in section["items"]]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--year", "2026", "--reword", "--plan-only"), "--plan-only 只排计划表"),
        (("--draft", "999", "--reword"), "没有编号为 999 的草稿"),
    ],
)
def test_what_makes_no_sense_is_refused_at_once(run: Run, options: tuple[str, ...], line: str) -> None:
    done = run("draft", *options, **environment("http://127.0.0.1:9/v1"))
    assert (done.code, done.out) == (2, "")
    assert line in done.err


def test_without_a_model_it_says_what_to_set(run: Run) -> None:
    done = run("draft", "--year", "2026", "--reword", YAODIAN_LLM_URL="", YAODIAN_LLM_MODEL="")
    assert (done.code, done.out) == (2, "")
    assert "YAODIAN_LLM_URL" in done.err
    assert run("draft-history").out == "还没有草稿。\n"


def test_a_silent_endpoint_leaves_the_draft_as_it_was(run: Run) -> None:
    done = run("draft", "--year", "2026", "--reword", **environment("http://127.0.0.1:9/v1"))
    assert done.code == 0
    assert "语言模型中途停了，其余的条目保持原样：" in done.err
    assert "语言模型没有改写任何一条，草稿保持原样" in done.err
    assert "第2版" not in run("draft-history", "1").out


def test_ctrl_c_keeps_what_is_done(run: Run, home: Path) -> None:
    made = run("draft", "--year", "2026")
    number = re.search(r"草稿编号 (\d+)", made.err)
    assert number
    begun: list[subprocess.Popen[str]] = []

    def slow(call: Call) -> None:
        if call.number > 8:  # items and second tries: by then something is done
            begun[0].send_signal(signal.SIGINT)
            call.hang()
        answering(call)

    with playing(slow) as endpoint:
        command = [
            sys.executable,
            "-P",
            "-m",
            "assistant",
            "draft",
            "--draft",
            number[1],
            "--reword",
            "--home",
            str(home),
        ]
        variables = {**os.environ, **environment(endpoint.url)}
        with subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables
        ) as run_:
            begun.append(run_)
            _, err = run_.communicate(timeout=120)
    assert run_.returncode == 130, err
    assert re.search(r"用语言模型（local）改写 [1-9]\d* 条.*第 2 版\n已停止。", err), err
    assert f"--draft {number[1]} --reword" in err
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        draft = versions.load(opened.library, int(number[1]))
        assert any(each.model for item in draft.items() for each in item.sentences)
