"""Accounts and the way in: names, passwords, the last admin, and locks that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.workspace import accounts, audit
from assistant.workspace.accounts import LOCKED, UNKNOWN, WRONG
from assistant.workspace.sessions import Sessions
from ingest.errors import BadRequest
from ingest.library import Account, DraftText, Library, NewTurn
from ingest.library.logins import ADDRESS_FAILURES, NAME_FAILURES, WINDOW
from ingest.records import EVERYONE

PASSWORD = "河清海晏，时和岁丰。"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'library.sqlite'}"


@pytest.fixture
def library(url: str) -> Iterator[Library]:
    library = Library.open(url)
    accounts.add(library, EVERYONE, "站长", "admin", PASSWORD)
    yield library
    library.close()


def log_in(library: Library, name: str, password: str, at: datetime = NOON, address: str = "10.0.0.1") -> str:
    """The user's name, or why there is none."""
    try:
        return accounts.log_in(library, name, password, address, at).name
    except BadRequest as error:
        return str(error)


def deeds(library: Library) -> list[tuple[str, str]]:
    return [(entry.deed.who, entry.deed.what) for entry in audit.entries(library)]


# --- keeping accounts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["张三", "Zhang3", "阿卜杜拉·买买提", "x" * 32, "㐂"])
def test_names_that_are_names(library: Library, name: str) -> None:
    accounts.add(library, EVERYONE, name, "editor", PASSWORD)
    assert log_in(library, name, PASSWORD) == name


@pytest.mark.parametrize(
    "name", ["", " ", "张 三", "x" * 33, "a/b", "..", "<b>", "（本机）", UNKNOWN, "a\n", "a\0", "张三\u200b", "１２"]
)
def test_names_that_are_none(library: Library, name: str) -> None:
    with pytest.raises(BadRequest, match=r"^用户名不合规。请用.*$"):
        accounts.add(library, EVERYONE, name, "editor", PASSWORD)


@pytest.mark.parametrize("again", ["Zhang", "zhang", "ZHANG"])
def test_a_name_is_taken_in_either_case(library: Library, again: str) -> None:
    accounts.add(library, EVERYONE, "Zhang", "editor", PASSWORD)
    with pytest.raises(BadRequest, match=r"^已有用户 Zhang。"):
        accounts.add(library, EVERYONE, again, "reader", PASSWORD)


@pytest.mark.parametrize("password", ["", "123456789", "九个汉字的密码不够"])
def test_a_short_password_is_refused(library: Library, password: str) -> None:
    with pytest.raises(BadRequest, match=r"^密码太短。请至少用 10 个字符$"):
        accounts.add(library, EVERYONE, "张三", "editor", password)
    with pytest.raises(BadRequest, match=r"^密码太短。"):
        accounts.change_password(library, EVERYONE, "站长", password)
    assert log_in(library, "站长", PASSWORD) == "站长"


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_the_first_account_is_an_admins(tmp_path: Path, role: accounts.Role) -> None:
    library = Library.open(f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert not library.accounts.exist()
    with pytest.raises(BadRequest, match=r"^第一个用户须是管理员。"):
        accounts.add(library, EVERYONE, "张三", role, PASSWORD)
    assert library.accounts.all() == []
    library.close()


def test_the_last_admin_stays(library: Library) -> None:
    accounts.add(library, EVERYONE, "张三", "editor", PASSWORD)
    with pytest.raises(BadRequest, match=r"^站长 是唯一的管理员，不能删除或降级。"):
        accounts.remove(library, EVERYONE, "站长")
    with pytest.raises(BadRequest, match=r"^站长 是唯一的管理员，不能删除或降级。"):
        accounts.change_role(library, EVERYONE, "站长", "editor")
    accounts.change_role(library, EVERYONE, "站长", "admin")
    accounts.change_role(library, EVERYONE, "张三", "admin")
    accounts.remove(library, EVERYONE, "站长")
    assert [(a.name, a.role) for a in library.accounts.all()] == [("张三", "admin")]


@pytest.mark.parametrize("change", [accounts.remove, lambda *a: accounts.change_role(*a, "admin")])
def test_nobodys_account_cannot_be_changed(library: Library, change: object) -> None:
    assert callable(change)
    with pytest.raises(BadRequest, match=r"^没有用户 李四。"):
        change(library, EVERYONE, "李四")
    with pytest.raises(BadRequest, match=r"^没有用户 李四。"):
        accounts.change_password(library, EVERYONE, "李四", PASSWORD)


def test_the_database_holds_no_password(library: Library, tmp_path: Path) -> None:
    log_in(library, PASSWORD, "typed in the wrong field")
    library.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert PASSWORD.encode() not in stored
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in stored


def test_a_weaker_hash_is_renewed_at_log_in(library: Library) -> None:
    account, _ = library.accounts.credentials("站长") or (None, "")
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    library.accounts.change_password("站长", weak)
    token = Sessions(library).open("站长")
    assert log_in(library, "站长", PASSWORD) == "站长"
    _, renewed = library.accounts.credentials("站长") or (None, "")
    assert renewed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Sessions(library).resume(token) == account
    assert log_in(library, "站长", PASSWORD) == "站长"


def test_composed_and_decomposed_letters_are_the_same_password(library: Library) -> None:
    accounts.change_password(library, EVERYONE, "站长", "café-café-café")
    assert log_in(library, "站长", "cafe\u0301-cafe\u0301-cafe\u0301") == "站长"


def test_what_stays_of_a_removed_user(library: Library) -> None:
    accounts.add(library, EVERYONE, "张三", "editor", PASSWORD)
    library.drafts.save(DraftText("云岭", 2026, "要点", "正文"), "张三", "生成草稿")
    library.drafts.save(DraftText("云岭", 2026, "公开", "正文"), EVERYONE, "生成草稿")
    for owner in ("张三", "站长"):
        library.chats.add(owner, NewTurn("问？", "{}", frozenset()))
    accounts.remove(library, "站长", "张三")
    assert (library.chats.of("张三"), len(library.chats.of("站长"))) == ([], 1)
    documents, drafts = accounts.belongings(library, "张三")
    assert (documents, len(drafts)) == ([], 1)
    assert deeds(library)[-1] == ("站长", "删除用户")


# --- logging in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["站长", "没有这个人", "", "' OR 1=1 --", "x" * 10_000])
def test_five_failures_lock_known_and_unknown_names_alike(library: Library, name: str) -> None:
    answers = [log_in(library, name, "不对的密码", NOON + i * MINUTE) for i in range(NAME_FAILURES + 1)]
    assert answers == [WRONG] * NAME_FAILURES + [LOCKED]
    last = NOON + (NAME_FAILURES - 1) * MINUTE
    assert log_in(library, name, PASSWORD, last + WINDOW - MINUTE) == LOCKED
    after = log_in(library, name, PASSWORD, last + WINDOW)
    assert after == ("站长" if name == "站长" else WRONG)


def test_a_lock_is_written_down_without_what_was_typed(library: Library) -> None:
    for name in ("站长", PASSWORD):
        for _ in range(NAME_FAILURES + 2):
            log_in(library, name, "不对的密码")
    failed = [(who, "登录失败") for who in ("站长",)] * NAME_FAILURES
    unknown = [(UNKNOWN, "登录失败")] * NAME_FAILURES
    assert deeds(library)[1:] == [*failed, ("站长", "锁定"), *unknown, (UNKNOWN, "锁定")]


def test_other_names_and_a_restart_change_nothing_about_a_lock(library: Library, url: str) -> None:
    accounts.add(library, EVERYONE, "张三", "reader", PASSWORD)
    for _ in range(NAME_FAILURES):
        log_in(library, "站长", "不对的密码")
    assert log_in(library, "张三", PASSWORD) == "张三"
    again = Library.open(url)
    assert log_in(again, "站长", PASSWORD) == LOCKED
    again.close()


def test_success_and_a_new_password_forgive(library: Library) -> None:
    for _ in range(3):
        for _ in range(NAME_FAILURES - 1):
            assert log_in(library, "站长", "不对的密码") == WRONG
        assert log_in(library, "站长", PASSWORD) == "站长"
    for _ in range(NAME_FAILURES):
        log_in(library, "站长", "不对的密码")
    accounts.change_password(library, EVERYONE, "站长", "另一个足够长的新密码")
    assert log_in(library, "站长", "另一个足够长的新密码") == "站长"


def test_an_address_that_tries_many_names_is_held_back(library: Library) -> None:
    now = NOON
    for i in range(ADDRESS_FAILURES):
        assert library.logins.attempt(f"hash{i}", "10.0.0.9", now)
    assert log_in(library, "站长", PASSWORD, now, "10.0.0.9") == LOCKED
    assert log_in(library, "站长", PASSWORD, now, "10.0.0.8") == "站长"
    assert log_in(library, "站长", PASSWORD, now + WINDOW, "10.0.0.9") == "站长"


def test_many_attempts_at_once_have_no_more_tries(library: Library) -> None:
    started, allowed = Barrier(20), []

    def attempt() -> None:
        started.wait()
        allowed.append(library.logins.attempt("hash", "10.0.0.1", NOON))

    threads = [Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False] * (20 - NAME_FAILURES) + [True] * NAME_FAILURES


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(gaps=st.lists(st.integers(0, 20), max_size=30))
def test_no_name_has_more_than_five_tries_in_fifteen_minutes(library: Library, gaps: list[int]) -> None:
    """And a lock never lasts longer than it should: what was refused does not prolong it."""
    library.logins.forgive("hash")
    now, tried = NOON, list[datetime]()
    for gap in gaps:
        now += gap * MINUTE
        recent = [at for at in tried if now - at < 2 * WINDOW][-NAME_FAILURES:]
        is_allowed = library.logins.attempt("hash", f"{now}", now)
        if is_allowed:
            tried.append(now)
            assert len([at for at in tried if now - at < WINDOW]) <= NAME_FAILURES
        else:
            assert len(recent) == NAME_FAILURES
            assert now - recent[-1] < WINDOW


def test_accounts_read_as_made(library: Library) -> None:
    made = accounts.add(library, EVERYONE, "张三", "reader", PASSWORD)
    assert library.accounts.all() == sorted([*library.accounts.all()], key=lambda a: a.name)
    assert made in library.accounts.all()
    assert made == Account("张三", "reader", made.created_at)
    assert made.created_at.tzinfo is not None
