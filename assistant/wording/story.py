"""The story of a worded answer.

extractive answer and retrieved items -> prompt -> the model's reply, piece by piece -> claims, each checked -> words
with [n] and citations made by `citing`; whatever goes wrong on the way, the extractive answer and one line that says so
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from assistant.chat_model import ChatModel
from assistant.citing import Evidence, cite
from assistant.wording.claims import Source, Verdict, judge, read
from assistant.wording.cleaning import plain, seen, visible
from assistant.wording.endpoint_faults import ENDLESS
from assistant.wording.quoting import quotes
from assistant.wording.splitting import Claim, claims_of, says_nothing_found
from ingest.errors import ContextOverflow, EndpointFault
from ingest.library import Library
from ingest.records import Answer, ItemHit, Scope, VersionId
from prompts import Messages, render

PROMPT: Final = "answer.v1"
ITEM_CHARS: Final = 1500  # of one item's text; of a longer one, the part around what was found in it
ANSWER_CHARS: Final = 6000  # a longer answer is none to read
GROWING: Final = "语言模型正在作答，以下是已核对的部分"  # on what is shown before it has ended
UNVERIFIED: Final = "（未核实）"
# What has come is settled up to a line's end, or to numbers with something else than numbers and stops behind them.
_SETTLED: Final = re.compile(r".*(?:\n|\][。；]?(?=[^\[。；！？，、\s]))", re.DOTALL)
_ENDS: Final = frozenset("\n]。；，、")  # and the character behind numbers; later pieces catch up with it
_STOP: Final = re.compile(r"[。；！？]*$")

Say = Callable[[Answer], None]


def unheard(answer: Answer) -> None:
    """A `Say` that nobody listens to."""


def word(
    question: str,
    extractive: Answer,
    hits: Sequence[ItemHit],
    model: ChatModel,
    library: Library,
    reader: Scope,
    say: Say = unheard,
    *,
    complete: bool = False,
) -> Answer:
    """Let a language model word what was found.

    Args:
        question (str): In the user's words.
        extractive (Answer): What was found. A "not found" stays one and reaches no model: whether the library answers
            is not the model's to say.
        hits (Sequence[ItemHit]): The items that it was found in and the next best ones, best first.
        model (ChatModel): Words it.
        library (Library): What quotes are taken from.
        reader (Scope): Who asks.
        say (Say): Told the checked part of the answer whenever it has grown; each time all of it, since reasoning
            whose end comes late takes back what was said before.
        complete (bool): Whether each item that the extractive answer cites must be cited, as in a list, a count or a
            comparison; of an ambiguous answer, each document must be in any case.

    Returns:
        Answer: Worded, or the extractive one; `notice` says what went wrong or was left out.
    """
    if extractive.status == "not_found" or not hits:
        return extractive
    until = time.monotonic() + model.seconds

    def ask(context: int) -> Answer:
        given = _given(extractive, hits, context)
        sources = [read(hit) for hit in given]
        draft = Draft(question, extractive, sources, f"llm:{model.name}", library, reader, complete)
        return draft.answer(_reply(model.stream(messages_for(question, given), until), draft, say))

    try:
        try:
            return ask(model.context)
        except ContextOverflow:
            return ask(model.context // 2)
    except EndpointFault as fault:
        return _extractive(extractive, str(fault))


def _extractive(answer: Answer, why: str) -> Answer:
    return replace(answer, notice=f"以下由文件原句组成，没有用语言模型整理：{why}")


# --- what the model is told -------------------------------------------------------------------------------------------


def _given(extractive: Answer, hits: Sequence[ItemHit], context: int) -> list[ItemHit]:
    """As many items as fit, those that the extractive answer cites first; one is always given."""
    cited = {(citation.version, citation.address) for citation in extractive.citations}
    distinct = {(hit.document.version, hit.item.address): hit for hit in reversed(hits)}
    ranked = [distinct.pop(key) for hit in hits if (key := (hit.document.version, hit.item.address)) in distinct]
    given: list[ItemHit] = []
    for hit in sorted(ranked, key=lambda hit: (hit.document.version, hit.item.address) not in cited):
        context -= len(_line(1, hit))
        if given and context < 0:
            break
        given.append(hit)
    return given


def messages_for(question: str, given: Sequence[ItemHit]) -> Messages:
    """What a model is told: the rules, the question, and items numbered from 1, each a line of JSON."""
    return render(PROMPT, question=question, items="\n".join(_line(n, hit) for n, hit in enumerate(given, 1)))


def _line(n: int, hit: ItemHit) -> str:
    """An item as one line of JSON: whatever its text holds, nothing in it can end the line or the string."""
    place = " / ".join(filter(None, (*hit.item.headings, hit.item.address)))
    texts = {"文件": hit.document.title, "位置": place, "原文": _excerpt(hit)}
    return json.dumps({"编号": n} | {name: seen(text) for name, text in texts.items()}, ensure_ascii=False)


def _excerpt(hit: ItemHit) -> str:
    text = hit.item.text
    found = min((start for start, _ in hit.spans[:1]), default=hit.item.start) - hit.item.start
    start = max(0, min(found, len(text) - ITEM_CHARS))
    return text[start : start + ITEM_CHARS]


def _reply(pieces: Iterator[str], draft: Draft, say: Say) -> str:
    """The whole visible reply; what of it is settled and checked is said meanwhile."""
    reply, said = "", ""
    for piece in pieces:
        reply += piece
        if _ENDS.isdisjoint(piece):  # nothing can be settled by it
            continue
        growing = draft.growing(_within_limit(visible(reply)))
        if growing and growing.answer != said:
            say(growing)
            said = growing.answer
    return _within_limit(visible(reply))


def _within_limit(text: str) -> str:
    if len(text) > ANSWER_CHARS:
        raise EndpointFault(ENDLESS)
    return text


# --- what becomes of its words ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """A claim that may be shown, and the places that support it."""

    claim: Claim
    verdict: Verdict
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply on its way to an answer; `verdicts` remembers what was checked while it still came in."""

    question: str
    extractive: Answer
    sources: Sequence[Source]
    engine: str
    library: Library
    reader: Scope
    complete: bool
    verdicts: dict[Claim, Kept | None] = field(default_factory=dict)

    def growing(self, text: str) -> Answer | None:
        """The answer as far as it is settled and holds; None while nothing does."""
        settled = _SETTLED.match(text)
        lines = self._kept(claims_of(plain(settled[0]))) if settled else []
        return replace(self._composed(lines), notice=GROWING) if lines else None

    def answer(self, text: str) -> Answer:
        """The answer that a whole reply comes to.

        Args:
            text (str): The reply, without its reasoning.

        Returns:
            Answer: The extractive one where nothing of the reply holds, or where it leaves out what must be in it.
        """
        words = plain(text)
        claims = claims_of(words)
        lines = self._kept(claims)
        if not any(kept.verdict.outcome == "supported" for line in lines for kept in line):
            why = (
                "模型认为这些条目没有回答问题，请对照原文"
                if says_nothing_found(words)
                else "模型的答复在原文中核对不到"
            )
            return _extractive(self.extractive, why)
        answer = self._composed(lines)
        if self.complete and _places(self.extractive) - _places(answer):
            return _extractive(self.extractive, "模型的答复没有列全")
        if self.extractive.status == "ambiguous" and _versions(self.extractive) - _versions(answer):
            return _extractive(self.extractive, "模型的答复没有涉及全部有关文件")
        return replace(answer, notice=self._left_out(claims, lines))

    def _kept(self, claims: Sequence[Sequence[Claim]]) -> list[list[Kept]]:
        """What holds, line by line; nothing twice."""
        seen: set[Claim] = set()
        lines = []
        for line in claims:
            fresh = [claim for claim in dict.fromkeys(line) if claim not in seen]
            seen.update(fresh)
            lines.append([kept for claim in fresh if (kept := self._checked(claim))])
        return [line for line in lines if line]

    def _checked(self, claim: Claim) -> Kept | None:
        if claim not in self.verdicts:
            sources = [self.sources[n - 1] for n in claim.cited if 1 <= n <= len(self.sources)]
            verdict = judge(claim.text, sources, self.question)
            evidence = tuple(_evidence(source, span) for source, span in quotes(claim.text, sources))
            holds = verdict.outcome != "failed" and evidence
            self.verdicts[claim] = Kept(claim, verdict, evidence) if holds else None
        return self.verdicts[claim]

    def _composed(self, lines: Sequence[Sequence[Kept]]) -> Answer:
        numbers: dict[Evidence, int] = {}
        for place in (place for line in lines for kept in line for place in kept.evidence):
            numbers.setdefault(place, len(numbers) + 1)
        text = "\n".join("".join(_sentence(kept, numbers) for kept in line) for line in lines)
        citations = cite(self.library, list(numbers), self.reader)
        return replace(self.extractive, answer=text, citations=citations, engine=self.engine, notice="")

    def _left_out(self, claims: Sequence[Sequence[Claim]], lines: Sequence[Sequence[Kept]]) -> str:
        kept = [kept for line in lines for kept in line]
        said = {claim for line in claims for claim in line if claim.cited or not claim.text.endswith("：")}
        dropped = len(said - {each.claim for each in kept})
        unsure = any(each.verdict.outcome == "unsure" for each in kept)
        parts = [f"语言模型的答复有 {dropped} 句在所引条目中核对不到，已略去" if dropped else ""]
        parts += ["标有“未核实”的句子与原文字句出入较大，请对照原文" if unsure else ""]
        return "；".join(filter(None, parts))


def _evidence(source: Source, span: tuple[int, int]) -> Evidence:
    item = source.hit.item
    return Evidence(source.hit.document, item, item.start + span[0], item.start + span[1])


def _sentence(kept: Kept, numbers: dict[Evidence, int]) -> str:
    """The claim's words, the mark of one that is not sure, and its numbers behind the stop."""
    mark = UNVERIFIED if kept.verdict.outcome == "unsure" else ""
    text = _STOP.sub(lambda stop: mark + stop[0], kept.claim.text, count=1)
    return text + "".join(f"[{n}]" for n in dict.fromkeys(numbers[place] for place in kept.evidence))


def _places(answer: Answer) -> set[tuple[VersionId, str]]:
    return {(citation.version, citation.address) for citation in answer.citations}


def _versions(answer: Answer) -> set[VersionId]:
    return {citation.version for citation in answer.citations}
