"""`yaodian ask` with a language model set: worded, or extractive with a notice; other processes and the page likewise."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import gradio as gr
import pytest
from fastapi import Request

from assistant.desk import LocalDesk
from assistant.owner import open_desk, own_home
from assistant.remote import RemoteDesk
from assistant.web.chat import Chat
from assistant.web.conversation import Conversation, Reply
from assistant.wording.story import GROWING
from ingest.errors import BadRequest
from ingest.records import EVERYONE, Filters
from ingest.settings import EndpointSettings, Settings
from tests.endpoint.conftest import Ran, RunAt
from tests.endpoint.material import KEY, PLAN, home_of
from tests.endpoint.server import Call, Script, playing

QUESTION = "党委理论学习中心组全年集体学习研讨几次？"
SENTENCE = "党委理论学习中心组全年集体学习研讨不少于12次[1]。"


def good(call: Call) -> None:
    call.say(*SENTENCE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ask")
    with home_of(folder, 要点=PLAN):
        return folder / "home"


Run = Callable[..., Ran]


@pytest.fixture
def run(home: Path, run_at: RunAt) -> Run:
    return partial(run_at, home)


def settings_of(home: Path, url: str) -> Settings:
    endpoint = EndpointSettings(url, "local", KEY, "30")
    return replace(Settings.from_environment({}, home), endpoint=endpoint, owner_seconds=30)


@pytest.mark.parametrize(
    ("script", "engine", "notice"),
    [(good, "llm:local", ""), (lambda call: call.fail(401, KEY), "extractive", "语言模型不认密钥（401）")],
)
def test_the_command_asks_the_model(home: Path, run: Run, script: Script, engine: str, notice: str) -> None:
    with playing(script) as endpoint:
        settings = {"YAODIAN_LLM_URL": endpoint.url, "YAODIAN_LLM_MODEL": "local", "YAODIAN_LLM_KEY": KEY}
        plain = run("ask", QUESTION, **settings)
        asked = run("ask", QUESTION, "--json", **settings)
    answer = json.loads(asked.out)
    assert (answer["engine"], asked.code, asked.err) == (engine, 0, "")
    assert notice in answer["notice"]
    assert answer["answer"].splitlines()[0] in plain.out
    assert notice in plain.err
    assert answer["citations"][0]["quote"] in PLAN
    assert KEY not in plain.out + plain.err + asked.out
    assert KEY.encode() not in b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_a_bad_address_is_named_when_starting(home: Path, run: Run) -> None:
    asked = run("ask", QUESTION, YAODIAN_LLM_URL="model.example/v1", YAODIAN_LLM_MODEL="m")
    assert (asked.code, asked.out, asked.err.count("\n")) == (2, "", 1)
    assert "YAODIAN_LLM_URL 不是可用的地址" in asked.err
    with pytest.raises(BadRequest, match="YAODIAN_LLM_URL"), open_desk(settings_of(home, "model.example")):
        pass


def test_a_client_gets_what_the_owner_s_model_says(home: Path) -> None:
    with (
        playing(good) as endpoint,
        own_home(settings_of(home, endpoint.url), wait_for_index=True),
        open_desk(Settings.from_environment({}, home)) as desk,
    ):
        assert isinstance(desk, RemoteDesk)
        answer = desk.ask(QUESTION, Filters())
    assert (answer.engine, answer.answer) == ("llm:local", SENTENCE.replace("[1]。", "。[1]"))


def asked_on_the_page(desk: LocalDesk) -> list[Reply]:
    chat = Chat(desk.home, lambda _: EVERYONE, desk.model)
    steps = list(chat.ask(QUESTION, [], [], [], Conversation(), gr.Request(Request({"type": "http", "headers": []}))))
    return [latest.turns[-1].reply for latest, *_ in steps[1:]]


def test_the_page_shows_what_the_model_says_while_it_says_it(home: Path) -> None:
    with (
        playing(lambda call: call.say(f"{SENTENCE}\n", "宣传部2月底前拟订年度学习计划[1]。")) as endpoint,
        own_home(settings_of(home, endpoint.url), wait_for_index=True) as desk,
    ):
        first, whole = asked_on_the_page(desk)
    assert (first.answer.engine, first.said, first.answer.notice) == ("llm:local", None, GROWING)
    assert whole.answer.answer.startswith(f"{first.answer.answer}\n宣传部")
    assert (whole.answer.notice, set(whole.years.values())) == ("", {2024})
    assert whole.said is not None


def test_the_page_takes_back_what_was_cut(home: Path) -> None:
    with (
        playing(lambda call: call.say(f"{SENTENCE}\n", "另", finish="length")) as endpoint,
        own_home(settings_of(home, endpoint.url), wait_for_index=True) as desk,
    ):
        first, *_, last = asked_on_the_page(desk)
    assert (first.answer.engine, first.answer.notice) == ("llm:local", GROWING)
    assert last.answer.engine == "extractive"
    assert "被长度上限截断" in last.answer.notice
