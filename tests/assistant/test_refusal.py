"""When the library is silent, why, and what is said then."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.not_found import NEAREST_ITEMS, SHOWN_CHARS, not_found
from assistant.reading.refusal import ANSWERED, FEATURES, Reason, hides, measures, probability
from assistant.reading.wanted import NAMES
from ingest.home import Home
from ingest.records import Filters
from tests.assistant.reading_answers import EVERYONE, asking, library_of

GOLD = {
    g["id"]: g
    for g in map(
        json.loads,
        (Path(__file__).parent.parent / "gold/corpus_questions.jsonl").read_text(encoding="utf-8").splitlines(),
    )
}

TEXTS = {
    "云岭集团2024年党建工作总结.txt": (
        "云岭集团2024年党建工作总结\n一、主要工作\n（一）关爱职工。全年慰问困难职工XX户，投入帮扶资金XX万元，办理提案12件。\n"
        "（二）作风建设。开展纪律检查X次，整改问题26个，整改率同比提高XX个百分点。\n"
    ),
    "云岭集团2025年党建工作要点.txt": (
        "云岭集团2025年党建工作要点\n一、思想建设\n（一）党课。按照规定上好党课，增强吸引力。\n"
        "（二）学习。中心组每月集体学习1次，深化“双培双带”工程。\n二、组织建设\n"
        "（三）换届。到期党支部按程序完成换届，由组织人事部督促。\n（四）经费。保障党建工作经费，规范使用。\n"
        "附件1\n重点任务分解表\n"
    ),
}


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with library_of(tmp_path_factory.mktemp("invented"), TEXTS) as home:
        yield home


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        # A mask stands where the number would
        ("2024年慰问困难职工多少户？", "hidden"),
        ("2024年投入帮扶资金多少万元？", "hidden"),
        ("2024年一共开展了多少次纪律检查？", "hidden"),
        ("2024年整改率提高了几个百分点？", "hidden"),
        # An obligation without the number, the date or the members
        ("2025年党课要求讲多少学时？", "unstated"),
        ("2025年到期党支部什么时候完成换届？", "unstated"),
        ("2025年党建工作经费安排多少万元？", "unstated"),
        ("“双培双带”工程具体指什么？", "unstated"),
        # Another year
        ("2026年中心组多久集体学习一次？", "other_time"),
        ("2021年慰问困难职工多少户？", "other_time"),
        # It is there
        ("2024年办理提案多少件？", None),
        ("2024年整改问题多少个？", None),
        ("2025年中心组多久集体学习一次？", None),
        ("2025年换届由哪个部门督促？", None),
    ],
)
def test_why_there_is_no_answer(invented: Home, question: str, reason: Reason | None) -> None:
    assert asking(invented, question).reason == reason


@pytest.mark.xfail(strict=True, reason="党课 is one of many words of the next item, which states a frequency")
def test_the_frequency_of_another_thing_is_no_answer(invented: Home) -> None:
    assert asking(invented, "2025年党课每年要讲几次？").reason == "unstated"


@pytest.mark.parametrize("question", ["重点任务分解表的内容是什么？", "附件1重点任务分解表有什么内容？"])
def test_an_attachment_that_is_a_title_only(invented: Home, question: str) -> None:
    told = asking(invented, question)
    assert told.reason == "attachment"
    assert "只有这个附件的标题" in answer(invented, question, EVERYONE).answer


@pytest.mark.xfail(
    strict=True, reason="less than half of the question's pairs are in the title, which is the answer then"
)
def test_the_title_of_an_attachment_is_no_answer(invented: Home) -> None:
    assert asking(invented, "要点的附件重点任务分解表列了什么？").reason == "attachment"


@pytest.mark.parametrize(
    "question",
    [
        "2024年集团慰问了多少户困难职工？",
        "2024年追回了多少不合规报销款？",
        "2024年一共办理了多少件职工代表提案？",
        "2024年交流中层干部多少名？",
    ],
)
def test_masked_numbers_of_the_sample_library(corpus_home: Home, question: str) -> None:
    told = asking(corpus_home, question)
    assert told.reason == "hidden"
    assert hides(told.asked, next(s for s in told.statements if s.timely))


@pytest.mark.parametrize(
    "question",
    [
        "企业年金个人每月要缴百分之几？",
        "光伏板的串联电压是多少伏？",
        "“碳捕集”是什么？",
        "量子计算机的低温制冷设备采购标准",
        "班车多久开一趟？",
    ],
)
def test_a_foreign_topic_is_refused(corpus_home: Home, question: str) -> None:
    assert answer(corpus_home, question, EVERYONE).status == "not_found"


def test_a_rare_word_in_common_is_no_answer(corpus_home: Home) -> None:
    assert answer(corpus_home, "食堂早餐几点开门？", EVERYONE).status == "not_found"


@pytest.mark.xfail(strict=True, reason="a rare word in common (宿舍) is enough")
@pytest.mark.parametrize("question", ["员工宿舍Wi-Fi密码是多少？"])
def test_a_foreign_topic_with_one_word_in_common_is_refused(corpus_home: Home, question: str) -> None:
    assert answer(corpus_home, question, EVERYONE).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "2024年集团慰问了多少户困难职工？",
        "党课每年讲几次？",
        "量子计算机",
        "对党支部有什么要求？",
        "2025年党费多久公布一次？",
    ],
)
def test_what_the_decision_rests_on(corpus_home: Home, question: str) -> None:
    told = asking(corpus_home, question)
    vector = measures(told.asked, told.statements)
    named = dict(zip(FEATURES, vector.tolist(), strict=True))
    assert 0 <= probability(told.asked, told.statements) <= 1
    assert named["bias"] == 1.0
    assert named["stated"] + named["unstated"] == float(told.asked.wanted is not None)
    assert 0 < ANSWERED < 1
    assert all(named[name] >= -1e-6 for name in FEATURES if name != "score")


# --- what is said -----------------------------------------------------------------------------------------------------

MISSING: list[tuple[Reason, str, str]] = [
    ("hidden", "2024年慰问困难职工多少户？", NAMES["amount"]),
    ("hidden", "2024年投入帮扶资金多少万元？", NAMES["money"]),
    ("unstated", "党课多久讲一次？", NAMES["frequency"]),
    ("unstated", "2025年到期党支部什么时候完成换届？", NAMES["date"]),
    ("unlike", "2025年换届由哪个部门督促？", NAMES["who"]),
    ("unlike", "作风建设怎么样？", "没有原文"),
    ("other_time", "2026年中心组多久集体学习一次？", "2026年"),
    ("other_time", "3月开展了什么？", "所问月份"),
    ("attachment", "重点任务分解表的内容是什么？", "附件"),
]


@pytest.mark.parametrize(("reason", "question", "missing"), MISSING)
def test_what_was_searched_what_was_missing_and_what_is_nearest(
    invented: Home, reason: Reason, question: str, missing: str
) -> None:
    told = asking(invented, question)
    documents = invented.library.documents()
    first, *rest = not_found(told.asked, told.statements, reason, documents).split("\n")
    assert first.startswith("没有找到：")
    assert missing in first.partition("已检索")[0]
    assert "已检索 2 份文件（2024、2025年）：" in first
    assert all(f"《{d.title}》" in first for d in documents)
    assert rest[0] == "最接近的条目（不是答案）："
    assert 1 <= len(rest) - 1 <= NEAREST_ITEMS
    assert all(re.fullmatch(rf"· 《.+》\S+　.{{1,{SHOWN_CHARS + 1}}}", line) for line in rest[1:])


def test_each_reason_is_said_otherwise(invented: Home) -> None:
    told = asking(invented, "2026年慰问困难职工多少户？")
    reasons: list[Reason] = ["hidden", "unstated", "attachment", "other_time", "unlike"]
    texts = {not_found(told.asked, told.statements, reason, invented.library.documents()) for reason in reasons}
    assert len(texts) == len(reasons)


def test_nearest_items_are_named_once_best_first(invented: Home) -> None:
    told = asking(invented, "2024年慰问困难职工多少户？")
    lines = not_found(told.asked, told.statements, "hidden", invented.library.documents()).split("\n")[2:]
    assert len(set(lines)) == len(lines)
    assert "一/（一）" in lines[0]


def test_nothing_near_is_not_made_up(invented: Home) -> None:
    told = asking(invented, "党课")
    assert "最接近" not in not_found(told.asked, [], "unlike", invented.library.documents())


def test_many_documents_are_counted_not_all_named(corpus_home: Home) -> None:
    found = answer(corpus_home, "2024年集团慰问了多少户困难职工？", EVERYONE)
    documents = corpus_home.library.documents()
    assert f"已检索 {len(documents)} 份文件（2021、2022、2023、2024、2025、2026年）" in found.answer
    assert " 等。" in found.answer


def test_the_answer_gives_the_reason(invented: Home) -> None:
    found = answer(invented, "2024年慰问困难职工多少户？", EVERYONE)
    assert (found.status, found.citations) == ("not_found", ())
    assert "隐去了" in found.answer
    assert found.searched.documents == 2


# --- one document left out --------------------------------------------------------------------------------------------

# Question of the gold -> what a document must say to answer it all the same.
LEFT_OUT = {
    "c004": "法务部",
    "c009": "10个工作日",
    "c010": "国家秘密",
    "c011": "承办部门",
    "c016": "名党员",
    "c043": "不合格",
    "c045": "起施行",
    "c047": "外派补助",
    "c061": "提前",
    "c062": "6个月",
    "c063": "公示栏",
    "c064": "延期",
}


HONEST = 4  # of LEFT_OUT, as measured; the aim is all of them


def test_without_its_document_a_question_is_refused_or_answered_by_one_that_says_it(corpus_home: Home) -> None:
    honest = []
    for key, said in LEFT_OUT.items():
        gold = {quote["file"] for quote in GOLD[key]["gold"]}
        left = tuple(d.file for d in corpus_home.library.documents() if d.file not in gold)
        found = answer(corpus_home, GOLD[key]["question"], Filters(files=left))
        assert found.searched.documents == len(left)
        assert {c.file for c in found.citations} <= set(left)
        honest.append(found.status == "not_found" or any(said in c.quote for c in found.citations))
    assert sum(honest) >= HONEST
