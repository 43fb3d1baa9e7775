"""Where a language model is reached: what the user has set, checked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from ingest.errors import BadRequest
from ingest.settings import EndpointSettings

_KEY: Final = re.compile(r"[!-~]*")  # what an HTTP header can hold
_TASK: Final = "/chat/completions"
LEAST_CONTEXT: Final = 500  # characters; less holds no item
MOST_SECONDS: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint. The key is in no repr."""

    url: str
    model: str
    key: str = field(repr=False)  # "" where the endpoint asks for none
    seconds: float  # wall time for a whole answer
    context: int  # characters of items that a prompt holds


def endpoint_of(settings: EndpointSettings) -> Endpoint | None:
    """Check what is set. No message repeats the address or the key: either may be secret.

    Args:
        settings (EndpointSettings): As the user wrote them.

    Returns:
        Endpoint | None: None where no address is set, which means no language model.

    Raises:
        BadRequest: If a value makes no sense, or the model's name or the address is missing.
    """
    if not settings.url:
        if settings.model:
            raise BadRequest("设置了 YAODIAN_LLM_MODEL，没有设置 YAODIAN_LLM_URL。请补上语言模型的地址，或两个都不设")
        return None
    if not settings.model:
        raise BadRequest("设置了 YAODIAN_LLM_URL，没有设置 YAODIAN_LLM_MODEL。请补上模型名称")
    if not _KEY.fullmatch(settings.key):
        raise BadRequest("YAODIAN_LLM_KEY 含有空格或非英文字符。请重新复制密钥")
    return Endpoint(
        url=_address(settings.url),
        model=settings.model,
        key=settings.key,
        seconds=_number("YAODIAN_LLM_SECONDS", settings.seconds, 0.1, MOST_SECONDS),
        context=int(_number("YAODIAN_LLM_CONTEXT", settings.context, LEAST_CONTEXT, 10**7)),
    )


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, an unclosed bracket
        usable = False
    if not usable or not url.isascii() or not url.isprintable() or " " in url:
        raise BadRequest(
            "YAODIAN_LLM_URL 不是可用的地址。请写成 http:// 或 https:// 开头的完整地址，如 https://主机/v1"
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise BadRequest("YAODIAN_LLM_URL 里不能带账号、密码或参数。密钥请写在 YAODIAN_LLM_KEY")
    if parts.path.rstrip("/").endswith(_TASK):
        raise BadRequest(f"YAODIAN_LLM_URL 应是基础地址。请去掉末尾的 {_TASK}")
    return url.rstrip("/")


def _number(name: str, text: str, least: float, most: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise BadRequest(f"{name} 的值不对。请写 {least:g} 到 {most:g} 之间的数")
    return number
