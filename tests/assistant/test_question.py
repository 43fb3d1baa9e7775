from __future__ import annotations

import pytest

from assistant.exhaustive.structure import asks_for_parts
from assistant.question import analyse, pointed_to, years_in, years_told
from ingest.library import Profile
from ingest.records import Document, Item, Kind, Tense


def document(id_: int, file: str, year: int | None, kind: Kind, unit: str = "") -> Document:
    return Document(id_, id_, 1, file, (file,), file.rsplit(".")[0], year, kind, unit, "", 1)


LIBRARY = [
    document(1, "云岭集团2024年党建工作要点.docx", 2024, "要点", "云岭集团"),
    document(2, "云岭集团2025年党建工作要点.pdf", 2025, "要点", "云岭集团"),
    document(3, "机关2025年党建工作要点.txt", 2025, "要点", "机关"),
    document(4, "省局关于加强党建工作的意见.txt", 2025, "意见", "省局"),
    document(5, "云岭集团2024年工作总结.txt", 2024, "总结", "云岭集团"),
]


REVIEWS = [
    document(1, "云岭集团2022年党建工作总结及2023年工作安排.docx", 2022, "总结及计划", "云岭集团"),
    document(2, "云岭集团2023年党建工作总结及2024年工作打算.txt", 2023, "总结及计划", "云岭集团"),
    document(3, "云岭集团2024年党建工作总结.txt", 2024, "总结", "云岭集团"),
    document(4, "2024年上半年工作总结及下半年工作计划.txt", 2024, "总结及计划"),
    document(5, "云岭集团2023年党建工作要点.docx", 2023, "要点", "云岭集团"),
    document(6, "基层党建情况报告.docx", 2023, "报告"),
]


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("2023年总结存在的问题列了几条？", {2}),
        ("集团2022年和2023年的总结有什么不同？", {1, 2}),
        ("集团2022年到2024年的总结里怎么说？", {1, 2, 3}),
        ("2023年的报告里说了什么？", {6}),
        ("集团2024年总结和2023年要点对比", {3, 5}),
    ],
)
def test_a_summary_is_of_the_year_that_it_sums_up(question: str, documents: set[int]) -> None:
    assert pointed_to(question, REVIEWS) == documents


@pytest.mark.parametrize(
    ("question", "absent"), [("2021年的总结", ("2021年的总结",)), ("2022年总结", ()), ("2023年总结", ())]
)
def test_a_summary_of_another_year_is_not_there(question: str, absent: tuple[str, ...]) -> None:
    assert analyse(question, REVIEWS, Profile()).absent == absent


def test_what_the_year_before_arranges_is_no_summary_of_the_year() -> None:
    assert analyse("2023年总结", REVIEWS[:1], Profile()).absent == ("2023年的总结",)


@pytest.mark.parametrize(
    ("number", "heading", "tense", "years"),
    [
        (1, "2023年工作安排", "plan", {2023}),
        (1, "下一步安排", "plan", {2023}),
        (1, "存在的问题", "problem", {2022}),
        (1, "主要工作", "done", {2022}),
        (3, "下一步工作打算", "plan", {2025}),
        (4, "下一步工作打算", "plan", {2024}),
        (5, "重点任务", "plan", {2023}),
        (6, "下一步打算", "plan", {2024}),
        (6, "主要工作", "done", {2023}),
    ],
)
def test_the_years_that_an_item_tells_of(number: int, heading: str, tense: Tense, years: set[int]) -> None:
    item = Item("三/1", 2, "1", "抓支部", "1.抓支部。", 0, 6, tense, (heading,))
    assert years_told(REVIEWS[number - 1], item) == years


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("2024年要点里党课讲几次？", {1}),
        ("机关那份要点怎么说？", {3}),
        ("局里的意见由谁负责？", {4}),
        ("集团2025年要点和机关要点有什么不同？", {2, 3}),
        ("省局意见和去年的总结对比", {4, 5}),
        ("要点里有没有规定？", {1, 2, 3}),
        ("党课一年讲几次？", set()),
        ("通知什么时候发的？", set()),
    ],
)
def test_what_a_question_points_to(question: str, documents: set[int]) -> None:
    assert pointed_to(question, LIBRARY) == documents


def test_key_words_lose_the_asking_and_short_names_bring_their_full_form() -> None:
    asked = analyse("支委会多久开一次？", LIBRARY, Profile(abbreviations={"支委会": "支部委员会议"}))
    assert asked.words.split() == ["支委会", "开一次"]
    assert asked.bridges[0].asked == "支委会"
    assert asked.bridges[0].official[0] == "支部委员会议"


def test_the_profile_says_what_we_and_last_year_mean() -> None:
    profile = Profile(unit="云岭集团", aliases=("集团",), superior="省局", today=2025)
    asked = analyse("去年我们的总结说了什么？上级今年有什么要求？", LIBRARY, profile)
    assert asked.years == {2024, 2025}
    assert asked.units == {"云岭集团", "集团", "省局"}
    assert analyse("去年我们的总结", LIBRARY, Profile(today=2025)).units == frozenset()


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("2019年的要点讲什么？", ("2019年的要点",)),
        ("二〇二一年度工作总结", ("2021年的总结",)),
        ("2024年要点讲什么？", ()),
        ("2019年以来有哪些变化？", ()),
    ],
)
def test_documents_that_are_not_there_are_named(question: str, absent: tuple[str, ...]) -> None:
    assert analyse(question, LIBRARY, Profile()).absent == absent


@pytest.mark.parametrize("question", ["", "是什么？", "？"])
def test_a_question_of_asking_words_only_stays_as_it_is(question: str) -> None:
    assert analyse(question, LIBRARY, Profile(abbreviations={})).words == question


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("要点分成哪几大部分？", True),
        ("办法一共有几章？", True),
        ("要点一共列了多少条任务？", False),
        ("党课一年讲几次？", False),
        ("各部门要做什么？", False),
    ],
)
def test_questions_about_parts(question: str, parts: bool) -> None:
    assert asks_for_parts(question) == parts


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2024年党课讲几次？", {2024}),
        ("二〇二四年党课讲几次？", {2024}),
        ("24年党课讲几次？", {2024}),
        ("25年度的总结", {2025}),
        ("99年的章程", set()),  # no document is of 2099
        ("党龄满24年的党员怎么慰问？", set()),
        ("工作24年以上的职工", set()),
        ("入党24年的党员怎么慰问？", set()),
        ("二○二四年度的要求", {2024}),
        ("2022年到2024年有什么变化？", {2022, 2023, 2024}),
        ("2022至2024年的考核权重", {2022, 2023, 2024}),
        ("2022—2024年发展党员多少名？", {2022, 2023, 2024}),
        ("2022、2023、2024三年各是多少？", {2022, 2023, 2024}),
        ("揭榜挂帅 2022", {2022}),
        ("2024到2022年倒着说", {2022, 2024}),
        ("2025 五星级 党支部 比例", {2025}),
        ("1998年的章程", {1998}),
        ("投入2024万元干什么？", set()),
        ("慰问2024人了吗？", set()),
        ("表彰2024个集体", set()),
        ("文号12024是什么？", set()),
        ("党课讲几次？", set()),
        ("", set()),
    ],
)
def test_the_years_that_a_question_names(question: str, years: set[int]) -> None:
    assert analyse(question, LIBRARY, Profile(today=2030)).years == years


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("今年讲几次党课？", {2025}),
        ("去年和今年比有什么变化？", {2024, 2025}),
        ("本年度的任务", {2025}),
        ("上年度的总结", {2024}),
        ("明年再说", set()),  # no document is of 2026
        ("今年没整好，明年还落后怎么办？", set()),  # nor is this year meant
        ("去年、今年、明年怎么安排？", {2024}),
        ("前年的党课", set()),  # nor of 2023
        ("2019年和去年", {2019, 2024}),  # a year in digits is asked for, whether it is there or not
    ],
)
def test_a_relative_year_counts_where_a_document_is_of_it(question: str, years: set[int]) -> None:
    assert analyse(question, LIBRARY, Profile(today=2025)).years == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021年—2025年", {2021, 2025}),
        ("规划（2023－2025年）", {2025}),
        ("2021—2025年", {2021, 2025}),
        ("120240年", set()),
        ("二〇二一年和2022年", {2021, 2022}),
    ],
)
def test_the_years_that_a_text_names(text: str, years: set[int]) -> None:
    assert years_in(text) == years


def test_a_year_in_full_width_digits() -> None:
    assert analyse("２０２４年党课讲几次？", LIBRARY, Profile(today=2030)).years == {2024}


CHECKED = document(6, "关于开展2024年“三会一课”专项检查的通知.doc", 2024, "通知", "党委办公室")
BRANDED = document(7, "关于进一步加强支部品牌建设工作的意见.txt", 2024, "意见", "党委办公室")


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("“三会一课”专项检查什么时候开始？", {6}),
        ("支部品牌建设工作由谁牵头？", {7}),
        ("“三会一课”专项检查和支部品牌建设工作哪个先做？", {6, 7}),
        ("专项检查什么时候开始？", set()),  # less than its subject
        ("品牌建设要评星吗？", set()),
    ],
)
def test_a_document_is_pointed_to_by_its_subject(question: str, documents: set[int]) -> None:
    assert analyse(question, [*LIBRARY, CHECKED, BRANDED], Profile()).documents == documents


@pytest.mark.parametrize("question", ["职工意见最集中的是哪两方面？", "对公示的意见多久答复？"])
def test_a_word_that_is_no_document_points_nowhere(question: str) -> None:
    assert pointed_to(question, LIBRARY) == set()


def test_a_subject_that_every_document_has_points_nowhere() -> None:
    assert analyse("“三会一课”专项检查几月开始？", [CHECKED], Profile()).documents == frozenset()


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("“第一议题”学了几次？", ("第一议题",)),
        ("「党建红」和『双培养』是什么？", ("党建红", "双培养")),
        ('"四个保障"指什么？', ("四个保障",)),
        ("“红”是什么？", ()),  # a single character is no phrase
        ("“没有收尾的引号", ()),
        ("《党务公开办法》讲什么？", ()),
    ],
)
def test_phrases_in_quotation_marks(question: str, quoted: tuple[str, ...]) -> None:
    assert analyse(question, LIBRARY, Profile()).quoted == quoted
