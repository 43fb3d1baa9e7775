"""The language model on the page: how it is set, what text goes to it, and whether it answers."""

from __future__ import annotations

import time
from html import escape
from typing import Final
from urllib.parse import urlsplit

from assistant.chat_model import ChatModel
from ingest.settings import EndpointSettings
from prompts import render

PROMPT: Final = "test.v1"
TEST_SECONDS: Final = 20.0  # at most; an answer may take longer, a test should not

_NOTHING: Final = (
    "没有设置语言模型：任何文字都不离开这台机器，回答由文件原句组成。"
    "要使用语言模型，请由管理员设置环境变量 YAODIAN_LLM_URL 和 YAODIAN_LLM_MODEL 后重新启动。"
)


def endpoint_html(settings: EndpointSettings, model: ChatModel | None, keeper: bool) -> str:
    """How the model is set, never its key, and a plain statement of what leaves the machine.

    Args:
        settings (EndpointSettings): As the environment has them.
        model (ChatModel | None): What they come to; None where none is set.
        keeper (bool): Whether the visitor is an administrator, who also sees the whole address.

    Returns:
        str: HTML.
    """
    if model is None:
        return f"<p>{_NOTHING}</p>"
    host = urlsplit(settings.url).hostname or ""
    facts = (
        ("模型", model.name),
        ("地址", settings.url if keeper else host),
        ("密钥", "已设置" if settings.key else "未设置"),
        ("一次回答最多", f"{model.seconds:g} 秒"),
    )
    entries = "".join(f"<dt>{title}</dt><dd>{escape(value)}</dd>" for title, value in facts)
    test = (
        '<form data-into="#settings-test" action="/screens/settings/test" method="post">'
        '<button class="button plain">测试连接</button></form><div id="settings-test"></div>'
    )
    return f"<dl>{entries}</dl>{_leaving(host, model.context)}{test if keeper else ''}"


def _leaving(host: str, context: int) -> str:
    lines = (
        f"每次提问，发往 {host} 的是：您的问题（追问会先补全成完整的问题），"
        f"以及与它有关的条目（文件标题、位置和原文），约 {context} 字以内。",
        "不发送：整份文件、没有检索到的文件、文件名、用户名、以前的回答、单位资料。",
        "起草时只有点了“用语言模型改写”，或者“用一句话修改”程序自己做不到时，才发送：您的话、要改写的条目、计划里的理由、"
        "来源（文件标题、位置、原文），以及三条隐去数字、日期和名称的往年例句。",
        "没有找到答案时什么也不发送；成文、对照、查要求和检索都只在本机进行。",
    )
    return f'<ul class="leaving">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def tested(model: ChatModel) -> str:
    """Ask the model for one word.

    Args:
        model (ChatModel): The one that is set; its EndpointFault is the line to show.

    Returns:
        str: How it went, a Chinese line.
    """
    started = time.monotonic()
    reply = "".join(model.stream(render(PROMPT), started + min(TEST_SECONDS, model.seconds)))
    return f"连接正常：{model.name} 在 {time.monotonic() - started:.1f} 秒内回答了 {len(reply.strip())} 个字。"
