"""The command line's contract (DESIGN.md): JSON shapes, streams, exit codes, and one Chinese line for what goes wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from assistant.cli import yaodian
from assistant.owner import own_home
from ingest.embedding import load_embedding
from ingest.errors import BrokenIndex
from ingest.home import open_home
from ingest.library import Library, NewJob, NewTurn
from ingest.passages import to_embed
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.settings import Settings
from tests.conftest import Ran, Run

PLAN = """云岭集团2024年党建工作要点
2024年，云岭集团党建工作的总体要求是：围绕中心、服务大局，为安全生产提供坚强保证。
一、强化理论武装
1.党委理论学习中心组全年集体学习不少于12次，每次学习形成书面记录。
2.各青年学习小组每季度至少开展1次交流研讨，研讨成果报宣传部备案。
二、夯实基层基础
3.任期届满的党支部应当在6月底前完成换届，逾期的书面说明原因。
"""
SUMMARY = """云岭集团2023年党建工作总结
一、主要工作
1.理论学习不断深入。党委理论学习中心组集体学习10次，青年学习小组开展交流研讨8次。
二、存在问题
2.个别党支部换届不够及时，档案室防火检查还有缺项。
"""
SECRET = """云岭集团2024年鹮峪电站防汛工作计划
一、落实防汛责任
1.鹮峪电站全年开展防汛演练不少于3次，演练记录报安全监察部。
"""
FOUND = {"file", "document", "address", "text", "score"}
CITATION = {"n", "file", "version", "document", "address", "quote", "start", "end", "page"}
ANSWER = {"status", "answer", "citations", "searched", "engine", "notice", "understood", "caution", "nearest"}
DOCUMENT = {"id", "version", "number", "file", "paths", "title", "year", "kind", "unit", "scope", "items"}
ITEM = {"address", "level", "label", "title", "text", "tense"}
PROFILE = {"unit", "aliases", "superior", "departments", "duties", "abbreviations", "today", "expired"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "要点.txt").write_text(PLAN, encoding="utf-8")
    (folder / "总结.txt").write_text(SUMMARY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def base(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("base") / "home"
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        assert ingest(opened, [files], unwatched).failures == ()
    return home


@pytest.fixture
def home(base: Path, tmp_path: Path) -> Path:
    """Holds 要点.txt and 总结.txt."""
    return Path(shutil.copytree(base, tmp_path / "home"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "empty-home"


# --- ingest and outline -----------------------------------------------------------------------------------------------


def test_a_folder_with_a_bad_file(run: Run, empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    (folder / "下级").mkdir(parents=True)
    (folder / "要点.txt").write_text(PLAN, encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "下级" / "总结.txt").write_text(SUMMARY, encoding="utf-8")
    (folder / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "~$要点.docx").write_bytes(b"lock")
    report = run("ingest", folder, "--home", empty, "--json")
    assert report.code == 1
    assert report.json.keys() == {"files", "failures", "ignored"}
    stored = {Path(f["path"]).name: f["stored"] for f in report.json["files"]}
    assert {name: s["outcome"] for name, s in stored.items()} == {"要点.txt": "added", "总结.txt": "added"}
    assert stored["要点.txt"].keys() == {"document", "version", "outcome"}
    [failure] = report.json["failures"]
    assert failure.keys() == {"path", "error"}
    assert failure["path"] == str(folder / "坏.docx") in failure["error"]
    assert report.json["ignored"] == [str(folder / "图.png")]
    assert report.err == f"未导入：{failure['error']}\n略过 1 个不支持的文件：图.png\n"
    assert run("search", "档案室防火检查", "-k", 1, "--home", empty, "--json").json[0]["file"] == "总结.txt"


def test_ingest_says_what_became_of_each_file(run: Run, home: Path, files: Path, tmp_path: Path) -> None:
    assert run("ingest", files, "--home", home) == Ran(0, "", "未变 2 份\n")
    (tmp_path / "副本.txt").write_text(PLAN, encoding="utf-8")
    assert run("ingest", tmp_path / "副本.txt", "--home", home) == Ran(0, "", "同一内容另一路径 1 份\n")
    (tmp_path / "新.txt").write_text(SECRET, encoding="utf-8")
    assert run("ingest", files / "要点.txt", tmp_path / "新.txt", "--home", home).err == "新增 1 份，未变 1 份\n"
    (tmp_path / "新.txt").write_text(SECRET.replace("3次", "4次"), encoding="utf-8")
    assert run("ingest", tmp_path / "新.txt", "--home", home) == Ran(0, "", "更新 1 份\n")


def test_nothing_to_ingest(run: Run, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    missing, folder = tmp_path / "没有.txt", tmp_path / "空"
    assert run("ingest", "--home", empty).refusal == "请给出要导入的文件或文件夹，或用 --sample 导入示例资料"
    assert run("ingest", missing, "--home", empty).refusal == f"找不到文件或文件夹：{missing}。请检查路径"
    refusal = run("ingest", folder, "--home", empty, "--json").refusal
    assert refusal.startswith(f"文件夹里没有可读的文件：{folder}。支持的格式：")


def test_outline(run: Run, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outline = run("outline", files / "要点.txt", "--json").json
    assert outline.keys() == {"file", "title", "year", "kind", "unit", "items"}
    assert {key: outline[key] for key in ("title", "year", "kind")} == {
        "title": "云岭集团2024年党建工作要点",
        "year": 2024,
        "kind": "要点",
    }
    assert all(item.keys() == ITEM for item in outline["items"])
    assert [item["address"] for item in outline["items"]] == ["导语", "一", "一/1", "一/2", "二", "二/3"]
    assert outline["items"][2]["text"] == "1.党委理论学习中心组全年集体学习不少于12次，每次学习形成书面记录。"
    shown = run("outline", files / "要点.txt")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("云岭集团2024年党建工作要点\n年份 2024　类型 要点　单位 ")
    assert "没有.txt" in run("outline", tmp_path / "没有.txt", "--json").refusal
    assert list(tmp_path.iterdir()) == []  # no library is needed, none is made


# --- search and ask ---------------------------------------------------------------------------------------------------


def test_search(run: Run, home: Path) -> None:
    found = run("search", "中心组集体学习", "--home", home, "--json")
    assert (found.code, found.err) == (0, "")
    assert all(hit.keys() == FOUND for hit in found.json)
    assert found.json[0] | {"score": 0} == {
        "file": "要点.txt",
        "document": "云岭集团2024年党建工作要点",
        "address": "一/1",
        "text": "1.党委理论学习中心组全年集体学习不少于12次，每次学习形成书面记录。",
        "score": 0,
    }
    scores = [hit["score"] for hit in found.json]
    assert scores == sorted(scores, reverse=True)
    assert len(run("search", "学习", "-k", 2, "--home", home, "--json").json) == 2
    shown = run("search", "中心组集体学习", "-k", 1, "--home", home)
    assert shown.out.startswith("《云岭集团2024年党建工作要点》一/1（")


@pytest.mark.parametrize(
    ("options", "files_found"),
    [
        ([], {"要点.txt", "总结.txt"}),
        (["--year", "2023"], {"总结.txt"}),
        (["--year", "2023", "--year", "2024"], {"要点.txt", "总结.txt"}),
        (["--kind", "要点"], {"要点.txt"}),
        (["--file", "总结.txt"], {"总结.txt"}),
        (["--unit", "别的单位"], set()),
        (["--year", "2023", "--kind", "要点"], set()),
    ],
)
def test_filters(run: Run, home: Path, options: list[str], files_found: set[str]) -> None:
    found = run("search", "中心组学习", *options, "--home", home, "--json")
    assert {hit["file"] for hit in found.json} == files_found
    cited = run("ask", "中心组一年集体学习多少次？", *options, "--home", home, "--json").json
    assert {c["file"] for c in cited["citations"]} <= files_found
    assert (cited["status"] != "not_found") == bool(files_found)


def test_a_private_document(run: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "密.txt").write_text(SECRET, encoding="utf-8")
    run("ingest", tmp_path / "密.txt", "--user", "甲", "--home", home)
    for user, visible in (("甲", True), ("乙", False), ("", False)):
        as_user = ("--user", user, "--home", home)
        found = run("search", "防汛演练", *as_user, "--json").json
        assert ("密.txt" in {hit["file"] for hit in found}) == visible
        listed = run("library", "list", *as_user, "--json").json["documents"]
        assert ("密.txt" in {d["file"] for d in listed}) == visible
        for command in ("show", "remove", "purge"):
            if not visible:
                assert "密.txt" in run("library", command, "密.txt", *as_user).refusal


def test_ask(run: Run, home: Path) -> None:
    asked = run("ask", "中心组全年集体学习不少于多少次？", "--home", home, "--json")
    assert (asked.code, asked.err) == (0, "")
    assert asked.json.keys() == ANSWER
    assert (asked.json["status"], asked.json["engine"]) == ("answered", "extractive")
    assert asked.json["searched"] == {"documents": 2, "years": [2023, 2024]}
    library = Library.open(Settings.from_environment({}, home).library_url)
    for citation in asked.json["citations"]:
        assert citation.keys() == CITATION
        assert f"[{citation['n']}]" in asked.json["answer"]
        content = library.content(citation["version"])
        assert content[citation["start"] : citation["end"]] == citation["quote"]
    library.close()
    assert any("集体学习不少于12次" in c["quote"] for c in asked.json["citations"])
    shown = run("ask", "中心组全年集体学习不少于多少次？", "--home", home)
    assert (shown.code, shown.err) == (0, "")
    assert re.search(r"^\[1\] 要点\.txt 一/1：“.*不少于12次.*”$", shown.out, re.MULTILINE)


def test_ask_what_no_document_says(run: Run, home: Path) -> None:
    asked = run("ask", "食堂采购猪肉的供应商是谁？", "--home", home, "--json")
    assert (asked.code, asked.err) == (0, "")
    assert asked.json.keys() == ANSWER
    assert (asked.json["status"], asked.json["citations"]) == ("not_found", [])
    assert asked.json["searched"]["documents"] == 2


def test_batches(run: Run, home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "问题.jsonl"
    rows: list[dict[str, Any]] = [
        {"id": "甲-1", "question": "中心组一年集体学习多少次？", "year": 2023},
        {"id": 2, "question": "中心组一年集体学习多少次？", "file": ["要点.txt"], "gold": "other fields do no harm"},
        {"id": "行分隔符\u2028", "question": "任期届满的党支部什么时候完成换届？", "kind": "要点"},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    batch.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    for command, keys in (("search", {"id", "hits"}), ("ask", {"id", *ANSWER})):
        ran = run(command, "--batch", batch, "--home", home, "--json")
        assert (ran.code, ran.err) == (0, "")
        answers = [json.loads(line) for line in ran.out.split("\n")[:-1]]
        assert [answer["id"] for answer in answers] == [row["id"] for row in rows]
        assert all(answer.keys() == keys for answer in answers)
        named = [{hit["file"] for hit in answer.get("hits") or answer["citations"]} for answer in answers]
        assert named == [{"总结.txt"}, {"要点.txt"}, {"要点.txt"}]
    # Options hold for every line that does not say otherwise.
    narrowed = run("search", "--batch", batch, "--year", 2024, "-k", 1, "--home", home, "--json")
    assert [[hit["file"] for hit in json.loads(line)["hits"]] for line in narrowed.out.split("\n")[:-1]] == [
        ["总结.txt"],
        ["要点.txt"],
        ["要点.txt"],
    ]


def test_a_batch_as_notepad_writes_it(run: Run, home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "问题.jsonl"
    batch.write_bytes('\ufeff{"id": 1, "question": "集体学习多少次？"}\r\n'.encode())
    assert run("ask", "--batch", batch, "--home", home, "--json").json["id"] == 1


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b'{"id": 1}', "第 1 行不是带 id 和 question 的 JSON：{path}。请改正后重试"),
        (b'["id", "question"]', "第 1 行不是带 id 和 question 的 JSON：{path}。请改正后重试"),
        (b"\n{id", "第 2 行不是带 id 和 question 的 JSON：{path}。请改正后重试"),
        (b"\xff\xfe\x00", "读不了批量问题文件：{path}。请给出 UTF-8 的 JSONL 文件"),
        (None, "读不了批量问题文件：{path}。请给出 UTF-8 的 JSONL 文件"),
        (
            '{"id": 1, "question": "x", "year": "今年"}'.encode(),
            "第 1 行的筛选条件或对话编号不对：{path}。年份不对：今年。请写四位数字",
        ),
        (
            '{"id": 1, "question": "x", "conversation": "../甲"}'.encode(),
            "第 1 行的筛选条件或对话编号不对：{path}。对话编号不对：'../甲'。请用 1 到 64 个英文字母、数字、- 或 _",
        ),
        (  # nothing is answered before the whole file is seen to be right
            b'{"id": 1, "question": "x"}\n{"id": 2}\n{"id": 3, "question": "x"}\n',
            "第 2 行不是带 id 和 question 的 JSON：{path}。请改正后重试",
        ),
    ],
)
def test_bad_batches(run: Run, home: Path, tmp_path: Path, body: bytes | None, complaint: str) -> None:
    path = tmp_path / "问题.jsonl"
    if body is not None:
        path.write_bytes(body)
    for command in ("search", "ask"):
        assert run(command, "--batch", path, "--home", home, "--json").refusal == complaint.format(path=path)


STUDIED = "2024年要点里，中心组全年集体学习不少于多少次？"


def test_a_conversation_goes_on_in_the_next_call(run: Run, home: Path) -> None:
    def asked(question: str, conversation: str, *options: object) -> dict[str, Any]:
        answer: dict[str, Any] = run(
            "ask", question, "--conversation", conversation, *options, "--home", home, "--json"
        ).json
        return answer

    first = asked(STUDIED, "a-1")
    assert (first["understood"], {c["file"] for c in first["citations"]}) == ("", {"要点.txt"})
    summary = asked("总结里呢？", "a-1")
    assert summary["understood"] == "按“总结里，中心组全年集体学习不少于多少次”理解"
    assert {c["file"] for c in summary["citations"]} == {"总结.txt"}
    whole = asked("第一条展开说说", "a-1")
    assert whole["citations"][0]["quote"].startswith("1.理论学习不断深入。")
    # Another conversation, and another user's of the same name, know nothing of it.
    assert asked("第一条展开说说", "a-2")["understood"] == asked("还有吗", "a-1", "--user", "甲")["understood"] == ""
    shown = run("ask", "下文呢", "--conversation", "a-1", "--home", home)
    assert shown.out.startswith(
        "（按“上一个回答所引原文后面的内容”理解）\n《云岭集团2023年党建工作总结》：\n二、存在问题"
    )


def test_a_conversation_in_a_batch_and_at_an_owner(run: Run, home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "问题.jsonl"
    rows: list[dict[str, Any]] = [
        {"id": 1, "question": STUDIED, "conversation": "甲".encode().hex()},
        {"id": 2, "question": "2024年要点里青年学习小组多久开展一次交流研讨？", "conversation": 7},
        {"id": 3, "question": "总结里呢？", "conversation": "甲".encode().hex()},
        {"id": 4, "question": "第一条的原文", "conversation": 7},
        {"id": 5, "question": "第一条的原文"},
    ]
    batch.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    alone = run("ask", "--batch", batch, "--home", home, "--json")
    answers = {answer["id"]: answer for answer in map(json.loads, alone.out.splitlines())}
    assert {c["file"] for c in answers[3]["citations"]} == {"总结.txt"}
    assert [c["address"] for c in answers[4]["citations"]] == ["一/2"]
    assert [bool(answers[id_]["understood"]) for id_ in (1, 2, 3, 4, 5)] == [False, False, True, True, False]
    with own_home(Settings.from_environment({}, home), wait_for_index=True):
        command = [sys.executable, "-P", "-m", "assistant", "ask", "上文呢", "--conversation", "7", "--json"]
        ran = subprocess.run([*command, "--home", home], capture_output=True, text=True, timeout=60, cwd=home.parent)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["understood"] == "按“上一个回答所引原文前面的内容”理解"


@pytest.mark.parametrize("conversation", ["", " ", "../x", "对话", "a" * 65])
def test_bad_conversation_ids(run: Run, home: Path, conversation: str) -> None:
    refused = run("ask", "x", "--conversation", conversation, "--home", home).refusal
    assert refused == f"对话编号不对：{conversation!r}。请用 1 到 64 个英文字母、数字、- 或 _"
    assert not (home / "conversations").exists()


# --- home, usage, help ------------------------------------------------------------------------------------------------


def test_where_home_may_stand(run: Run, home: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def listed(*arguments: object) -> int:
        return len(run(*arguments, "--json").json["documents"])

    assert listed("--home", home, "library", "list") == 2
    assert listed("library", "list", "--home", home) == 2
    assert listed("--home", empty, "library", "list", "--home", home) == 2  # the nearest to the command counts
    monkeypatch.setenv("YAODIAN_HOME", str(home))
    assert listed("library", "list") == 2
    assert str(empty) in run("library", "list", "--home", empty).refusal


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "问"),
        ("search", "问"),
        ("library", "list"),
        ("library", "show", 1),
        ("library", "edit", 1, "--title", "题"),
        ("library", "remove", 1),
        ("library", "purge", 1, "--yes"),
        ("library", "check"),
        ("library", "rebuild"),
        ("library", "backup", "备份.sqlite"),
        ("profile", "show"),
    ],
)
def test_a_home_without_a_library(run: Run, empty: Path, command: tuple[object, ...]) -> None:
    refusal = "资料库不存在：{}。请先用 yaodian ingest 导入文件，或检查 --home"
    assert run(*command, "--home", empty).refusal == refusal.format(empty)
    assert not empty.exists()
    empty.mkdir()
    assert run(*command, "--home", empty).refusal == refusal.format(empty / "library.sqlite")
    assert list(empty.iterdir()) == []


def test_a_library_elsewhere(run: Run, home: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for url, complaint in (
        (f"sqlite:///{empty / '没有.sqlite'}", f"资料库不存在：{empty / '没有.sqlite'}。"),
        ("不是地址", "资料库的地址不合规：不是地址。"),
        ("nosuch://server/library", "不支持这种数据库：nosuch。"),  # whether that one exists is its server's affair
    ):
        monkeypatch.setenv("YAODIAN_LIBRARY", url)
        assert run("library", "list", "--home", home).refusal.startswith(complaint)


def test_a_profile_may_come_before_the_first_file(run: Run, empty: Path) -> None:
    assert run("profile", "edit", "--unit", "云岭能源集团有限公司", "--home", empty).code == 0
    assert run("library", "list", "--home", empty) == Ran(0, "", "共 0 份文件\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "缺少命令。请看 yaodian --help"),
        (("无",), "没有命令 无。请看 yaodian --help"),
        (("library",), "缺少命令。请看 yaodian library --help"),
        (("library", "无"), "没有命令 无。请看 yaodian library --help"),
        (("outline",), "缺少 文件。请看 yaodian outline --help"),
        (("library", "edit"), "缺少 编号或文件名。请看 yaodian library edit --help"),
        (("ask", "甲", "乙"), "参数太多。请看 yaodian ask --help"),
        (("ask", "甲", "--无"), "没有选项 --无。请看 yaodian ask --help"),
        (("ask", "--batch"), "选项 --batch 的写法不对。请看 yaodian --help"),
        (("ask", "甲", "--json=1"), "选项 --json 的写法不对。请看 yaodian --help"),
        (("search", "甲", "--year", "去年"), "--year 的值不对，应是整数。请看 yaodian search --help"),
        (("search", "甲", "-k", "0"), "-k 的值不对，应是 1 到 1000 的整数。请看 yaodian search --help"),
        (
            ("library", "edit", "1", "--year", "3"),
            "--year 的值不对，应是 1900 到 2200 的整数。请看 yaodian library edit --help",
        ),
        (("library", "backup", "/"), "参数的值不对，应是一个文件的路径。请看 yaodian library backup --help"),
        (("library", "restore", ""), "参数的值不对，应是一个文件的路径。请看 yaodian library restore --help"),
        (("ingest", ""), "参数的值不对，不能为空。请看 yaodian ingest --help"),
        (("ingest", "有.txt", ""), "参数的值不对，不能为空。请看 yaodian ingest --help"),
        (("library", "list", "--home", ""), "--home 的值不对，不能为空。请看 yaodian library list --help"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], complaint: str) -> None:
    assert run(*arguments).refusal == f"用法不对：{complaint}"


def test_a_kind_that_is_none(run: Run) -> None:
    kinds = "要点、意见、总结、总结及计划、报告、任务分解、办法、条例、通知、计划、其他"
    refusal = run("search", "甲", "--kind", "纪要").refusal
    assert refusal == f"用法不对：--kind 的值不对，可用的值：{kinds}。请看 yaodian search --help"


def test_neither_or_both_of_question_and_batch(run: Run, home: Path, tmp_path: Path) -> None:
    for arguments in ((), ("",), ("问题", "--batch", tmp_path / "x")):
        for command in ("ask", "search"):
            assert run(command, *arguments, "--home", home).refusal == "请给出一个问题，或用 --batch 给出问题文件"


def commands_of(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands_of(command, *path, name)


def test_the_commands_and_their_help(run: Run) -> None:
    commands = {" ".join(path) for path in commands_of(yaodian)}
    library = {"list", "show", "edit", "remove", "purge", "check", "rebuild", "backup", "restore"}
    assert commands >= {
        "ingest",
        "outline",
        "search",
        "ask",
        "ui",
        "library",
        "profile",
        "profile show",
        "profile edit",
    }
    assert commands >= {f"library {name}" for name in library}
    for command in commands:
        shown = run(*command.split(), "--help")
        assert (shown.code, shown.err) == (0, "")
        assert shown.out.startswith(f"用法：yaodian {command} ")
        described = shown.out.split("\n\n")[1].strip()
        assert re.match(r"[一-龥]", described), command
        assert "显示这份说明" in shown.out


# --- library ----------------------------------------------------------------------------------------------------------


def test_list_and_show(run: Run, home: Path, files: Path) -> None:
    listed = run("library", "list", "--home", home, "--json").json
    assert listed.keys() == {"documents"}
    assert all(document.keys() == DOCUMENT for document in listed["documents"])
    [plan] = [document for document in listed["documents"] if document["file"] == "要点.txt"]
    assert (plan["title"], plan["year"], plan["kind"]) == ("云岭集团2024年党建工作要点", 2024, "要点")
    assert (plan["paths"], plan["number"], plan["items"]) == ([str(files / "要点.txt")], 1, 6)
    for name in ("要点.txt", plan["id"], files / "要点.txt"):
        shown = run("library", "show", name, "--home", home, "--json").json
        assert shown.keys() == {"document", "versions", "items"}
        assert shown["document"] == plan
        [version] = shown["versions"]
        assert version.keys() == {"version", "number", "created", "current"}
        assert (version["version"], version["number"], version["current"]) == (plan["version"], 1, True)
        assert all(item.keys() >= ITEM for item in shown["items"])
    table = run("library", "list", "--home", home)
    assert (table.out.count("\n"), table.err) == (2, "共 2 份文件\n")
    assert "一/1" in run("library", "show", "要点.txt", "--home", home).out
    for name in ("没有.txt", "99"):
        refusal = run("library", "show", name, "--home", home, "--json").refusal
        assert refusal == f"资料库里没有这个文件：{name}。请对照文件列表核对名称或编号"


def test_files_of_one_name_need_their_number(run: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(SECRET, encoding="utf-8")
    run("ingest", tmp_path / "要点.txt", "--home", home)
    assert re.fullmatch(
        r"有 2 份文件叫这个名字：要点\.txt。请改用编号：\d+、\d+",
        run("library", "show", "要点.txt", "--home", home).refusal,
    )
    run("library", "remove", tmp_path / "要点.txt", "--home", home)
    assert run("library", "show", "要点.txt", "--home", home).code == 0
    # Which of them to purge is asked, too: the removed one, or the one that is seen.
    assert "有 2 份文件" in run("library", "purge", "要点.txt", "--yes", "--home", home).refusal


def test_corrections_survive_the_next_version(run: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "计划.txt"
    path.write_text(SECRET, encoding="utf-8")
    run("ingest", path, "--home", home)
    corrections = {"title": "电站防汛安排", "year": 2021, "kind": "通知", "unit": "鹮峪电站"}
    options = [part for name, value in corrections.items() for part in (f"--{name}", value)]
    edited = run("library", "edit", path.name, *options, "--home", home)
    assert (edited.code, edited.out) == (0, "")
    assert edited.err.startswith("已更正：电站防汛安排\n")
    path.write_text(SECRET.replace("不少于3次", "不少于4次"), encoding="utf-8")
    assert run("ingest", path, "--home", home).err == "更新 1 份\n"
    shown = run("library", "show", path.name, "--home", home, "--json").json
    assert {name: shown["document"][name] for name in corrections} == corrections
    assert [version["current"] for version in shown["versions"]] == [False, True]
    filters = ("--year", 2021, "--kind", "通知", "--unit", "鹮峪电站")
    [hit] = run("search", "防汛演练", *filters, "-k", 1, "--home", home, "--json").json
    assert (hit["document"], "不少于4次" in hit["text"]) == ("电站防汛安排", True)
    assert run("library", "edit", path.name, "--home", home).refusal.startswith("没有要更正的内容。")
    for title in ("", " "):
        refusal = run("library", "edit", path.name, "--title", title, "--home", home).refusal
        assert refusal == "标题不能为空。请用 --title 给出标题，或去掉这个选项"
    assert run("library", "show", path.name, "--home", home, "--json").json["document"]["title"] == "电站防汛安排"


def test_remove_and_come_back(run: Run, home: Path, files: Path) -> None:
    assert run("library", "remove", "总结.txt", "--home", home) == Ran(0, "", "已移除：总结.txt\n")
    assert {hit["file"] for hit in run("search", "学习", "--home", home, "--json").json} == {"要点.txt"}
    assert run("library", "remove", "总结.txt", "--home", home).refusal.startswith("资料库里没有这个文件：总结.txt")
    assert run("ingest", files / "总结.txt", "--home", home).err == "新增 1 份\n"
    assert {hit["file"] for hit in run("search", "学习", "--home", home, "--json").json} == {"要点.txt", "总结.txt"}


@pytest.mark.parametrize("removed_first", [False, True])
def test_purge_leaves_no_byte(run: Run, home: Path, tmp_path: Path, removed_first: bool) -> None:
    path = tmp_path / "鹮峪.txt"
    path.write_text(SECRET.replace("不少于3次", "不少于2次"), encoding="utf-8")
    run("ingest", path, "--home", home)
    path.write_text(SECRET, encoding="utf-8")  # a second version
    run("ingest", path, "--home", home)
    sentence = "1.鹮峪电站全年开展防汛演练不少于3次，演练记录报安全监察部。"
    [hit] = run("search", sentence, "-k", 1, "--home", home, "--json").json
    assert hit["text"] == sentence
    vector = (
        load_embedding("builtin").documents([to_embed("云岭集团2024年鹮峪电站防汛工作计划", sentence)])[0].tobytes()
    )
    for trace in ("鹮".encode(), vector):
        assert {path.relative_to(home).parts[0] for path in holding(home, trace)} >= {"library.sqlite", "index"}
    number = run("library", "show", path.name, "--home", home, "--json").json["document"]["id"]
    with closing(Library.open(Settings.from_environment({}, home).library_url)) as library:
        job = library.jobs.add(NewJob("li", "draft", {"plan": sentence})).id
        library.jobs.end(library.jobs.claim(job).id, "done")
        quoted = frozenset(version.version for version in library.versions(number))
        library.chats.add("li", NewTurn("防汛演练几次？", json.dumps(sentence, ensure_ascii=False), quoted))
    if removed_first:
        run("library", "remove", path.name, "--home", home)
    purged = run("library", "purge", number, "--yes", "--home", home)
    assert purged == Ran(0, "", "已彻底删除：《云岭集团2024年鹮峪电站防汛工作计划》（鹮峪.txt）\n")
    assert [holding(home, trace) for trace in ("鹮".encode(), vector)] == [[], []]
    assert run("search", sentence, "--home", home, "--json").json[0]["file"] in ("要点.txt", "总结.txt")
    assert run("library", "purge", number, "--yes", "--home", home).refusal.startswith("资料库里没有这个文件")


def test_a_purge_that_was_interrupted(run: Run, home: Path) -> None:
    def interrupt() -> None:
        raise BrokenIndex("索引重建失败")

    library = Library.open(Settings.from_environment({}, home).library_url)
    number = library.documents()[0].id
    with pytest.raises(BrokenIndex):
        library.purge(number, interrupt)
    library.close()
    checked = run("library", "check", "--home", home)
    assert checked.code == 1
    assert checked.err.startswith(f"文件 {number} 的彻底删除没有做完。请再做一次\n")
    purged = run("library", "purge", number, "--yes", "--home", home)
    assert purged == Ran(0, "", f"已彻底删除：编号为 {number} 的文件\n")
    assert run("library", "check", "--home", home).code == 0


def holding(folder: Path, trace: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and trace in path.read_bytes()]


def test_purge_asks_first(home: Path) -> None:
    command = [sys.executable, "-P", "-m", "assistant", "library", "purge", "要点.txt", "--home", str(home)]
    asked = subprocess.run(command, input="n\n", capture_output=True, text=True, timeout=60)
    assert asked.returncode != 0
    assert asked.stdout == ""
    assert "将彻底删除《云岭集团2024年党建工作要点》（要点.txt）的全部版本，无法恢复。继续？" in asked.stderr
    library = Library.open(Settings.from_environment({}, home).library_url)
    assert "要点.txt" in {document.file for document in library.documents()}
    library.close()


def test_check_and_rebuild(run: Run, home: Path) -> None:
    assert run("library", "check", "--home", home) == Ran(0, "", "资料库完好\n")
    before = run("search", "集体学习", "--home", home, "--json").json
    pointer = home / "index" / "CURRENT"
    generation = pointer.read_text()
    assert run("library", "rebuild", "--home", home) == Ran(0, "", "索引已重建\n")
    assert pointer.read_text() != generation
    assert run("search", "集体学习", "--home", home, "--json").json == before
    with closing(sqlite3.connect(home / "library.sqlite")) as connection, connection:
        connection.execute("UPDATE versions SET sha256 = 'x'")
    checked = run("library", "check", "--home", home)
    assert (checked.code, checked.out) == (1, "")
    assert checked.err == "版本 1 的原文件与校验和不符\n版本 2 的原文件与校验和不符\n发现 2 处问题\n"


def test_backup_and_restore(run: Run, home: Path, empty: Path, tmp_path: Path) -> None:
    backup = tmp_path / "备份.sqlite"
    assert run("library", "backup", backup, "--home", home) == Ran(0, "", f"已备份到：{backup}\n")
    run("library", "remove", "总结.txt", "--home", home)
    (tmp_path / "新.txt").write_text(SECRET, encoding="utf-8")
    run("ingest", tmp_path / "新.txt", "--home", home)
    for target in (home, empty):  # over a library that went on, and where there is none
        assert run("library", "restore", backup, "--home", target) == Ran(0, "", f"已恢复自：{backup}\n")
        documents = run("library", "list", "--home", target, "--json").json["documents"]
        assert {document["file"] for document in documents} == {"要点.txt", "总结.txt"}
        found = run("search", "防汛演练 集体学习", "--home", target, "--json").json
        assert {hit["file"] for hit in found} == {"要点.txt", "总结.txt"}
    (tmp_path / "不是备份").write_text("云岭集团", encoding="utf-8")
    for bad in ("不是备份", "没有"):
        assert str(tmp_path / bad) in run("library", "restore", tmp_path / bad, "--home", home).refusal
    assert run("library", "list", "--home", home, "--json").json["documents"]
    refusal = run("library", "backup", tmp_path / "没有" / "备份", "--home", home).refusal
    assert refusal == f"写不进这个文件夹：{tmp_path / '没有'}。请检查它是否存在、有没有权限"


# --- profile ----------------------------------------------------------------------------------------------------------


def test_profile(run: Run, home: Path, tmp_path: Path) -> None:
    shown = run("profile", "show", "--home", home, "--json")
    assert (shown.json.keys(), shown.json["unit"]) == (PROFILE, "")
    edits = (
        "--unit",
        "云岭能源集团有限公司",
        "--alias",
        "云岭集团",
        "--alias",
        "集团公司",
        "--superior",
        "省能源行业党委",
    )
    more = ("--department", "党委办公室", "--duty", "党委办公室=督办", "--duty", "党委办公室=会务", "--today", 2025)
    words = ("--abbreviation", "党办=党委办公室", "--expired", "“三型”机关=2024-12；“四型”机关；集团党委文件")
    edited = run("profile", "edit", *edits, *more, *words, "--home", home)
    assert edited == Ran(0, "", "已保存单位资料：云岭能源集团有限公司\n")
    profile = run("profile", "show", "--home", home, "--json").json
    assert profile | {"abbreviations": {}} == {
        "unit": "云岭能源集团有限公司",
        "aliases": ["云岭集团", "集团公司"],
        "superior": "省能源行业党委",
        "departments": ["党委办公室"],
        "duties": {"党委办公室": ["督办", "会务"]},
        "abbreviations": {},
        "today": 2025,
        "expired": {"“三型”机关": "2024-12；“四型”机关；集团党委文件"},
    }
    assert "三型" in run("profile", "edit", "--expired", "“三型”机关=去年", "--home", home).refusal
    assert profile["abbreviations"]["党办"] == "党委办公室"
    assert profile["abbreviations"]["支委会"] == "支部委员会议"
    page = tmp_path / "单位.json"
    page.write_text(run("profile", "show", "--home", home).out.replace("集团公司", "云岭"), encoding="utf-8")
    assert run("profile", "edit", "--from", page, "--home", home).code == 0
    assert run("profile", "show", "--home", home, "--json").json["aliases"] == ["云岭集团", "云岭"]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (None, "读不了单位资料文件："),
        (b"\xff", "读不了单位资料文件："),
        (b"{", "单位资料不是合法的 JSON："),
        ('{"单位": "x"}'.encode(), "单位资料里有不认识的项：单位。"),
    ],
)
def test_a_bad_profile_changes_nothing(
    run: Run, home: Path, tmp_path: Path, body: bytes | None, complaint: str
) -> None:
    run("profile", "edit", "--unit", "云岭能源集团有限公司", "--home", home)
    page = tmp_path / "单位.json"
    if body is not None:
        page.write_bytes(body)
    assert run("profile", "edit", "--from", page, "--home", home).refusal.startswith(complaint)
    assert run("profile", "edit", "--duty", "没有等号", "--home", home).refusal.startswith(
        "应写作 名称=内容：没有等号。"
    )
    assert run("profile", "show", "--home", home, "--json").json["unit"] == "云岭能源集团有限公司"


# --- as a process -----------------------------------------------------------------------------------------------------


def test_a_real_process(home: Path, files: Path) -> None:
    """Nothing but JSON on stdout, from the first byte to the interpreter's end; the same exit codes."""

    def process(*arguments: str) -> Ran:
        command = [sys.executable, "-P", "-m", "assistant", "--home", str(home), *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=home.parent)
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    assert process("ingest", str(files), "--json").json["failures"] == []
    answered = process("ask", "中心组全年集体学习不少于多少次？", "--json")
    assert (answered.code, answered.err, answered.json["status"]) == (0, "", "answered")
    assert process("ingest", "没有").refusal == f"找不到文件或文件夹：{home.parent / '没有'}。请检查路径"
    (files / "坏.docx").write_bytes(b"not a docx")
    assert process("ingest", str(files / "坏.docx"), "--json").code == 1
    (files / "坏.docx").unlink()


def test_a_full_disk(home: Path) -> None:
    """What is left in the stream's buffer must not make it end otherwise."""
    command = [sys.executable, "-P", "-m", "assistant", "--home", str(home), "library", "list", "--json"]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert ran.stderr == "读写失败（No space left on device）。请检查路径、权限和磁盘空间\n"
    assert ran.returncode == 2


def test_ctrl_c(home: Path, tmp_path: Path) -> None:
    """Interrupted where it waits for a batch that nobody writes."""
    batch = tmp_path / "batch"
    os.mkfifo(batch)
    command = [sys.executable, "-P", "-m", "assistant", "--home", str(home), "ask", "--batch", str(batch)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
        batch.open("w"),  # opens when the command reads
    ):
        time.sleep(1)  # a signal between opening and reading would leave the read blocked
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, "", "")
