"""What an endpoint did, in the user's words: one line each, never the endpoint's own, as some quote the key. Pure."""

from __future__ import annotations

import re
import time
from email.utils import parsedate_to_datetime
from typing import Final

from ingest.errors import ContextOverflow, EndpointFault

BUSY: Final = frozenset({408, 409, 429, 500, 502, 503, 504, 529})  # 529: overloaded, at some providers
INSIDE_A_STREAM: Final = 0  # in place of a status: an error that was told in the middle of a reply

BROKEN_OFF: Final = "与语言模型的连接中断，答复不完整。请稍后重试"
UNREACHABLE: Final = "连不上语言模型。请检查 YAODIAN_LLM_URL 和网络，确认模型服务已启动"
MISSHAPEN: Final = "语言模型的回复不合协议。请检查 YAODIAN_LLM_URL 是否指向 OpenAI 兼容接口"
ENDLESS: Final = "答复过长，模型没有停下来。请换一个模型"
_STATUS: Final = {
    INSIDE_A_STREAM: "语言模型中途报错，答复不完整。请稍后重试",
    401: "语言模型不认密钥（401）。请检查 YAODIAN_LLM_KEY",
    402: "语言模型账户余额不足（402）。请充值或换一个服务",
    403: "密钥没有使用该模型的权限（403）。请检查 YAODIAN_LLM_KEY 和 YAODIAN_LLM_MODEL",
    404: "语言模型的地址或名称不存在（404）。请检查 YAODIAN_LLM_URL（通常以 /v1 结尾）和 YAODIAN_LLM_MODEL",
    429: "语言模型忙或额度用尽（429）。请稍后重试",
}
_UNFINISHED: Final = {
    "length": "答复被长度上限截断。请调大服务端的输出上限，或调小 YAODIAN_LLM_CONTEXT",
    "content_filter": "答复被服务端的内容审查截断",
    "tool_calls": "模型要求调用工具，没有给出答复。请换一个对话模型",
    "function_call": "模型要求调用工具，没有给出答复。请换一个对话模型",
}
_OVERFLOW: Final = re.compile(
    r"context|too (?:long|large|many tokens)|max\w*[ _](?:\w+[ _])?(?:length|tokens)|input.{0,40}exceed|"
    r"上下文|输入.{0,12}超|过长|超长",
    re.IGNORECASE,
)


def refused(status: int, message: str) -> EndpointFault:
    """The fault behind an error.

    Args:
        status (int): Of HTTP, or INSIDE_A_STREAM.
        message (str): The endpoint's, only to tell an overflow from other errors.

    Returns:
        EndpointFault: A ContextOverflow where the prompt was too long.
    """
    if status == 413 or (status in (INSIDE_A_STREAM, 400, 422) and _OVERFLOW.search(message)):
        return ContextOverflow("提示超出模型的上下文长度。请调小 YAODIAN_LLM_CONTEXT")
    if 300 <= status < 400:
        return EndpointFault(f"语言模型的地址要求转到别处（{status}），没有照办。请把 YAODIAN_LLM_URL 改成最终地址")
    if status >= 500:
        return EndpointFault(f"语言模型服务出错（{status}）。请稍后重试")
    return EndpointFault(_STATUS.get(status, f"语言模型拒绝了请求（{status}）。请检查 YAODIAN_LLM_MODEL 和服务端日志"))


def unfinished(finish: str | None) -> EndpointFault:
    """The fault of a reply that did not end by itself, by its finish_reason."""
    return EndpointFault(_UNFINISHED.get(finish or "", "答复没有结束标志，可能不完整。请稍后重试"))


def too_late(seconds: float) -> EndpointFault:
    """The fault of a reply that was not there, whole, in time."""
    return EndpointFault(f"{seconds:g} 秒内没有答完。可用 YAODIAN_LLM_SECONDS 放宽时限")


def retry_after(header: str | None, usual: float) -> float:
    """Seconds to wait before a further try.

    Args:
        header (str | None): Retry-After (RFC 9110, 10.2.3): seconds, or a date.
        usual (float): Where there is none, or one that makes no sense.

    Returns:
        float: 0 or more.
    """
    if header and header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header or "").timestamp() - time.time())
    except (ValueError, OverflowError):
        return usual
