"""What a language model wrote -> plain text: no reasoning, no markup, no address, nothing invisible. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TAG: Final = re.compile(
    r"[<◁](?P<close>/?)(?:think|thinking|thought|thoughts|reasoning|reflection|analysis)\b[^<>◁▷\n]{0,40}[>▷]",
    re.IGNORECASE,
)
_CUT_TAG: Final = re.compile(r"[<◁]/?[a-z]{0,12}\Z", re.IGNORECASE)
_IMAGE: Final = re.compile(r"!\[[^\]\n]*\]\s*[(\[][^)\]\n]*[)\]]?")
_NUMBERED_LINK: Final = re.compile(r"(\[[\d,，、\s]+\])\s*\([^)\n]*\)?")
_LINK: Final = re.compile(r"\[([^\]\n]*)\]\s*\([^)\n]*\)?")
_ELEMENT: Final = re.compile(r"<(script|style|iframe|svg|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_HTML: Final = re.compile(r"<[a-z/!?][^<>\n]*>?", re.IGNORECASE)
_EMPHASIS: Final = re.compile(r"\*{1,3}|_{2,3}|~~|`+")
_LINE_START: Final = re.compile(r"^[ \t]*(?:#{1,6}|>+|[-*+•·●○■□–—]+(?![-\d]))[ \t]*", re.MULTILINE)
_RULE: Final = re.compile(r"^[ \t|:=\-—*_]+$", re.MULTILINE)
_FORMAT: Final = ("Cf", "Cc", "Cs", "Co", "Cn")  # Unicode categories of what is not seen, or not there
_UNSEEN: Final = ("Cc", "Cf", "Zl", "Zp")  # control, format, line and paragraph separators
_STOPS_AS_DOTS: Final = str.maketrans("。｡", "..")  # browsers read both as dots of a host's name
# A scheme, a www, or a name with an ending that the internet routes; IP addresses and mail likewise.
_ADDRESS: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://|//[a-z0-9]|\bwww\.|\b(?:javascript|data|mailto|file|vbscript):|[\w.+-]+@[\w-]+|"
    r"[a-z0-9-]*[a-z][a-z0-9-]*\.(?:[a-z]{2,24}|xn--[a-z0-9-]+)(?![a-z])|"
    r"[0-9-]\.(?:com|cn|net|org|gov|edu|io|cc|top|xyz|vip|info)(?![a-z])|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",
    re.IGNORECASE | re.ASCII,
)


def visible(reply: str) -> str:
    """A reply without its reasoning, wherever that was cut.

    Args:
        reply (str): As far as it has come.

    Returns:
        str: Without <think>…</think>, what an unclosed one opens, what a closing tag alone ends, and half a tag at the
            end. A further opening tag inside reasoning opens nothing.
    """
    kept: list[str] = []
    thinking, last = False, 0
    for tag in _TAG.finditer(reply):
        if not thinking:
            kept.append(reply[last : tag.start()])
        if tag["close"] and not thinking:
            kept.clear()  # its opening tag was cut off: all before it was reasoning
        thinking, last = not tag["close"], tag.end()
    kept.append("" if thinking else reply[last:])
    return _CUT_TAG.sub("", "".join(kept))


def plain(text: str) -> str:
    """Text without markup: Markdown, HTML, invisible and control characters; line feeds stay.

    Args:
        text (str): A model's words.

    Returns:
        str: Images are gone, of links the words stay.
    """
    shown = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _FORMAT)
    for pattern, instead in (
        (_ELEMENT, ""),
        (_IMAGE, ""),
        (_NUMBERED_LINK, r"\1"),
        (_LINK, r"\1"),
        (_HTML, ""),
        (_RULE, ""),
        (_LINE_START, ""),
        (_EMPHASIS, ""),
    ):
        shown = pattern.sub(instead, shown)
    return shown.replace("|", "　").replace("\t", "　")


def seen(text: str) -> str:
    """A text without characters that are not seen: they hide words from the reader, not from a model."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)


def names_an_address(text: str) -> bool:
    """Whether a text holds an address on a network: a URL, a host, an IP address, a mailbox."""
    return bool(_ADDRESS.search(unicodedata.normalize("NFKC", text.translate(_STOPS_AS_DOTS))))
