"""Chats in the library: whose they are, in which order they are listed, and what a purge takes along."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import BadRequest
from ingest.library import VERDICTS, ChatTurn, Library, NewTurn, Reading, Verdict
from ingest.records import EVERYONE, Scope, VersionId

MakeReading = Callable[..., Reading]


def ask(
    library: Library,
    owner: Scope,
    question: str,
    chat: int | None = None,
    *,
    body: str = "{}",
    quoted: frozenset[VersionId] = frozenset(),
) -> ChatTurn:
    return library.chats.add(owner, NewTurn(question, body, quoted), chat)


def test_chats_are_listed_by_their_last_question(library: Library) -> None:
    first = ask(library, "张", "甲？")
    second = ask(library, "张", "乙？")
    ask(library, "张", "丙？", first.chat)
    assert [(c.id, c.title, c.turns) for c in library.chats.of("张")] == [
        (first.chat, "甲？", 2),
        (second.chat, "乙？", 1),
    ]
    assert [turn.question for turn in library.chats.turns(first.chat, "张")] == ["甲？", "丙？"]
    assert [chat.id for chat in library.chats.of("张", most=1)] == [first.chat]


@pytest.mark.parametrize("other", ["李", EVERYONE, "张 "])
@pytest.mark.parametrize("number", [1, 99])
def test_another_persons_and_unknown_ones_are_alike(library: Library, other: Scope, number: int) -> None:
    kept = ask(library, "张", "甲？")
    assert (kept.chat, kept.id) == (1, 1)
    assert library.chats.of(other) == []
    with pytest.raises(BadRequest, match=r"^没有这段对话"):
        library.chats.turns(number, other)
    with pytest.raises(BadRequest, match=r"^没有这个回答"):
        library.chats.turn(number, other)
    with pytest.raises(BadRequest, match=r"^没有这个回答"):
        library.chats.rate(number, other, "right")
    library.chats.delete(number, other)
    library.chats.delete_all(other)
    assert ask(library, other, "乙？", number).chat not in (kept.chat, number)
    assert library.chats.turns(kept.chat, "张") == [kept]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_can_be_changed(library: Library, verdict: Verdict) -> None:
    kept = ask(library, "张", "甲？")
    ask(library, "张", "乙？", kept.chat)
    assert library.chats.rated("张") == []
    library.chats.rate(kept.id, "张", "right")
    library.chats.rate(kept.id, "张", verdict, "少了一条")
    [rated] = library.chats.rated("张")
    assert (rated.id, rated.verdict, rated.note) == (kept.id, verdict, "少了一条")
    assert library.chats.rated("张", [kept.id + 1]) == library.chats.rated("李") == []


def test_deleting_takes_the_turns_along(library: Library) -> None:
    gone, other = ask(library, "张", "甲？"), ask(library, "张", "乙？")
    library.chats.delete(gone.chat, "张")
    assert [chat.id for chat in library.chats.of("张")] == [other.chat]
    ask(library, "李", "丙？")
    library.chats.delete_all("张")
    assert library.chats.of("张") == []
    assert len(library.chats.of("李")) == 1
    assert ask(library, "张", "丁？", gone.chat).chat > other.chat  # a number never comes back


@pytest.mark.parametrize("holds", ["quote", "title", "corrected title", "file", "nothing"])
def test_a_purge_takes_the_chats_that_hold_its_words(
    library: Library, make_reading: MakeReading, file: Path, holds: str
) -> None:
    stored = library.put(make_reading('/文件/甲"集团"要点.docx', "青鲤一条。", title='甲"集团"要点'))
    library.edit(stored.document, title="甲集团的要点")
    body = {"title": '见《甲"集团"要点》', "corrected title": "见《甲集团的要点》", "file": '甲"集团"要点.docx'}.get(
        holds, ""
    )
    quoted = frozenset([stored.version] if holds == "quote" else [])
    ask(library, "张", "青鲤问的？", body=json.dumps(f"青鲤{body}", ensure_ascii=False), quoted=quoted)
    kept = ask(library, "李", "别的？")
    goes = holds != "nothing"
    assert library.chats.holding(stored.document) == goes
    library.purge(stored.document)
    assert library.chats.of("李")[0].id == kept.chat
    assert (library.chats.of("张") == []) == goes
    if goes:
        assert "青鲤".encode() not in file.read_bytes()


def test_what_was_purged_meanwhile_is_not_kept(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/要点.docx", "一条。"))
    library.purge(stored.document)
    with pytest.raises(BadRequest, match="彻底删除"):
        ask(library, "张", "甲？", quoted=frozenset([stored.version]))
    assert library.chats.of("张") == []
