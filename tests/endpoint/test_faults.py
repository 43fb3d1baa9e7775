"""Every fault of an endpoint leads to the extractive answer and one plain line, within the time set."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate

import pytest

from ingest.records import Answer
from tests.endpoint.material import KEY, STUDY, Found
from tests.endpoint.server import Call, Script, chunk, event, playing

GOOD = f"{STUDY}[1]。"
LONG, SHORT = 20.0, 1.0  # seconds: for what answers, and for what never comes to an end by itself
RETRIED = 2.4  # seconds: room for one further try, not for the pause before a third


def begun(*rest: object) -> Script:
    """A good claim, then something else than a good end."""

    def script(call: Call) -> None:
        call.head()
        call.events(chunk(GOOD), *rest)

    return script


def raw(data: bytes, kind: str = "text/event-stream", status: int = 200) -> Script:
    def script(call: Call) -> None:
        call.head(status, kind)
        call.write(data)

    return script


def failing(status: int, message: str = "no", **headers: str) -> Script:
    return lambda call: call.fail(status, message, **headers)


def finishing(finish: str) -> Script:
    return lambda call: call.say(GOOD, finish=finish)


def hang_before_headers(call: Call) -> None:
    call.hang()


def hang_after_headers(call: Call) -> None:
    call.head()
    call.hang()


def hang_in_the_middle(call: Call) -> None:
    call.head()
    call.events(chunk(GOOD))
    call.hang()


def drip(call: Call) -> None:
    """Never silent, never done: a comment every now and then, as proxies send to keep a line open."""
    call.head()
    while not call.stopped.wait(0.05):
        call.write(b": wait\n\n")


def drip_letters(call: Call) -> None:
    call.head()
    while not call.stopped.wait(0.05):
        call.events(chunk("嗯"))


def drip_headers(call: Call) -> None:
    call.write(b"HTTP/1.1 200 OK\r\n")
    while not call.stopped.wait(0.05):
        call.write(b"X-Wait: 1\r\n")


def repeat_for_ever(call: Call) -> None:
    call.head()
    while not call.stopped.is_set():
        call.events(chunk(GOOD * 50))


def flood_with_reasoning(call: Call) -> None:
    call.head()
    while not call.stopped.is_set():
        call.events(chunk(reasoning_content="想" * 100_000))


def cut_chunk(call: Call) -> None:
    """A chunked body whose last chunk is shorter than it says."""
    call.head(Transfer_Encoding="chunked")
    data = event(chunk(GOOD))
    call.write(f"{len(data):x}\r\n".encode() + data + b"\r\nffff\r\ndata: {")


def reset_in_the_middle(call: Call) -> None:
    call.head()
    call.events(chunk(GOOD))
    call.reset()


def packed(call: Call) -> None:
    call.head(Content_Encoding="gzip")
    call.write(b"\x1f\x8b")


def only_reasoning(call: Call) -> None:
    call.head()
    call.events(chunk(reasoning_content=GOOD), chunk("", "stop"), "[DONE]")


def error_inside(message: str) -> Script:
    return begun({"error": {"message": message, "code": 500}})


WHOLE = {
    "id": "r",
    "object": "chat.completion",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": GOOD}, "finish_reason": "stop"}],
}
HTML = b"<!doctype html><html><body>Welcome to nginx</body></html>"

# What the endpoint does, what the user is told, and how often it was asked within the time (0: any number of times).
FAULTS: dict[str, tuple[Script, str, int]] = {
    "400": (failing(400), "拒绝了请求（400）", 1),
    "401 whose message quotes the key": (failing(401, f"Incorrect API key: {KEY}"), "不认密钥（401）", 1),
    "402 no money": (failing(402), "余额不足（402）", 1),
    "403": (failing(403), "没有使用该模型的权限（403）", 1),
    "404 wrong path or model": (failing(404, "model not found"), "不存在（404）", 1),
    "422": (failing(422, "unknown field"), "拒绝了请求（422）", 1),
    "429 that tells when: too late": (failing(429, Retry_After="3600"), "忙或额度用尽（429）", 1),
    "429 until a date that is too late": (failing(429, Retry_After=formatdate(time.time() + 3600, usegmt=True)), "（429）", 1),
    "429 that does not tell": (failing(429), "忙或额度用尽（429）", 0),
    "429 with a strange Retry-After": (failing(429, Retry_After="soon"), "忙或额度用尽（429）", 0),
    "500": (failing(500), "服务出错（500）", 0),
    "502 with a page": (raw(HTML, "text/html", 502), "服务出错（502）", 0),
    "503": (failing(503), "服务出错（503）", 0),
    "529 overloaded": (failing(529), "服务出错（529）", 0),
    "context overflow twice": (failing(400, "maximum context length is 4096 tokens"), "超出模型的上下文长度", 2),
    "context overflow as 413": (failing(413), "超出模型的上下文长度", 2),
    "context overflow in Chinese": (failing(400, "输入长度超过上限"), "超出模型的上下文长度", 2),
    "context overflow inside the stream": (begun({"error": {"message": "prompt is too long"}}), "超出模型的上下文长度", 2),
    "hang before headers": (hang_before_headers, "秒内没有答完", 1),
    "hang after headers": (hang_after_headers, "秒内没有答完", 1),
    "hang in the middle": (hang_in_the_middle, "秒内没有答完", 1),
    "drip of comments": (drip, "秒内没有答完", 1),
    "drip of letters": (drip_letters, "秒内没有答完", 1),
    "drip of headers": (drip_headers, "秒内没有答完", 1),
    "closed without a word": (lambda call: call.reset(), "连不上语言模型", 0),
    "cut without finish": (begun(), "没有结束标志", 1),
    "cut, though [DONE]": (begun("[DONE]"), "没有结束标志", 1),
    "cut inside an event": (raw(event(chunk(GOOD)) + b'data: {"choices": [{"del'), "", 1),
    "cut inside a chunk": (cut_chunk, "连接中断", 1),
    "reset in the middle": (reset_in_the_middle, "", 0),  # which bytes arrive before a reset is the kernel's choice
    "length": (finishing("length"), "被长度上限截断", 1),
    "content filter": (finishing("content_filter"), "内容审查截断", 1),
    "a finish that nobody knows": (finishing("insufficient_system_resource"), "没有结束标志", 1),
    "tool calls instead of words": (
        begun(chunk(None, "tool_calls", tool_calls=[{"index": 0, "id": "t", "type": "function", "function": {"name": "f", "arguments": "{}"}}])),
        "要求调用工具",
        1,
    ),
    "error inside the stream": (error_inside("internal"), "中途报错", 1),
    "error inside the stream that quotes the key": (error_inside(f"bad {KEY}"), "中途报错", 1),
    "broken JSON": (raw(b"data: {broken\n\n"), "不合协议", 1),
    "broken JSON in the middle": (raw(event(chunk(GOOD)) + b"data: {broken\n\n"), "不合协议", 1),
    "JSON of another shape": (begun([1, 2]), "不合协议", 1),
    "choices that are none": (begun({"choices": None}), "", 1),
    "a delta that is a string": (begun({"choices": [{"index": 0, "delta": "x", "finish_reason": None}]}), "", 1),
    "no choice at all": (raw(event({"choices": []}) + event("[DONE]")), "", 1),
    "invalid UTF-8": (raw(event(chunk(GOOD)) + b'data: {"choices": "\xff\xfe"}\n\n'), "", 1),
    "a page with 200": (raw(HTML, "text/html"), "不合协议", 1),
    "no stream, though asked for": (raw(json.dumps(WHOLE).encode(), "application/json"), "不合协议", 1),
    "nothing at all": (raw(b""), "不合协议", 1),
    "empty content": (lambda call: call.say(""), "核对不到", 1),
    "null content": (lambda call: call.say(finish="stop"), "核对不到", 1),
    "redirect": (failing(302, Location="http://127.0.0.1:9/v1"), "要求转到别处（302）", 1),
    "redirect that keeps the body": (failing(307, Location="http://127.0.0.1:9/v1"), "要求转到别处（307）", 1),
    "redirect for good": (failing(308, Location="http://127.0.0.1:9/v1"), "要求转到别处（308）", 1),
    "packed, though asked not to": (packed, "", 0),
    "repetition without end": (repeat_for_ever, "没有停下来", 1),
    "reasoning without end": (flood_with_reasoning, "", 1),
    "only reasoning, not closed": (lambda call: call.say("<think>", GOOD), "核对不到", 1),
    "only reasoning, in its own field": (only_reasoning, "核对不到", 1),
    "another language": (lambda call: call.say("The study group meets at least 12 times a year [1]."), "核对不到", 1),
    "the prompt, echoed": (lambda call: call.say(call.prompt), "核对不到", 1),
    "no numbers": (lambda call: call.say(STUDY), "核对不到", 1),
    "a number that was not given": (lambda call: call.say(f"{STUDY}[77]。"), "核对不到", 1),
    "nothing found": (lambda call: call.say("没有找到。"), "没有回答问题", 1),
    "only inventions": (lambda call: call.say("中心组全年集体学习研讨不少于36次[1]。"), "核对不到", 1),
}  # fmt: skip


ENDLESS = {
    hang_before_headers,
    hang_after_headers,
    hang_in_the_middle,
    drip,
    drip_letters,
    drip_headers,
    flood_with_reasoning,
}


@pytest.mark.timeout(60)
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")  # about the delta that is a string
@pytest.mark.parametrize(("script", "told", "requests"), FAULTS.values(), ids=FAULTS)
def test_a_fault_leads_to_the_extractive_answer(found: Found, script: Script, told: str, requests: int) -> None:
    with playing(script) as endpoint:
        answer = found.worded(endpoint.url, SHORT if script in ENDLESS else LONG if requests else RETRIED)
    assert replace(answer, notice="") == found.extractive
    assert told in answer.notice
    assert answer.notice.startswith("以下由文件原句组成，没有用语言模型整理：")
    assert "\n" not in answer.notice
    assert KEY not in repr(answer)
    assert requests in (0, len(endpoint.requests))


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    "url",
    [
        lambda: f"http://127.0.0.1:{unused_port()}/v1",
        lambda: "http://model.invalid/v1",  # RFC 2606: never resolves
        lambda: f"https://127.0.0.1:{unused_port()}/v1",
    ],
    ids=["nobody listens", "no such host", "nobody listens, TLS"],
)
def test_an_endpoint_that_is_not_there(found: Found, url: Callable[[], str]) -> None:
    answer = found.worded(url(), RETRIED)
    assert replace(answer, notice="") == found.extractive
    assert "连不上语言模型" in answer.notice or "秒内没有答完" in answer.notice


def test_a_plain_server_where_tls_is_expected(found: Found) -> None:
    with playing(lambda call: call.say(GOOD)) as endpoint:
        answer = found.worded(endpoint.url.replace("http:", "https:"), 10)
    assert replace(answer, notice="") == found.extractive
    assert "连不上语言模型" in answer.notice


# --- faults that are got over -----------------------------------------------------------------------------------------

REASONING = "先看条目，中心组全年集体学习研讨不少于12次[1]。换届应当在6月底前完成[3]。"


def once(fault: Script) -> Script:
    """The fault first, a good reply to the next request."""
    return lambda call: fault(call) if call.number == 1 else call.say(GOOD)


def reasoning_field(call: Call) -> None:
    call.head()
    call.events(chunk(reasoning_content=REASONING), chunk(GOOD), chunk("", "stop"), "[DONE]")


def usage_and_empty_chunks(call: Call) -> None:
    call.head()
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    call.events({"choices": []}, chunk(""), chunk(GOOD), {"choices": [], "usage": usage}, chunk("", "stop"), "[DONE]")


def hang_behind_the_end(call: Call) -> None:
    call.say(GOOD)
    call.hang()


def no_done(call: Call) -> None:
    call.head()
    call.events(chunk(GOOD), chunk("", "stop"))


def several_choices(call: Call) -> None:
    """A second choice beside the first: at worst its words fail the check."""
    call.head()
    first = chunk(GOOD)
    second = chunk("中心组全年学习99次[1]。")
    call.events({**first, "choices": [*first["choices"], {**second["choices"][0], "index": 1}]}, chunk("", "stop"))


def pieces(text: str, size: int) -> Script:
    return lambda call: call.say(*(text[i : i + size] for i in range(0, len(text), size)))


GOT_OVER: dict[str, Script] = {
    "busy once": once(failing(503)),
    "429 with a short Retry-After": once(failing(429, Retry_After="0")),
    "429 until a date that has passed": once(failing(429, Retry_After=formatdate(0, usegmt=True))),
    "closed once": once(lambda call: call.reset()),
    "context overflow once": once(failing(400, "context_length_exceeded")),
    "usage and empty chunks": usage_and_empty_chunks,
    "hang behind the end": hang_behind_the_end,
    "no [DONE]": no_done,
    "several choices": several_choices,
    "reasoning in a field of its own": reasoning_field,
    "reasoning, closed": lambda call: call.say(f"<think>{REASONING}</think>\n\n{GOOD}"),
    "reasoning, closing tag only": lambda call: call.say(f"{REASONING}\n</think>\n{GOOD}"),
    "reasoning letter by letter": pieces(f"<think>{REASONING}</think>{GOOD}", 1),
    "reasoning in threes": pieces(f"<Thinking>{REASONING}</Thinking>{GOOD}", 3),
    "reasoning behind the answer, cut": pieces(f"{GOOD}\n<think>{REASONING}", 4),
    "reasoning, tag cut at the end": pieces(f"{GOOD}\n<thi", 2),
    "every piece twice": lambda call: call.say(f"{GOOD}\n", f"{GOOD}\n"),
    "markup": lambda call: call.say(f"**{GOOD}**\n\n![x](http://evil.example/a.png)\n<img src=//evil.example>\n"),
    "a number that was not given, beside one that was": lambda call: call.say(f"{STUDY}[1][9]。"),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("script", GOT_OVER.values(), ids=GOT_OVER)
def test_what_can_be_got_over_is(found: Found, script: Script) -> None:
    with playing(script) as endpoint:
        answer = found.worded(endpoint.url)
    assert (answer.answer, answer.engine) == (f"{STUDY}。[1]", "llm:local")
    (citation,) = answer.citations
    assert STUDY in citation.quote


def test_the_second_prompt_is_smaller_where_the_first_was_too_long(found: Found) -> None:
    with playing(once(failing(400, "maximum context length"))) as endpoint:
        found.worded(endpoint.url, context=600)
    first, second = (request["messages"][1]["content"].count('"编号"') for request in endpoint.requests)
    assert first > second >= 1


def test_what_is_said_meanwhile_is_checked_and_comes_claim_by_claim(found: Found) -> None:
    said: list[Answer] = []
    reply = f"{GOOD}\n中心组每月学习5次[1]。\n宣传部2月底前拟订年度学习计划[1]。\n"
    with playing(pieces(reply, 2)) as endpoint:
        answer = found.worded(endpoint.url, say=said.append)
    assert [len(each.answer.splitlines()) for each in said] == [1, 2]
    assert "5次" not in "".join(each.answer for each in said)
    assert said[-1].answer == answer.answer
    assert all({c.n for c in each.citations} == set(range(1, len(each.citations) + 1)) for each in said)


def test_a_cut_answer_is_taken_back(found: Found) -> None:
    said: list[Answer] = []
    with playing(begun(chunk("\n"), chunk("另"))) as endpoint:
        answer = found.worded(endpoint.url, say=said.append)
    assert [each.engine for each in said] == ["llm:local"]
    assert (answer.engine, answer.answer) == ("extractive", found.extractive.answer)
