"""Evaluation: definitions on a table counted by hand, question files that are wrong, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import answer
from assistant.cli import yaodian
from assistant.dialogue.conversing import converse
from assistant.dialogue.turns import Turn
from assistant.evaluating import Needed, Question, Rate, Verdict, by_kind, faults_of, figures, judge, read_questions
from assistant.owner import own_home
from assistant.workspace.chats import Said, keep
from ingest.errors import BadRequest
from ingest.home import open_home
from ingest.library import Verdict as LibraryVerdict
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import EVERYONE, Answer, Citation, Filters, Found
from ingest.settings import Settings

MEETING = "1.党支部每月召开1次支部委员会会议，会议记录按季度归档。"
LESSON = "2.党课每季度安排1次，由党支部书记主讲。"
LONG = "3." + "各所属单位党组织认真抓好贯彻落实。" * 16
PLAN = "云岭集团2024年党建工作要点\n一、严肃组织生活\n" + "\n".join((MEETING, LESSON, LONG)) + "\n"
TEXTS = {"要点.txt": ["".join(PLAN.split())]}

MONTHLY = Needed("要点.txt", "每月召开1次支部委员会会议", "一/1")
QUARTERLY = Needed("要点.txt", "党课每季度安排1次", "一、严肃组织生活/2")


def cited(quote: str, address: str, file: str = "要点.txt") -> Citation:
    return Citation(1, file, 1, "云岭集团2024年党建工作要点", address, quote, 0, len(quote))


def answered(text: str, *citations: Citation) -> Answer:
    return Answer("answered", text, citations)


def hits(*texts: str) -> list[Found]:
    return [Found("要点.txt", "", "", text, 1.0) for text in texts]


def asked(number: int, *gold: Needed, kind: str = "fact", answer: str = "") -> Question:
    return Question(number, "问", bool(gold), gold, kind, answer)


SILENT = Answer("not_found", "没有找到。")
# What was asked, what was answered, what a search found.
TABLE = [
    # Right, with one citation too many.
    (
        asked(1, MONTHLY, answer="每月召开1次。"),
        answered("党支部每月召开1次[1]，党课[2]", cited(MEETING, "一/1"), cited("由党支部书记主讲", "一/2")),
        hits(LESSON, MEETING),
    ),
    # Half of the evidence, at the wrong place, and no word that there are two; no gold answer, no judgement of wording.
    (
        asked(2, MONTHLY, QUARTERLY, kind="ambiguous"),
        answered("每季度1次[1]", cited("党课每季度安排1次", "一/3")),
        hits(LESSON),
    ),
    # Refused though it could have been answered.
    (asked(3, QUARTERLY, answer="每季度安排1次。"), SILENT, hits()),
    # Cites everything: the evidence is in it, but nobody would read it.
    (
        asked(4, MONTHLY, answer="每月召开1次。"),
        answered("每月召开1次[1]", cited(f"{MEETING}\n{LESSON}\n{LONG}", "一/1")),
        hits(LONG * 4, MEETING),
    ),
    (asked(5, kind=""), SILENT, hits(LONG)),
    # Answered though the library is silent, with words that stand nowhere.
    (asked(6, kind=""), answered("每周1次[1]", cited("党支部每周召开1次会议", "一/1")), hits(MEETING)),
]
# Counted by hand from the table: hits of cases.
COUNTED = {
    "evidence_any": Rate(2, 4),  # 1, 2
    "evidence_all": Rate(1, 4),  # 1
    "citations_needed": Rate(3, 4),  # 1 has one that is and one that is not, 2 and 4 have one each
    "address_right": Rate(2, 3),  # 1 and 4, but not 2
    "said": Rate(1, 3),  # 1; neither 3 nor the overlong 4
    "ambiguous_seen": Rate(0, 1),
    "false_refusals": Rate(1, 4),  # 3
    "over_quoted": Rate(1, 4),  # 4
    "refused": Rate(1, 2),  # 5
    "context_any": Rate(2, 4),  # 1, 2; in 4 the item stands behind the first 1,000 characters
    "context_all": Rate(1, 4),  # 1
}


def verdicts() -> list[Verdict]:
    return [judge(question, answer, found, TEXTS) for question, answer, found in TABLE]


def test_figures_are_those_counted_by_hand() -> None:
    assert figures(verdicts()) == COUNTED
    assert [v.question.id for v in verdicts() if v.missed] == [2, 3, 4, 6]
    assert [v.forged for v in verdicts()] == [0, 0, 0, 0, 0, 1]


def test_kinds_are_grouped_as_they_come() -> None:
    groups = by_kind(verdicts())
    assert {kind: [v.question.id for v in group] for kind, group in groups.items()} == {
        "fact": [1, 3, 4],
        "ambiguous": [2],
        "": [5, 6],
    }
    assert figures(groups[""])["evidence_all"] == Rate(0, 0)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("每月召开1次支部委员会会议", True),
        ("每月 召开1次\n支部委员会会议", True),  # white space does not count
        ("召开1次支部委员会会议", True),  # 11 of 13 characters in one run
        ("每月召开1次支部会", False),  # 8 of 13
        ("", False),
    ],
)
def test_a_gold_quote_may_lack_a_fifth(quote: str, found: bool) -> None:
    assert judge(asked(1, MONTHLY), answered("", cited(quote, "一/1")), [], TEXTS).found == (found,)
    elsewhere = cited(quote, "一/1", "别的.txt")
    assert judge(asked(1, MONTHLY), answered("", elsewhere), [], TEXTS).found == (False,)


@pytest.mark.parametrize(
    ("address", "item", "placed"),
    [
        ("一/（三）/二是", "(三)", True),
        ("一/（三）/二是", "二是抓培训", True),
        ("三/14", "14", True),
        ("三/14", "三、夯实基础", True),
        ("第四章/第十八条", "第十八条", True),
        ("附件1/表1/4#3", "表1/4", False),
        ("三/14", "一、夯实基础/4", False),
    ],
)
def test_an_address_is_right_where_the_last_label_of_the_item_stands_in_it(
    address: str, item: str, placed: bool
) -> None:
    question = asked(1, Needed("要点.txt", MONTHLY.quote, item))
    assert judge(question, answered("", cited(MONTHLY.quote, address)), [], TEXTS).placed == (placed,)


@pytest.mark.parametrize(  # Wilson's interval as in Brown, Cai, DasGupta 2001, Interval estimation, formula (4)
    ("rate", "low", "high"),
    [(Rate(0, 10), 0.0, 0.2775), (Rate(5, 10), 0.2366, 0.7634), (Rate(10, 10), 0.7225, 1.0), (Rate(81, 263), 0.2553, 0.3662)],
)  # fmt: skip
def test_interval(rate: Rate, low: float, high: float) -> None:
    assert rate.interval is not None
    assert list(rate.interval) == pytest.approx([low, high], abs=1e-4)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_rate_and_narrows_with_more_cases(hits: int, more: int) -> None:
    rate, larger = Rate(hits, hits + more), Rate(hits * 4, (hits + more) * 4)
    assert rate.value is not None
    assert rate.interval is not None
    assert larger.interval is not None
    assert 0 <= rate.interval[0] <= rate.value + 1e-12
    assert rate.value <= rate.interval[1] + 1e-12 <= 1 + 1e-12
    assert larger.interval[1] - larger.interval[0] < rate.interval[1] - rate.interval[0]


def test_nothing_is_no_rate() -> None:
    assert (Rate(0, 0).value, Rate(0, 0).interval) == (None, None)


# --- the questions file -----------------------------------------------------------------------------------------------

SOUND = {
    "id": "a",
    "question": "多久开一次会？",
    "answerable": True,
    "gold": [{"file": "要点.txt", "quote": "每月召开1次"}],
}


def written(path: Path, *lines: dict[str, Any] | str) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_the_least_that_a_line_needs(tmp_path: Path) -> None:
    silent = {"id": 7, "question": "问", "answerable": False, "note": "别的栏目不管"}
    beside = silent | {"id": 8, "gold": SOUND["gold"]}
    path = written(tmp_path / "q.jsonl", "\ufeff" + json.dumps(SOUND), "", silent, beside)
    assert read_questions(path) == [
        Question("a", "多久开一次会？", True, (Needed("要点.txt", "每月召开1次"),)),
        Question(7, "问", False),
        Question(8, "问", False),
    ]


@pytest.mark.parametrize("file", ["要点.txt", "资料/要点.txt", "/srv/资料/要点.txt", r"D:\资料\要点.txt"])
def test_a_file_is_known_by_its_base_name(file: str, tmp_path: Path) -> None:
    path = written(tmp_path / "q.jsonl", SOUND | {"gold": [{"file": file, "quote": "每月召开1次"}]})
    assert read_questions(path)[0].gold[0].file == "要点.txt"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "第 2 行不是一个 JSON 对象"),
        ("[]", "第 2 行不是一个 JSON 对象"),
        ({key: SOUND[key] for key in ("question", "answerable", "gold")}, "第 2 行的 id 缺少或写法不对"),
        (SOUND | {"id": "b", "question": "　"}, "第 2 行的 question 缺少或写法不对"),
        (SOUND | {"id": "b", "answerable": "是"}, "第 2 行的 answerable 缺少或写法不对"),
        (SOUND | {"id": "b", "gold": [{"file": "要点.txt"}]}, "第 2 行的 gold.0.quote 缺少或写法不对"),
        (SOUND | {"id": "b", "gold": ["每月召开1次"]}, "第 2 行的 gold.0 缺少或写法不对"),
        (SOUND | {"id": "b", "gold": []}, "第 2 行可回答却没有 gold"),
        (SOUND, "第 2 行的 id“a”前面已经用过"),
    ],
)
def test_a_wrong_line_is_named(line: dict[str, Any] | str, fault: str, tmp_path: Path) -> None:
    path = written(tmp_path / "q.jsonl", SOUND, line)
    with pytest.raises(BadRequest) as error:
        read_questions(path)
    assert str(error.value).startswith(f"{fault}：{path}。")


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "问题文件是空的"), (b"\n \n", "问题文件是空的"), ("问".encode("gbk"), "读不了问题文件")],
)
def test_a_file_without_questions(content: bytes, fault: str, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(content)
    with pytest.raises(BadRequest, match=f"^{fault}：.*q.jsonl。"):
        read_questions(tmp_path / "q.jsonl")
    with pytest.raises(BadRequest, match=r"^读不了问题文件：.*没有.jsonl。"):
        read_questions(tmp_path / "没有.jsonl")


@pytest.mark.parametrize(
    ("gold", "fault"),
    [
        (MONTHLY, []),
        (Needed("要点.txt", "每月 召开1次"), []),
        (Needed("要点.txt", "每周召开1次"), ["资料里没有原文“每周召开1次”：要点.txt。请逐字照抄"]),
        (Needed("总结.txt", "每月召开1次"), ["资料库里没有这个文件：总结.txt"]),
    ],
)
def test_gold_that_the_library_does_not_hold_is_a_fault(gold: Needed, fault: list[str]) -> None:
    assert faults_of(asked(1, gold), TEXTS) == fault


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    (folder / "要点.txt").write_text(PLAN, encoding="utf-8")
    with open_home(Settings.from_environment({}, folder / "home"), wait_for_index=True) as opened:
        assert ingest(opened, [folder / "要点.txt"], unwatched).failures == ()
    return folder / "home"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    foreign = {"id": "b", "question": "量子计算机的低温制冷设备采购标准？", "answerable": False}
    faulty = SOUND | {"id": "c", "gold": [{"file": "要点.txt", "quote": "每周召开1次"}]}
    missed = SOUND | {"id": "d", "question": "量子计算机低温制冷？", "kind": "paraphrase"}
    return written(tmp_path / "q.jsonl", SOUND | {"question": "支部委员会会议多久召开一次？"}, foreign, faulty, missed)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(yaodian, [*map(str, arguments)], standalone_mode=False, catch_exceptions=False)


def test_the_command_shows_figures_faults_and_misses(library: Path, questions: Path) -> None:
    done = run("eval", questions, "--home", library)
    assert done.return_value == 0
    assert done.stderr == "问题文件有误，c 未计入：资料里没有原文“每周召开1次”：要点.txt。请逐字照抄\n"
    shown = [line.split() for line in done.stdout.splitlines()]
    assert done.stdout.startswith("测评 3 题：资料写明的 2 题，没写的 1 题\n回答引擎：extractive 3 题\n")
    assert ["引到至少一处依据", "50.0%", "9%–91%", "1/2"] in shown
    assert ["没写的答没有找到", "100.0%", "21%–100%", "1/1"] in shown
    assert ["paraphrase（1）", "0.0%", "0%–79%", "0.0%", "0%–79%", "—", "—"] in shown
    misses = done.stdout.partition("未达到预期的有 1 题\n\n")[2].splitlines()
    assert misses == [
        "d　量子计算机低温制冷？",
        "  应引（未引到）要点.txt  “每月召开1次”",
        "  实际　没有找到",
    ]


def test_the_command_works_through_the_owner(library: Path, questions: Path, tmp_path: Path) -> None:
    alone, beside = tmp_path / "alone.jsonl", tmp_path / "beside.jsonl"
    run("eval", questions, "--home", library, "--out", alone, "--json")
    with own_home(Settings.from_environment({}, library), wait_for_index=True):
        done = run("eval", questions, "--home", library, "--out", beside, "--json")
    assert beside.read_bytes() == alone.read_bytes()
    figures = json.loads(done.stdout)
    assert figures["misses"] == ["d"]
    assert figures["faults"] == [{"id": "c", "fault": "资料里没有原文“每周召开1次”：要点.txt。请逐字照抄"}]
    assert figures["engines"] == {"extractive": 3}
    assert figures["by_kind"].keys() == {"", "paraphrase"}
    lines = [json.loads(line) for line in beside.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["a", "b", "d"]
    assert lines[0].keys() >= {"id", "status", "answer", "citations", "searched", "engine", "hits"}


def test_feedback_of_the_page_is_asked_again(tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(PLAN, encoding="utf-8")
    with open_home(Settings.from_environment({}, tmp_path / "home"), wait_for_index=True) as home:
        ingest(home, [tmp_path / "要点.txt"], unwatched)
        everything = Filters()

        def rate(question: str, verdict: LibraryVerdict, note: str = "", earlier: Sequence[Turn] = ()) -> Turn:
            said = Said(*converse(home, question, everything, earlier, partial(answer, home)), everything)
            kept = keep(home.library, question, said, None)
            home.library.chats.rate(kept.id, EVERYONE, verdict, note)
            return said.turn

        first = rate("党课多久安排一次？", "right")
        rate("第一条展开说说", "right", earlier=[first])
        rate("量子计算机的低温制冷设备采购标准？", "right")
        rate("支部委员会会议多久召开一次？", "incomplete", "没有说会议记录")
    done = run("eval", "--feedback", "--home", tmp_path / "home")
    assert done.stdout.startswith("测评 2 题：资料写明的 1 题，没写的 1 题\n")
    assert "未达到预期的有 0 题" in done.stdout
    assert "另有 1 个标为正确的回答是对追问的" in done.stdout
    assert "支部委员会会议多久召开一次？\n  反馈　不完整：没有说会议记录\n    [1] 要点.txt" in done.stdout
    figures = json.loads(run("eval", "--feedback", "--home", tmp_path / "home", "--json").stdout)
    assert (figures["evidence_all"], figures["refused"], figures["followups"]) == (1.0, 1.0, 1)
    assert [complaint["note"] for complaint in figures["complaints"]] == ["没有说会议记录"]


@pytest.mark.parametrize("more", [[], ["--feedback"], ["--feedback", "--user", "li"]])
def test_without_questions_there_is_nothing_to_evaluate(library: Path, more: list[str]) -> None:
    with pytest.raises(BadRequest, match="反馈"):
        run("eval", "--home", library, *more)


@pytest.mark.shared
def test_the_referee_agrees(shared: Path, tmp_path: Path) -> None:
    home, gold, out = tmp_path / "home", shared / "data/eval/questions.jsonl", tmp_path / "out.jsonl"
    assert run("--home", home, "ingest", shared / "data/documents").return_value == 0
    ours = json.loads(run("--home", home, "eval", gold, "--json", "--out", out).stdout)

    def referee(call: str, *more: Path) -> dict[str, Any]:
        command = [sys.executable, *map(str, (shared / "tools/score.py", call, gold, out, *more))]
        figures: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        return figures

    answers, context = referee("answers", shared / "data/documents"), referee("context")
    assert answers.pop("missing_outputs") == 0
    assert {name: ours[name] for name in answers} == answers
    assert (ours["context_any"], ours["context_all"]) == (context["context_any"], context["context_all"])
    assert ours["context_misses"] == context["misses"]
    assert ours["faults"] == []
