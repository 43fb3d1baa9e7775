"""A model's reply -> the sentences that it proposes, or why it cannot be read. Pure; strict: nothing is guessed."""

from __future__ import annotations

import re
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.drafting.rewording.records import Proposal, Proposed
from assistant.wording.cleaning import visible

MOST_SENTENCES: Final = 20
_FENCED: Final = re.compile(r"```(?:json)?\n(?P<inside>.*)\n```", re.DOTALL)  # round the whole reply, as many models do


class Unreadable(ValueError):
    """A reply is not what was asked for; the message is Chinese and goes back to the model."""


class _Sentence(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    text: str = Field(alias="文字", min_length=1)
    sources: list[int] = Field(alias="来源")


class _Reply(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    sentences: list[_Sentence] = Field(alias="句子", min_length=1, max_length=MOST_SENTENCES)


def proposal_of(reply: str, sources: int) -> Proposal:
    """Read a reply.

    Args:
        reply (str): As it came, reasoning included.
        sources (int): How many were given.

    Returns:
        Proposal: Its sentences.

    Raises:
        Unreadable: It is not the JSON that was asked for, or names sources that were not given.
    """
    words = visible(reply).strip()
    fenced = _FENCED.fullmatch(words)
    try:
        read = _Reply.model_validate_json(fenced["inside"] if fenced else words)
    except ValidationError:
        raise Unreadable("回复不是要求的 JSON 格式") from None
    for sentence in read.sentences:
        if any(not 1 <= number <= sources for number in sentence.sources):
            raise Unreadable("写了没有给出的来源编号")
        if sources and not sentence.sources:
            raise Unreadable("有的句子没有写来源编号")
    return tuple(Proposed(sentence.text.strip(), tuple(sentence.sources)) for sentence in read.sentences)
