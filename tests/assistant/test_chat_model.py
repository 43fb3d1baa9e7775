"""The endpoint's settings, and that nothing goes anywhere else: proxies, redirects, LangSmith, the key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.chat_model import EndpointModel, open_model
from assistant.wording.endpoint import Endpoint, endpoint_of
from ingest.errors import BadRequest, EndpointFault
from ingest.settings import EndpointSettings, Settings
from prompts import Messages
from tests.endpoint.server import playing

KEY = "sk-Local-0123456789"
SET = {"YAODIAN_LLM_URL": "https://model.example/v1/", "YAODIAN_LLM_MODEL": "qwen", "YAODIAN_LLM_KEY": KEY}
SAY = Messages("系统", "问题")


def endpoint(**changed: str) -> Endpoint | None:
    return endpoint_of(EndpointSettings.from_environment({**SET, **changed}))


def test_an_endpoint_is_read_from_the_environment() -> None:
    assert endpoint() == Endpoint("https://model.example/v1", "qwen", KEY, 60.0, 6000)
    assert endpoint(YAODIAN_LLM_SECONDS="2.5", YAODIAN_LLM_CONTEXT="9000", YAODIAN_LLM_KEY="") == Endpoint(
        "https://model.example/v1", "qwen", "", 2.5, 9000
    )


@pytest.mark.parametrize("environment", [{}, {"YAODIAN_LLM_KEY": KEY}, {"YAODIAN_LLM_URL": " "}])
def test_no_address_is_no_model(environment: dict[str, str]) -> None:
    assert open_model(Settings.from_environment(environment).endpoint) is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"YAODIAN_LLM_URL": "model.example/v1"}, "YAODIAN_LLM_URL 不是可用的地址"),
        ({"YAODIAN_LLM_URL": "ftp://model.example"}, "YAODIAN_LLM_URL 不是可用的地址"),
        ({"YAODIAN_LLM_URL": "http://"}, "YAODIAN_LLM_URL 不是可用的地址"),
        ({"YAODIAN_LLM_URL": "http://model.example:port"}, "YAODIAN_LLM_URL 不是可用的地址"),
        ({"YAODIAN_LLM_URL": "http://[::1"}, "YAODIAN_LLM_URL 不是可用的地址"),
        ({"YAODIAN_LLM_URL": "http://模型.example"}, "YAODIAN_LLM_URL 不是可用的地址"),
        ({"YAODIAN_LLM_URL": "http://model.example/ v1"}, "YAODIAN_LLM_URL 不是可用的地址"),
        ({"YAODIAN_LLM_URL": f"https://user:{KEY}@model.example/v1"}, "不能带账号、密码或参数"),
        ({"YAODIAN_LLM_URL": f"https://model.example/v1?key={KEY}"}, "不能带账号、密码或参数"),
        ({"YAODIAN_LLM_URL": "https://model.example/v1/chat/completions"}, "去掉末尾的 /chat/completions"),
        ({"YAODIAN_LLM_URL": ""}, "没有设置 YAODIAN_LLM_URL"),
        ({"YAODIAN_LLM_MODEL": ""}, "没有设置 YAODIAN_LLM_MODEL"),
        ({"YAODIAN_LLM_KEY": f"{KEY}\nX: y"}, "YAODIAN_LLM_KEY 含有"),
        ({"YAODIAN_LLM_KEY": f"“{KEY}”"}, "YAODIAN_LLM_KEY 含有"),
        ({"YAODIAN_LLM_SECONDS": "soon"}, "YAODIAN_LLM_SECONDS 的值不对"),
        ({"YAODIAN_LLM_SECONDS": "0"}, "YAODIAN_LLM_SECONDS 的值不对"),
        ({"YAODIAN_LLM_SECONDS": "nan"}, "YAODIAN_LLM_SECONDS 的值不对"),
        ({"YAODIAN_LLM_CONTEXT": "12"}, "YAODIAN_LLM_CONTEXT 的值不对"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_in_one_line(changed: dict[str, str], told: str) -> None:
    with pytest.raises(BadRequest) as refused:
        endpoint(**changed)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert KEY not in str(refused.value)


def test_the_key_is_in_no_repr() -> None:
    settings = Settings.from_environment(SET)
    model = open_model(settings.endpoint)
    assert model is not None
    assert KEY not in f"{settings!r} {settings} {settings.endpoint!r} {model!r} {endpoint()!r}"


def model_at(url: str) -> EndpointModel:
    return EndpointModel(Endpoint(url, "local", KEY, 20.0, 6000))


def reply(model: EndpointModel) -> str:
    import time

    return "".join(model.stream(SAY, time.monotonic() + model.seconds))


def test_what_is_sent() -> None:
    with playing(lambda call: call.say("好")) as served:
        assert reply(model_at(served.url)) == "好"
    (sent,), (headers,) = served.requests, served.headers
    assert sent == {
        "model": "local",
        "messages": [{"role": "system", "content": "系统"}, {"role": "user", "content": "问题"}],
        "stream": True,
        "temperature": 0,
    }
    assert headers["authorization"] == f"Bearer {KEY}"


def test_a_redirect_is_not_followed() -> None:
    with (
        playing(lambda call: call.say("好")) as elsewhere,
        playing(lambda call: call.fail(307, Location=f"{elsewhere.url}/chat/completions")) as served,
        pytest.raises(EndpointFault, match="要求转到别处"),
    ):
        reply(model_at(served.url))
    assert (len(served.requests), elsewhere.paths) == (1, [])


# What a user's shell may hold for other programs. None of it may change where the text goes, or add to it.
FOREIGN: dict[str, Callable[[str], dict[str, str]]] = {
    "proxies": lambda url: dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"), url),
    "OpenAI": lambda url: {
        "OPENAI_BASE_URL": url,
        "OPENAI_API_BASE": url,
        "OPENAI_PROXY": "",
        "OPENAI_API_KEY": "sk-foreign",
        "OPENAI_ORG_ID": "org-foreign",
        "OPENAI_ORGANIZATION": "org-foreign",
        "OPENAI_PROJECT_ID": "proj-foreign",
    },
    "LangSmith": lambda url: {
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_TRACING_V2": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_ENDPOINT": url,
        "LANGCHAIN_ENDPOINT": url,
        "LANGSMITH_API_KEY": "ls-foreign",
        "LANGCHAIN_API_KEY": "ls-foreign",
    },
    "LangSmith's gateway": lambda url: {
        "LANGSMITH_GATEWAY": "true",
        "LANGSMITH_GATEWAY_URL": url,
        "LANGSMITH_GATEWAY_API_KEY": "ls-foreign",
    },
}
# Prints the reply; then flushes what a tracer in the background might still hold.
ASKING = """
import sys, time
from pathlib import Path
from assistant.chat_model import open_model
from ingest.settings import Settings
from prompts import Messages
import os
model = open_model(Settings.from_environment(os.environ, Path("home")).endpoint)
print("".join(model.stream(Messages("系统", "机密问题"), time.monotonic() + 60)))
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
"""


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_the_environment_sends_nothing_elsewhere(foreign: Callable[[str], dict[str, str]], tmp_path: Path) -> None:
    checkout = Path(__file__).parents[2]
    with playing(lambda call: call.say("好")) as served, playing(lambda call: call.say("坏")) as elsewhere:
        settings = {"YAODIAN_LLM_URL": served.url, "YAODIAN_LLM_MODEL": "local", "YAODIAN_LLM_KEY": KEY}
        environment = {
            "PYTHONPATH": str(checkout),
            "PATH": "",
            **settings,
            **foreign(elsewhere.url.removesuffix("/v1")),
        }
        asked = subprocess.run(
            [sys.executable, "-c", ASKING], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120
        )
    assert (asked.stdout, asked.returncode) == ("好\n", 0), asked.stderr
    assert (len(served.requests), elsewhere.paths) == (1, [])
    assert "foreign" not in repr(served.headers) + repr(served.requests)
    assert asked.stderr == ""
    assert list(tmp_path.iterdir()) == []  # nothing is kept


def test_without_an_endpoint_nothing_of_a_chat_model_is_imported() -> None:
    code = "import sys, assistant.owner; print([m for m in sys.modules if m.split('.')[0] in ('openai', 'langchain_openai', 'httpx2')])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert shown.stdout == "[]\n"


def test_a_deadline_that_has_passed_asks_nobody() -> None:
    with playing(lambda call: call.say("好")) as served, pytest.raises(EndpointFault, match="秒内没有答完"):
        list(replace(model_at(served.url)).stream(SAY, 0.0))
    assert served.paths == []
