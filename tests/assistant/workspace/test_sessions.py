"""Sessions: a token is the account again until the session ends, in whichever of its ways."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.workspace import accounts
from assistant.workspace.sessions import IDLE, LASTS, NOTED, Sessions
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.records import EVERYONE

PASSWORD = "correct horse battery"


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime(2026, 1, 5, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")
    accounts.add(library, EVERYONE, "站长", "admin", PASSWORD)
    accounts.add(library, EVERYONE, "张三", "editor", PASSWORD)
    yield library
    library.close()


def test_a_token_is_its_account_again(library: Library) -> None:
    sessions = Sessions(library)
    tokens = {sessions.open(name): name for name in ("站长", "张三", "张三")}
    assert len(tokens) == 3
    assert {token: account.name for token in tokens if (account := sessions.resume(token))} == tokens
    assert all(len(token) >= 43 for token in tokens)  # 256 bits in base 64


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "' OR '1'='1", "a" * 10_000])
def test_what_is_no_token_is_nobodys(library: Library, token: str) -> None:
    sessions = Sessions(library)
    sessions.open("站长")
    assert sessions.resume(token) is None
    assert sessions.close(token) is None


def test_only_the_hash_of_a_token_is_stored(library: Library, tmp_path: Path) -> None:
    token = Sessions(library).open("张三")
    hashed = hashlib.sha256(token.encode()).hexdigest()
    library.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert token.encode() not in stored
    assert hashed.encode() in stored
    reopened = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")
    assert Sessions(reopened).resume(hashed) is None
    assert Sessions(reopened).resume(token) is not None
    reopened.close()


ENDINGS: list[tuple[str, Callable[[Library, str], object]]] = [
    ("log-out", lambda library, token: Sessions(library).close(token)),
    ("password", lambda library, _: accounts.change_password(library, "站长", "张三", "a new long password")),
    ("removal", lambda library, _: accounts.remove(library, "站长", "张三")),
]


@pytest.mark.parametrize("end", [end for _, end in ENDINGS], ids=[name for name, _ in ENDINGS])
def test_a_session_ends(library: Library, end: Callable[[Library, str], object]) -> None:
    sessions = Sessions(library)
    token, others = sessions.open("张三"), sessions.open("站长")
    end(library, token)
    assert sessions.resume(token) is None
    assert sessions.resume(others) is not None


def test_a_removed_users_session_is_not_the_next_ones_of_that_name(library: Library) -> None:
    token = Sessions(library).open("张三")
    accounts.remove(library, "站长", "张三")
    accounts.add(library, "站长", "张三", "admin", PASSWORD)
    assert Sessions(library).resume(token) is None


def test_a_role_changes_in_open_sessions(library: Library) -> None:
    sessions = Sessions(library)
    token = sessions.open("张三")
    accounts.change_role(library, "站长", "张三", "reader")
    account = sessions.resume(token)
    assert account is not None
    assert account.role == "reader"


@pytest.mark.parametrize(
    ("steps", "is_open"),
    [
        ([IDLE - timedelta(seconds=1)], True),
        ([IDLE], False),
        ([IDLE - NOTED] * 2, True),
        ([IDLE - NOTED] * 6 + [timedelta(minutes=5)], True),  # 11:59
        ([IDLE - NOTED] * 6 + [timedelta(minutes=6)], False),  # 12:00
        ([timedelta(seconds=30)] * 3 + [IDLE - timedelta(seconds=31)], True),  # use within a minute counts, too
    ],
)
def test_a_session_ends_when_it_is_idle_or_old(library: Library, steps: list[timedelta], is_open: bool) -> None:
    clock = Clock()
    sessions = Sessions(library, clock)
    token = sessions.open("张三")
    for step in steps[:-1]:
        clock.now += step
        assert sessions.resume(token)
    clock.now += steps[-1]
    assert (sessions.resume(token) is not None) == is_open


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(minutes=st.lists(st.integers(0, 150), max_size=20))
def test_no_session_outlives_its_limits(library: Library, minutes: list[int]) -> None:
    clock = Clock()
    sessions = Sessions(library, clock)
    token, opened, seen = sessions.open("张三"), clock.now, clock.now
    for gap in minutes:
        clock.now += timedelta(minutes=gap)
        is_open = sessions.resume(token) is not None
        assert is_open == (clock.now - opened < LASTS and clock.now - seen < IDLE)
        if not is_open:
            break
        seen = clock.now if clock.now - seen >= NOTED else seen


def test_ended_sessions_are_swept_away(library: Library, tmp_path: Path) -> None:
    clock = Clock()
    sessions = Sessions(library, clock)
    old = sessions.open("张三")
    clock.now += IDLE
    sessions.open("张三")
    library.close()
    hashed = hashlib.sha256(old.encode()).hexdigest()
    assert hashed.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_no_session_without_an_account(library: Library) -> None:
    with pytest.raises(BadRequest, match=r"^没有用户 李四。"):
        Sessions(library).open("李四")
