"""What a text says of the force of documents: who repeals what, what replaces it, and since when."""

from __future__ import annotations

import pytest

from ingest.citations import standings_of
from ingest.records import Line, Text
from tests.ingest.citations.cited import PLAN, RULE, outline, standings

REPORT = "云岭集团2024年党建工作总结"
PURPOSE = "第一条 为规范管理，制定本办法。"

# Title, the text of one item, and (name, successor, since) of each standing.
CASES: dict[str, tuple[str, str, list[tuple[str, str, str]]]] = {
    "the last article of a regulation": (
        RULE,
        "第二条 本办法自2023年7月1日起施行。2019年印发的《云岭集团党费规定》同时废止。",
        [("云岭集团党费规定", RULE, "2023-07-01")],
    ),
    "its trial edition": (
        RULE,
        "第二条 本办法自二〇二五年五月一日起施行，原《云岭集团党费管理办法（试行）》同时废止。",
        [("云岭集团党费管理办法（试行）", RULE, "2025-05-01")],
    ),
    "a list with numbers and dates": (
        RULE,
        "第二条 1999年印发的《甲办法》（党发〔1999〕1号）、2001年印发的《乙规定》和《丙细则》即行废止。",
        [("甲办法", RULE, ""), ("乙规定", RULE, ""), ("丙细则", RULE, "")],
    ),
    "a list behind the verb": (RULE, "第二条 自印发之日起施行，同时废止《甲办法》和《乙规定》。", [("甲办法", RULE, ""), ("乙规定", RULE, "")]),
    "what a decision was made by is no member": (
        RULE,
        "第二条 根据《关于修改部分制度的决定》修正的《甲办法》同时废止。",
        [("甲办法", RULE, "")],
    ),
    "the law that a repealed rule implements stands": (
        RULE,
        "第二条 《云岭省实施〈中华人民共和国档案法〉办法》同时废止。",
        [("云岭省实施〈中华人民共和国档案法〉办法", RULE, "")],
    ),
    "a part only": (RULE, "第二条 《甲办法》中关于党费的规定同时废止。", []),
    "an older edition under the same name": (RULE, "第二条 2010年印发的《云岭集团党费管理办法》同时废止。", []),
    "a plan that names both": (
        PLAN,
        "1.4月底前印发《乙办法（试行）》，原《甲细则》同时停止执行。",
        [("甲细则", "乙办法（试行）", "2024")],
    ),
    "from when the new one is in force": (
        PLAN,
        "1.《乙办法》自2024年3月1日起施行，《甲办法》不再执行。",
        [("甲办法", "乙办法", "2024-03-01")],
    ),
    "another one from now on": (PLAN, "1.原《甲规定》不再执行，按新的《乙办法》执行。", [("甲规定", "乙办法", "2024")]),
    "one of many that were made is no successor": (
        REPORT,
        "1.制定出台《乙办法》等制度12项，废止《甲规定》等5项。",
        [("甲规定", "", "2024")],
    ),
    "the year of the old one is not since when": (
        "关于印发《乙办法》的通知",
        "1.2019年印发的《甲规定》同时停止执行。",
        [("甲规定", "乙办法", "")],
    ),
    "one for another": (PLAN, "1.以《乙办法》代替《甲办法》。", [("甲办法", "乙办法", "2024")]),
    "one by another": (PLAN, "1.《甲办法》由《乙办法》替代。", [("甲办法", "乙办法", "2024")]),
    "revised into another": (REPORT, "1.将《甲办法（试行）》修订为《甲办法》。", [("甲办法（试行）", "甲办法", "2024")]),
    "made final": (REPORT, "1.《甲办法（试行）》转为正式办法。", [("甲办法（试行）", "甲办法", "2024")]),
    "made final after revision": (REPORT, "1.《甲办法（试行）》修订后正式印发。", [("甲办法（试行）", "甲办法", "2024")]),
    "a plan to make it final changes nothing": (PLAN, "1.修订《甲办法（试行）》，4月底前正式印发。", []),
    "a plan without names": (PLAN, "1.以正式办法代替试行办法，开展废、改、立。", []),
    "tidying up as a task": (PLAN, "1.清理制度，修改、废止《甲办法》等一批文件。", []),
    "a repeal without a successor": (PLAN, "1.《甲办法》停止执行。", [("甲办法", "", "2024")]),
    "a notice that repeals": ("关于废止部分制度的通知", "1.《甲办法》《乙规定》予以废止。", [("甲办法", "", ""), ("乙规定", "", "")]),
    "not in brackets": (
        PLAN,
        "1.《云岭集团党务公开办法》自2024年1月1日起施行，原信访条例同时废止。",
        [("信访条例", "云岭集团党务公开办法", "2024-01-01")],
    ),
    "the trial one, pointed at": (
        PLAN,
        "1.《积分办法（试行）》实行两年。《乙办法》自2024年2月1日起施行，试行办法同时废止。",
        [("积分办法（试行）", "乙办法", "2024-02-01")],
    ),
    "words of other things": (PLAN, "1.《甲证书》有效期届满，失效食品不得使用，由党委办公室代替。", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_standing(case: str) -> None:
    title, text, wanted = CASES[case]
    lines = [PURPOSE, text] if text.startswith("第") else ["一、主要工作", text]
    assert [(s.name, s.successor, s.since) for s in standings(*lines, title=title)] == wanted


def test_the_quote_is_the_sentence_that_says_so() -> None:
    lines = ("第一条 本办法由党委解释。", "第二条 本办法自2023年7月1日起施行。 2019年印发的《甲规定》同时废止；")
    (standing,) = standings(*lines)
    content = Text.of(Line(line) for line in (RULE, *lines)).content
    assert content[standing.start : standing.end] == "2019年印发的《甲规定》同时废止；"


def test_the_date_may_stand_in_another_article() -> None:
    (standing,) = standings("第一条 《甲规定》同时废止。", "第二条 本办法自2023年7月1日起施行。")
    assert standing.since == "2023-07-01"


def test_in_force_from_the_day_of_issue() -> None:
    article = "第一条 本办法自印发之日起施行，《甲规定》同时废止。"
    (standing,) = standings_of(outline(article, "云岭集团党委办公室", "2023年6月12日", title=RULE))
    assert (standing.name, standing.since) == ("甲规定", "2023-06-12")


def test_a_notice_hands_over_what_it_issues() -> None:
    title = "关于印发《云岭集团积分管理办法》的通知"
    (standing,) = standings("第一条 《甲规定》同时废止。", title=title)
    assert standing.successor == "云岭集团积分管理办法"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("《甲办法》、《乙办法》废止，《丙办法》。", "甲乙"),
        ("《甲办法》，废止《乙办法》、《丙办法》。", "乙丙"),
        ("《甲办法》废止，废止《乙办法》，废止《丙办法》。", "甲乙丙"),
        ("废止《甲办法》、《乙办法》，《丙办法》同时废止。", "甲乙丙"),
        ("《甲办法》规定，《乙办法》废止，学习《丙办法》。", "乙"),
    ],
)
def test_which_members_of_a_list_end(sentence: str, names: str) -> None:
    assert [s.name for s in standings(PURPOSE, f"第二条 {sentence}")] == [f"{name}办法" for name in names]


@pytest.mark.parametrize("written", ["《第{}号办法》废止。", "废止《第{}号办法》，", "《第{}号办法》，废止，"])
def test_an_item_may_end_thousands_of_documents(written: str) -> None:
    listed = "".join(written.format(number) for number in range(5000))
    found = standings(PURPOSE, f"第二条 本办法自2023年7月1日起施行。{listed}")
    assert [s.name for s in found] == [f"第{number}号办法" for number in range(5000)]
    assert {(s.successor, s.since) for s in found} == {(RULE, "2023-07-01")}
