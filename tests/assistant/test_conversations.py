"""Conversations on disk: kept, bounded, private, one user's own, and whole whatever happens meanwhile."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.dialogue.conversations import TURNS_KEPT, Conversations
from assistant.dialogue.turns import Place, Turn
from ingest.errors import BadRequest, LibraryError

TURN = Turn(
    "中心组学习几次？", (Place(1, "一/1"), Place(2, "导语")), (Place(1, "一/1"),), (Place(1, "一/1"),), ("要点.txt",)
)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path)


def test_what_is_added_is_there_for_the_next_process(kept: Conversations) -> None:
    assert kept.turns("", "a") == ()
    kept.add("", "a", TURN)
    kept.add("", "a", Turn("还有吗\u2028"))
    assert Conversations(kept.home).turns("", "a") == (TURN, Turn("还有吗\u2028"))


def test_a_conversation_is_one_users_and_has_one_id(kept: Conversations) -> None:
    kept.add("甲/../乙", "a", TURN)
    assert kept.turns("甲/../乙", "a") == (TURN,)
    assert kept.turns("", "a") == kept.turns("乙", "a") == kept.turns("甲/../乙", "A") == ()


def test_the_oldest_turns_go(kept: Conversations) -> None:
    for number in range(TURNS_KEPT + 3):
        kept.add("", "a", Turn(str(number)))
    assert [turn.question for turn in kept.turns("", "a")] == [str(n) for n in range(3, TURNS_KEPT + 3)]


def test_nobody_else_can_read_it(kept: Conversations) -> None:
    kept.add("", "a", TURN)
    folder = kept.home / "conversations"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert len([file for file in folder.iterdir() if file.suffix == ".jsonl"]) == 1
    assert not list(folder.glob(".new-*"))


def test_turns_added_at_once_are_all_kept_and_do_not_mix(kept: Conversations) -> None:
    with ThreadPoolExecutor(8) as pool:
        for conversation in ("a", "b"):
            for number in range(TURNS_KEPT // 2):
                pool.submit(Conversations(kept.home).add, "", conversation, Turn(f"{conversation}{number}"))
    for conversation in ("a", "b"):
        questions = sorted(turn.question for turn in kept.turns("", conversation))
        assert questions == [f"{conversation}{number}" for number in range(TURNS_KEPT // 2)]


@pytest.mark.parametrize("damage", [b"{", b'{"question": 1}\n', b"\xff\n", b"[]\n"])
def test_a_damaged_file_is_named(kept: Conversations, damage: bytes) -> None:
    kept.add("", "a", TURN)
    (file,) = (kept.home / "conversations").glob("*.jsonl")
    file.write_bytes(file.read_bytes() + damage)
    with pytest.raises(LibraryError, match=r"对话记录已损坏：.*\.jsonl。请删除"):
        kept.turns("", "a")


@pytest.mark.parametrize("conversation", ["", "..", "a/b", "a\n", "对话", "a" * 65])
def test_what_is_no_id_is_refused(kept: Conversations, conversation: str) -> None:
    with pytest.raises(BadRequest, match="对话编号不对"):
        kept.add("", conversation, TURN)
    assert list(kept.home.iterdir()) == []


def test_a_purge_forgets_what_conversations_named(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    kept.add("", "a", Turn("《云岭集团2024年党建工作要点》第三条是什么？", files=("要点.txt",)))
    kept.add("甲", "a", Turn("那第四条呢？"))
    kept.forget()
    assert (kept.turns("", "a"), kept.turns("甲", "a")) == ((), ())
    assert not list((tmp_path / "conversations").glob("*.jsonl"))
