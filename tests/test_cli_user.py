"""`yaodian user` and `yaodian audit`, and what the other commands leave in the log."""

from __future__ import annotations

import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ingest.library import DraftText, Library
from ingest.settings import Settings
from tests.conftest import Ran, Run

PASSWORD = "correct horse battery"
PLAN = "云岭集团2025年党建工作要点\n一、基层基础\n（一）规范换届选举。任期届满的党支部应当在6月底前完成换届选举。\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def password(tmp_path: Path) -> Path:
    file = tmp_path / "password.txt"
    file.write_text(f"{PASSWORD}\r\n第二行不算\n", encoding="utf-8-sig")
    return file


@pytest.fixture
def three(run: Run, home: Path, password: Path) -> Path:
    """A home with 站长 (admin), 张三 (editor) and 李四 (reader)."""
    for name, role in (("站长", "admin"), ("张三", "editor")):
        run("user", "add", name, "--role", role, "--password-file", password, "--home", home)
    run("user", "add", "李四", "--password-file", password, "--home", home)
    return home


def deeds(run: Run, home: Path) -> list[tuple[str, str, str]]:
    return [(row["who"], row["what"], row["detail"]) for row in run("audit", "--json", "--home", home).json]


# --- user -------------------------------------------------------------------------------------------------------------


def test_users_come_change_and_go(run: Run, three: Path, password: Path) -> None:
    listed = run("user", "list", "--json", "--home", three).json["users"]
    assert {row["name"]: row["role"] for row in listed} == {"站长": "admin", "张三": "editor", "李四": "reader"}
    assert all(set(row) == {"name", "role", "created_at"} for row in listed)
    assert run("user", "role", "李四", "admin", "--home", three) == Ran(0, "", "已更改角色：李四（管理员）\n")
    assert run("user", "passwd", "张三", "--password-file", password, "--home", three).err == "已更改密码：张三\n"
    assert run("user", "remove", "站长", "--yes", "--home", three).code == 0
    shown = run("user", "list", "--home", three)
    assert [line.split("\t")[:2] for line in shown.out.splitlines()] == [["张三", "编辑"], ["李四", "管理员"]]
    assert shown.err == "共 2 个用户\n"
    assert deeds(run, three) == [
        ("（本机）", "新增用户", "站长（管理员）"),
        ("（本机）", "新增用户", "张三（编辑）"),
        ("（本机）", "新增用户", "李四（读者）"),
        ("（本机）", "更改角色", "李四（管理员）"),
        ("（本机）", "更改密码", "张三"),
        ("（本机）", "删除用户", "站长"),
    ]


REFUSED = [
    (("user", "add", "张三", "--role", "admin"), "已有用户 张三。请换一个用户名"),
    (("user", "add", "王 五"), "用户名不合规。请用 1 到 32 个汉字、字母或数字"),
    (("user", "passwd", "王五"), "没有用户 王五。请对照用户列表核对"),
    (("user", "role", "王五", "admin"), "没有用户 王五。请对照用户列表核对"),
    (("user", "role", "站长", "reader"), "站长 是唯一的管理员，不能删除或降级。请先另设一位管理员"),
    (("user", "remove", "站长", "--yes"), "站长 是唯一的管理员，不能删除或降级。请先另设一位管理员"),
    (("user", "remove", "王五", "--yes"), "没有用户 王五。请对照用户列表核对"),
    (("user", "role", "站长", "root"), "用法不对：参数的值不对，可用的值：reader、editor、admin。请看 yaodian user role --help"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "refusal"), REFUSED, ids=[" ".join(arguments) for arguments, _ in REFUSED])
def test_what_is_refused(run: Run, three: Path, password: Path, arguments: tuple[str, ...], refusal: str) -> None:
    given = ("--password-file", password) if arguments[1] in ("add", "passwd") else ()
    before = deeds(run, three)
    assert run(*arguments, *given, "--home", three).refusal == refusal
    assert deeds(run, three) == before


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"short\n", "密码太短。请至少用 10 个字符"), (b"", "密码太短。请至少用 10 个字符"), (b"\xff" * 20, "读不了密码文件：")],
)  # fmt: skip
def test_a_bad_password_file(run: Run, home: Path, tmp_path: Path, content: bytes, refusal: str) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    refused = run("user", "add", "站长", "--role", "admin", "--password-file", file, "--home", home).refusal
    assert refused.startswith(refusal)
    assert run("user", "add", "站长", "--password-file", tmp_path / "none", "--home", home).refusal.startswith("读不了")


def test_removing_says_what_stays(run: Run, three: Path, tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(PLAN, encoding="utf-8")
    run("ingest", tmp_path / "要点.txt", "--user", "张三", "--home", three)
    library = Library.open(Settings.from_environment({}, three).library_url)
    library.drafts.save(DraftText("云岭", 2026, "要点", "正文"), "张三", "生成草稿")
    library.close()
    kept = "其私有文件 1 份、草稿 1 份会留下，再建同名用户才看得到；其网页上的对话一并删除"
    command = [sys.executable, "-P", "-m", "assistant", "user", "remove", "张三", "--home", str(three)]
    asked = subprocess.run(command, input="n\n", capture_output=True, text=True, timeout=60)
    assert asked.returncode != 0
    assert f"将删除用户 张三；{kept}。继续？" in asked.stderr
    assert run("user", "remove", "张三", "--yes", "--home", three) == Ran(0, "", f"已删除用户：张三。{kept}\n")


def typed(home: Path, *lines: str) -> tuple[int, str]:
    """`yaodian user add` at a terminal of its own: its exit code and all that the terminal showed."""
    terminal, inside = pty.openpty()
    command = [sys.executable, "-P", "-m", "assistant", "user", "add", "站长", "--role", "admin", "--home", str(home)]
    shown = b""
    with subprocess.Popen(
        command, stdin=inside, stdout=inside, stderr=inside, cwd=home.parent, start_new_session=True
    ) as process:
        os.close(inside)
        for line in lines:
            while not shown.endswith((b": ", "：".encode())):
                shown += os.read(terminal, 1)
            os.write(terminal, f"{line}\n".encode())
            shown += b"\0"
        try:
            while more := os.read(terminal, 1000):
                shown += more
        except OSError:  # Linux says so that the other end is closed
            pass
    os.close(terminal)
    return process.returncode, shown.decode()


def test_a_password_is_typed_twice_and_never_shown(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    code, shown = typed(home, PASSWORD, PASSWORD + "x")
    assert code == 2
    assert "两次输入的密码不一样。请重试" in shown
    code, shown = typed(home, PASSWORD, PASSWORD)
    assert (code, PASSWORD in shown) == (0, False)
    assert "已新增用户：站长（管理员）" in shown
    assert [row["name"] for row in run("user", "list", "--json", "--home", home).json["users"]] == ["站长"]


def test_without_a_terminal_a_file_is_asked_for(home: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "assistant", "user", "add", "站长", "--role", "admin", "--home", str(home)]
    done = subprocess.run(command, input=f"{PASSWORD}\n" * 2, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "这里没有终端可以输入密码。请用 --password-file 给出密码文件\n"


# --- audit ------------------------------------------------------------------------------------------------------------


def test_what_commands_do_is_in_the_log(run: Run, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_text(PLAN, encoding="utf-8")
    run("ingest", file, "--home", home)
    run("ingest", file, "--home", home)  # nothing new
    run("ingest", file, "--user", "张三", "--home", home)
    run("library", "edit", "1", "--year", "2026", "--home", home)
    run("library", "backup", tmp_path / "copy.sqlite", "--home", home)
    run("library", "remove", "2", "--user", "张三", "--home", home)
    run("library", "purge", "1", "--yes", "--home", home)
    rows = run("audit", "--json", "--home", home).json
    assert [(row["who"], row["what"], row["document"], row["detail"]) for row in rows] == [
        ("（本机）", "导入", 1, "新增"),
        ("张三", "导入", 2, "新增"),
        ("（本机）", "更正", 1, ""),
        ("（本机）", "备份", None, ""),
        ("张三", "移除", 2, ""),
        ("（本机）", "彻底删除", 1, ""),
    ]
    run("library", "restore", tmp_path / "copy.sqlite", "--home", home)
    shown = run("audit", "--last", "2", "--home", home)
    assert [line.split("　")[2:] for line in shown.out.splitlines()] == [
        ["（本机）", "更正", "文件 1（要点.txt）"],
        ["（本机）", "恢复备份"],
    ]
    assert shown.err == "共 2 条\n"


def test_a_draft_and_its_exports_are_in_the_log(run: Run, home: Path, tmp_path: Path) -> None:
    file, out, proof = tmp_path / "要点.txt", tmp_path / "稿.docx", tmp_path / "出处.xlsx"
    file.write_text(PLAN, encoding="utf-8")
    run("ingest", file, "--home", home)
    drafted = run("draft", "--year", "2026", "--unit", "云岭集团", "--out", out, "--user", "张三", "--home", home)
    assert drafted.code == 0, drafted.err
    run("draft", "--draft", "1", "--provenance", proof, "--user", "张三", "--home", home)
    rows = run("audit", "--json", "--home", home).json[1:]
    assert [(row["who"], row["what"], row["draft"], row["detail"]) for row in rows] == [
        ("张三", "起草", 1, ""),
        ("张三", "导出", 1, "Word"),
        ("张三", "导出", 1, "出处表"),
    ]


def test_a_change_to_the_log_is_found(run: Run, three: Path) -> None:
    sound = run("audit", "--check", "--home", three)
    last = run("audit", "--json", "--last", "1", "--home", three).json[0]["hash"]
    assert sound == Ran(0, "", f"审计记录完好，最后一条是第 3 条，校验码 {last}\n")
    assert run("audit", "--check", "--json", "--home", three).json["faults"] == []
    with closing(sqlite3.connect(three / "library.sqlite")) as database, database:
        database.execute("UPDATE audit SET detail = '王五（管理员）' WHERE number = 1")
    fault = "审计记录第 1 条与校验码不符：它或它的前一条被改动过"
    assert run("audit", "--check", "--home", three) == Ran(1, "", f"{fault}\n")
    found = run("audit", "--check", "--json", "--home", three)
    assert (found.code, found.json["faults"], found.json["last"][0]["hash"]) == (1, [fault], last)


@pytest.mark.parametrize("command", [("user", "list"), ("user", "remove", "张三", "--yes"), ("audit",)])
def test_a_mistyped_home_makes_no_library(run: Run, home: Path, command: tuple[str, ...]) -> None:
    assert run(*command, "--home", home).refusal.startswith("资料库不存在：")
    assert not home.exists()
