"""Questions about where something is said: which documents cite 《X》, in which items "X" stands, how each puts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ingest.citations.names import is_rule

Ask = Literal["documents", "lacking", "items", "each"]

# --- words of such questions ------------------------------------------------------------------------------------------

_MARK: Final = 0xE000  # a quoted term stands as one character of the private use area while a question is read
_QUOTES: Final = 100  # quoted terms that are read as such
_QUOTED: Final = re.compile(r"《(?:[^《》]|《[^《》]*》)+》|“[^”]+”|\"[^\"]+\"|「[^」]+」|『[^』]+』|‘[^’]+’")
_TERM: Final = r"[\ue000-\uf8ff]"
_TERMS: Final = rf"(?P<quoted>{_TERM}(?:(?:以及|或者|还是|和|与|及|、|或|跟)?{_TERM})*)"
_FREE: Final = rf"(?P<free>[^，。？?！!；;：:\s{_TERM[1:-1]}]{{2,24}}?)"  # a term that nothing sets off
_END: Final = r"(?:[吗呢啊吧么]?(?=[，。？?！!；;]|$))"

_DOCUMENT: Final = r"(?:文件|材料|文档|资料|文稿|公文|要点|意见|总结|计划|报告|办法|条例|通知|方案|任务分解表?)"
_COUNTER: Final = r"(?:份|个|篇|部(?!分)|本|种|年的?|类)"
_ASKED: Final = r"(?:哪些|哪几|哪一|哪|几|多少|什么)"
_WHICH_DOCUMENT: Final = (
    rf"(?:{_ASKED}(?:{_COUNTER}[^，。？?]{{0,4}}?{_DOCUMENT}|{_COUNTER}|[^，。？?]{{0,4}}?{_DOCUMENT}))"
)
_WHICH_ITEM: Final = r"(?:(?:哪些|哪几|哪一?|第几|多少|几)个?(?:条目|条款|条|项|款|地方|处|段落?|句话?))"
_WHICH_YEAR: Final = r"(?:哪几年|哪些年份?|哪一?年|哪几个年份|哪个年份)"
_SAYING: Final = "引用|援引|引述|提到|提及|提过|讲到|讲过|说到|说过|谈到|谈过|写到|写过|涉及|用到|点到"
_SAYS: Final = rf"(?:{_SAYING}|依据|根据|按照|出现|含有|写有|提|引)(?:过|了|到|的是)*"
_SAYS_FREELY: Final = (
    rf"(?:{_SAYING}|(?:依据|根据)(?=.*(?:条例|准则|规定|办法|规则))|(?<=[里中])出现|提(?=了))(?:过|了|到|的是)*"
)
_SAYS_TERM: Final = rf"(?:{_SAYS}{_TERMS}|{_SAYS_FREELY}{_FREE}{_END})"
_TERM_FIRST: Final = (
    rf"(?:{_TERMS}(?:这个词|一词|这几个字)?[^，。？?]{{0,8}}?|(?:^|(?<=[，,。])){_FREE}(?:这个词|一词|这几个字)?)"
)
_ADVERBS: Final = r"(?:里面|里头|里|中|内|上|都|也|曾经?|是|明确|同时|直接|分别|有|会|专门|，)*"
_EVERY: Final = (
    r"(?:历年|历次|逐年|各年度?|这几年|近几年|近[两三四五六]年|这[两三四五六]年|几年来|(?<![\d年])(?:[两三四五六七八九十]+|\d{1,2})年|"
    rf"(?:[一二两三四五六七八九十几各每]+|(?<!\d)\d{{1,2}}|所有|全部|这些|这[两三四五几])(?:份|个|篇|本)?(?:不同)?的?{_DOCUMENT})"
    rf"(?:的?{_DOCUMENT})?+(?:里面?|中|都|对于?|关于|，)*+"
)
_HOW: Final = r"(?:是|都|各|分别|又|各自)*(?:怎么|怎样|如何|咋)(?:来)?(?:提|说|写|讲|表述|谈)(?:到|及|起|的|了)*"
_TIMES: Final = r"(?:多少|几)(?:次|处|回|遍)"
_APPEARS: Final = r"(?:出现|提到|提及|提|说到|用到|写到)(?:过|了|到)*"

_PATTERNS: Final[tuple[tuple[Ask, str], ...]] = (
    ("each", rf"{_WHICH_YEAR}[^，。？?]{{0,8}}?{_SAYS_TERM}"),
    ("each", rf"{_TERM_FIRST}(?:都|是|被|在)*{_WHICH_YEAR}[^，。？?]{{0,8}}?{_SAYS}"),
    ("each", rf"{_TERM_FIRST}(?:最早|首次|第一次|最先)(?:是|被|{_SAYS}|写进|写入|提出)*在?{_WHICH_YEAR}"),
    ("each", rf"{_TERMS}(?:是|从|在)*{_WHICH_YEAR}[^，。？?]{{0,4}}?(?:开始|首次|最早|提出|写进|写入)"),
    ("each", rf"{_EVERY}(?:[^，。？?]{{0,8}}?{_TERMS}|{_FREE}){_HOW}"),
    ("each", rf"{_EVERY}{_HOW}(?:{_TERMS}|{_FREE}{_END})"),
    ("each", rf"{_TERM_FIRST}(?:，|在)*{_EVERY}[^，。？?]{{0,8}}?{_HOW}"),
    ("lacking", rf"{_WHICH_DOCUMENT}{_ADVERBS}(?:没有|没|未曾|未|并未|不曾){_SAYS}(?:{_TERMS}|{_FREE}{_END})"),
    ("lacking", rf"(?:没有|没|未曾|未){_SAYS}(?:{_TERMS}|{_FREE})的{_DOCUMENT}(?:有|是)*{_ASKED}"),
    ("documents", rf"{_WHICH_DOCUMENT}{_ADVERBS}{_SAYS_TERM}"),
    ("documents", rf"{_TERM_FIRST}(?:在|被|是|有|出现在)*{_WHICH_DOCUMENT}{_ADVERBS}{_SAYS}"),
    ("documents", rf"{_TERMS}(?:出现|写|提到)?(?:在|被)+{_WHICH_DOCUMENT}"),
    ("documents", rf"{_WHICH_DOCUMENT}(?:里面?|中|上|都|，)*有{_TERMS}"),
    ("documents", rf"{_SAYS}(?:{_TERMS}|{_FREE})的{_DOCUMENT}(?:一共|总共|共|都)?(?:有|是)?{_ASKED}"),
    ("items", rf"{_WHICH_ITEM}{_ADVERBS}{_SAYS_TERM}"),
    ("items", rf"{_TERM_FIRST}(?:在|出现在|出现于|见于|有|被)*{_WHICH_ITEM}(?:里|中|被|都|，)*{_SAYS}"),
    ("items", rf"{_TERMS}(?:这个词|一词)?[^，。？?]{{0,6}}?(?:在|出现在|出现于|见于){_WHICH_ITEM}"),
    ("items", rf"{_APPEARS}{_TIMES}的?(?:{_TERMS}|{_FREE}{_END})"),
    ("items", rf"{_TERM_FIRST}{_APPEARS}{_TIMES}"),
    ("items", rf"{_APPEARS}{_TERMS}了?{_TIMES}"),
    ("items", rf"{_SAYS}(?:{_TERMS}|{_FREE})的(?:都|一共|总共)*(?:有|是){_WHICH_ITEM}"),
    ("items", rf"{_SAYS}(?:{_TERMS}|{_FREE})的(?:条目|条款|条|地方|段落|句子|原文)"),
    ("documents", rf"(?:有没有|是否|有无|是不是|提没)(?:都)?{_SAYS_TERM}"),
    ("documents", rf"(?:提到|提及|引用|出现)(?:过|了)*(?:{_TERMS}|{_FREE})(?:了|没有?)?[吗么没]"),
)  # fmt: skip
_QUESTIONS: Final = tuple((ask, re.compile(pattern)) for ask, pattern in _PATTERNS)

# What stands around a term that nothing sets off: 2024年要点里|三会一课, 首问负责制|的要求.
_BEFORE: Final = re.compile(
    rf"(?:.*{_DOCUMENT}(?:里面|里头|里|中|内|当中)[，,]?|.*年度?的?{_DOCUMENT}(?=..)|.*(?:里面|里头|当中)|(?:19|20)\d\d年度?的?)?"
    r"(?:对于?|关于|有关|过|了|到|请问|把|我想知道)*"
)
_AFTER: Final = re.compile(
    r"(?:的(?:要求|内容|规定|说法|情况|事情?|事项|工作|提法|表述|条目|文件|材料|地方|有关内容))?"
    r"(?:这个词|这个说法|这一提法|这句话|这几个字|字样|一词|分别|一共|总共|都|是|在|被|制定|起草|方面|相关内容)*"
    r"(?:了|过|的|吗|呢)*$"
)
_NO_TERM: Final = re.compile(
    r"什么|哪|几|多少|怎么|怎样|如何|谁|吗|呢|是否|为什么|它|这个|那个|这些|那些|^[\d年到至—、和]+$"
)
_TOGETHER: Final = re.compile(r"同时|既.*又|都提|都有|和|与|及|跟|以及")
_PLAIN_CHARS: Final = 6  # a longer free term may well be a paraphrase, whose absence says nothing
_PHRASE: Final = re.compile(r"[的要把让给对如和与]")


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked for, without its quotation marks."""

    text: str
    is_rule: bool  # the name of a document, which may stand under other names
    is_exact: bool  # set off by the user, or so plain that its absence is an answer

    @property
    def shown(self) -> str:
        """As an answer names it."""
        return f"《{self.text}》" if self.is_rule else f"“{self.text}”"


@dataclass(frozen=True, slots=True)
class MentionQuestion:
    """A question about where something is said."""

    ask: Ask
    terms: tuple[Term, ...]  # at least one
    together: bool  # a place counts only where every term stands
    rest: str  # the question without the terms: what it says of documents and years

    @property
    def cites(self) -> bool:
        """Whether it is about documents that others cite."""
        return all(term.is_rule for term in self.terms)


def mention_question(question: str) -> MentionQuestion | None:
    """Read a question about where something is said.

    Args:
        question (str): In the user's words.

    Returns:
        MentionQuestion | None: None where it asks for something else.
    """
    question = re.sub(_TERM, "", question)  # no keyboard writes these
    quotes = _QUOTED.findall(question)[:_QUOTES]
    marks = iter(range(_MARK, _MARK + len(quotes)))
    masked = _QUOTED.sub(lambda _: chr(next(marks)), question, count=_QUOTES)
    for ask, pattern in _QUESTIONS:
        for match in pattern.finditer(masked):
            found = list(_terms(ask, match, quotes))
            if found:
                return _question(ask, match, found, masked, quotes)
    return None


def _question(
    ask: Ask, match: re.Match[str], found: list[tuple[str, Term]], masked: str, quotes: list[str]
) -> MentionQuestion:
    rest = masked
    for written, _ in found:
        rest = rest.replace(written, "", 1)
    for number, quote in enumerate(quotes):
        rest = rest.replace(chr(_MARK + number), quote)
    joined = match["quoted"] or ""
    together = len(found) > 1 and _TOGETHER.search(re.sub(_TERM, "", joined) + match[0]) is not None
    return MentionQuestion(ask, tuple(term for _, term in found), together and "或" not in joined, rest)


def _terms(ask: Ask, match: re.Match[str], quotes: list[str]) -> Iterator[tuple[str, Term]]:
    """Each term as the masked question writes it, and what it is."""
    for mark in re.findall(_TERM, match["quoted"] or ""):
        quote = quotes[ord(mark) - _MARK]
        text = quote[1:-1].strip()
        inner = text[1:-1] if _QUOTED.fullmatch(text) else text
        yield mark, Term(inner, quote.startswith("《") or inner != text or is_rule(text), is_exact=True)
    free = _AFTER.sub("", _BEFORE.sub("", match.groupdict().get("free") or "", count=1))
    if len(free) >= 2 and not _NO_TERM.search(free):
        is_plain = ask != "each" and len(free) <= _PLAIN_CHARS and not _PHRASE.search(free)
        yield free, Term(free, is_rule(free), is_rule(free) or is_plain)
