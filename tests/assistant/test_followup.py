"""What is taken as a follow-up, how it is understood, and what stands on its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogue.followup import follow
from assistant.dialogue.pointers import Pointer, Shelf
from assistant.dialogue.turns import Asking, Numbered, Place, Telling, Turn, Unfolding
from ingest.library import Profile
from ingest.records import Document, Kind


def document(id_: int, file: str, year: int | None, kind: Kind, unit: str) -> Document:
    return Document(id_, id_, 1, file, (file,), file.rsplit(".", 1)[0], year, kind, unit, "", 1)


PLAN_2024, PLAN_2025, SUMMARY, RULES, COUNTY, OFFICE, PROVINCE, TASKS = range(1, 9)
LIBRARY = (
    document(PLAN_2024, "云岭集团2024年党建工作要点.docx", 2024, "要点", "云岭集团"),
    document(PLAN_2025, "云岭集团2025年党建工作要点.pdf", 2025, "要点", "云岭集团"),
    document(SUMMARY, "云岭集团2024年党建工作总结.txt", 2024, "总结", "云岭集团"),
    document(RULES, "云岭集团党务公开工作办法.docx", None, "办法", "云岭集团"),
    document(COUNTY, "青山县水务局2025年党建工作意见.txt", 2025, "意见", "青山县水务局"),
    document(OFFICE, "云岭集团机关2025年党的建设工作要点.txt", 2025, "要点", "云岭集团机关"),
    document(PROVINCE, "省能源行业党委关于加强2025年企业党建工作的意见.txt", 2025, "意见", "省能源行业党委"),
    document(TASKS, "云岭集团2024年党建重点任务分解表.xlsx", 2024, "任务分解", "云岭集团"),
)
SHELF = Shelf.of(LIBRARY, Profile(unit="云岭集团", aliases=("集团",), superior="省能源行业党委", today=2025))
CITED = (Place(PLAN_2025, "八/28"), Place(PLAN_2025, "八/29"), Place(RULES, "第二章/第五条"))

STUDY = "集团2025年要点里，意识形态工作一年研究几次？"
LECTURE = "党支部书记每年讲几次党课？"
FIRE = "档案室防火检查由谁负责？"
WHO = "由谁负责档案室管理？"
TASK = "2024年任务分解表第5项由哪个部门牵头？"
BOTH = "集团2025年要点和机关要点有什么不同？"
PERIOD = "按照党务公开工作办法第十八条，公示期要多长？"
BARE = "要按期完成换届"
SAME = "集团2025年要点里意识形态工作研究，"  # what STUDY is about, where it looks


def said(question: str, cited: tuple[Place, ...] = CITED) -> list[Turn]:
    return [Turn("县局的培训计划有哪些？"), Turn(question, cited, cited)]


def files(*documents: int) -> tuple[str, ...]:
    return tuple(d.file for d in LIBRARY if d.id in documents)


ELSEWHERE = [
    # The question before, the follow-up, the question that stands on its own, the documents that it is narrowed to.
    (STUDY, "那县局的呢？", "2025年县局意见里，意识形态工作一年研究几次？", {COUNTY}),
    (STUDY, "县局呢", "2025年县局意见里，意识形态工作一年研究几次？", {COUNTY}),
    (STUDY, "水务局呢？", "2025年水务局意见里，意识形态工作一年研究几次？", {COUNTY}),
    (STUDY, "局里的意见呢？", "2025年局里意见里，意识形态工作一年研究几次？", {COUNTY}),
    (STUDY, "省里的意见呢？", "2025年省里意见里，意识形态工作一年研究几次？", {PROVINCE}),
    (STUDY, "那上级的意见呢", "2025年上级意见里，意识形态工作一年研究几次？", {PROVINCE}),
    (STUDY, "县局有没有规定", "2025年县局意见里，意识形态工作一年研究几次？", {COUNTY}),
    (STUDY, "机关要点里怎么说？", "2025年机关要点里，意识形态工作一年研究几次？", {OFFICE}),
    (STUDY, "换成机关的要点", "2025年机关要点里，意识形态工作一年研究几次？", {OFFICE}),
    (STUDY, "总结里呢", "集团总结里，意识形态工作一年研究几次？", {SUMMARY}),
    (STUDY, "2024年呢？", "2024年集团要点里，意识形态工作一年研究几次？", {PLAN_2024}),
    (STUDY, "那么去年的呢", "去年集团要点里，意识形态工作一年研究几次？", {PLAN_2024}),
    (STUDY, "我是说2024年的要点", "2024年集团要点里，意识形态工作一年研究几次？", {PLAN_2024}),
    (LECTURE, "县局呢？", "县局意见里党支部书记每年讲几次党课？", {COUNTY}),
    (LECTURE, "2024年呢？", "2024年党支部书记每年讲几次党课？", set()),
    (LECTURE, "那我们的要点里呢", "我们要点里党支部书记每年讲几次党课？", {PLAN_2024, PLAN_2025}),
    (STUDY, "县局也是一年两次吗？", "2025年县局意见里，意识形态工作一年研究几次？", {COUNTY}),
    (STUDY, "咱们单位去年的要点呢", "去年咱们单位要点里，意识形态工作一年研究几次？", {PLAN_2024}),
    (
        STUDY,
        "和县局的比有什么不同？",
        "2025年集团要点和2025年县局意见里，意识形态工作研究有什么不同？",
        {PLAN_2025, COUNTY},
    ),
    (
        LECTURE,
        "跟县局的比呢",
        "《云岭集团2025年党建工作要点》和县局意见里，党支部书记讲党课有什么不同？",
        {PLAN_2025, COUNTY},
    ),
    (STUDY, "其他文件怎么说？", "意识形态工作一年研究几次？", set(range(1, 9)) - {PLAN_2025, RULES}),
    (BOTH, "那县局呢", "集团2025年要点和县局意见有什么不同？", {PLAN_2025, COUNTY}),
]
OF_THE_SAME = [
    (STUDY, "为什么？", f"{SAME}为什么？", {PLAN_2025}),
    (STUDY, "依据呢？", f"{SAME}依据什么文件？", {PLAN_2025}),
    (STUDY, "依据是什么文件", f"{SAME}依据是什么文件？", {PLAN_2025}),
    (STUDY, "谁负责？", f"{SAME}谁负责？", {PLAN_2025}),
    (STUDY, "那由哪个部门牵头呢？", f"{SAME}由哪个部门牵头？", {PLAN_2025}),
    (STUDY, "谁负责监督？", f"{SAME}谁负责监督？", {PLAN_2025}),
    (STUDY, "责任单位是谁", f"{SAME}由哪个部门负责？", {PLAN_2025}),
    (STUDY, "什么时候完成？", f"{SAME}什么时候完成？", {PLAN_2025}),
    (STUDY, "完成时限呢", f"{SAME}什么时候完成？", {PLAN_2025}),
    (STUDY, "多久一次？", f"{SAME}多久一次？", {PLAN_2025}),
    (STUDY, "有时间要求吗", f"{SAME}有时间要求吗？", {PLAN_2025}),
    (STUDY, "具体要求呢", f"{SAME}要求是什么？", {PLAN_2025}),
    (STUDY, "没完成怎么办", f"{SAME}没完成怎么办？", {PLAN_2025}),
    (STUDY, "请问怎么考核？", f"{SAME}怎么考核？", {PLAN_2025}),
    (STUDY, "最晚什么时候要完成？", f"{SAME}最晚什么时候要完成？", {PLAN_2025}),
    (STUDY, "有没有考核办法？", f"{SAME}有没有考核办法？", {PLAN_2025}),
    (STUDY, "频次有要求吗？", f"{SAME}多久一次？", {PLAN_2025}),
    (STUDY, "为什么是两次？", f"{SAME}为什么是两次？", {PLAN_2025}),
    (STUDY, "分管领导是谁？", f"{SAME}分管领导是谁？", {PLAN_2025}),
    (STUDY, "落实得怎么样", f"{SAME}落实得怎么样？", {PLAN_2025}),
    (STUDY, "这一条是硬性要求吗", f"{SAME}是硬性要求吗？", {PLAN_2025}),
    (STUDY, "这个由谁负责？", f"{SAME}由谁负责？", {PLAN_2025}),
    (STUDY, "它的依据是什么", f"{SAME}依据是什么？", {PLAN_2025}),
    (STUDY, "这项工作什么时候完成", f"{SAME}什么时候完成？", {PLAN_2025}),
    (STUDY, "该制度什么时候修订？", f"{SAME}什么时候修订？", {PLAN_2025}),
    (STUDY, "上述要求由谁监督落实？", f"{SAME}由谁监督落实？", {PLAN_2025}),
    (STUDY, "其中专题研究几次？", f"{SAME}其中专题研究几次？", {PLAN_2025}),
    (FIRE, "多久一次？", "档案室防火检查，多久一次？", set()),
    (BARE, "谁负责？", "要按期完成换届，谁负责？", set()),
]
REWORDED = [
    (STUDY, "县局由谁负责？", "2025年县局意见里意识形态工作研究，由谁负责？", {COUNTY}),
    (STUDY, "党风廉政建设呢？", "集团2025年要点里，党风廉政建设一年研究几次？", {PLAN_2025}),
    (LECTURE, "支部委员呢？", "支部委员每年讲几次党课？", set()),
    (LECTURE, "那党小组组长呢", "党小组组长每年讲几次党课？", set()),
    (LECTURE, "党委书记也是吗", "党委书记每年讲几次党课？", set()),
    (FIRE, "消防演练呢？", "消防演练由谁负责？", set()),
    (WHO, "网络安全呢", "由谁负责网络安全？", set()),
    (TASK, "第6项呢？", "2024年任务分解表第6项由哪个部门牵头？", set()),
    (TASK, "那第八项呢", "2024年任务分解表第八项由哪个部门牵头？", set()),
    (PERIOD, "那第二十条呢", "党务公开工作办法第二十条是什么？", {RULES}),
    (STUDY, "第三部分讲什么？", "《云岭集团2025年党建工作要点》第三部分讲什么", {PLAN_2025}),
    (STUDY, "这份要点分成几部分？", "《云岭集团2025年党建工作要点》分成几部分？", {PLAN_2025}),
    (STUDY, "这个办法第十八条怎么规定", "《云岭集团党务公开工作办法》第十八条怎么规定？", {RULES}),
]


@pytest.mark.parametrize(("before", "question", "whole", "documents"), [*ELSEWHERE, *REWORDED])
def test_a_follow_up_that_says_where_or_of_what(before: str, question: str, whole: str, documents: set[int]) -> None:
    assert follow(question, said(before), SHELF) == Asking(whole, files(*documents))


@pytest.mark.parametrize(("before", "question", "whole", "documents"), OF_THE_SAME)
def test_a_follow_up_on_the_same_looks_at_what_was_cited_first(
    before: str, question: str, whole: str, documents: set[int]
) -> None:
    assert follow(question, said(before), SHELF) == Asking(whole, files(*documents), favoured=CITED)


@pytest.mark.parametrize("question", ["还有吗", "还有呢？", "其他的呢", "还有哪些要求", "还有别的吗？", "只有这些吗？"])
def test_more_is_the_same_question_without_what_was_shown(question: str) -> None:
    shown = (*CITED, Place(SUMMARY, "一"))
    turn = Turn(STUDY, CITED, shown, files=files(PLAN_2025))
    assert follow(question, [turn], SHELF) == Asking(STUDY, files(PLAN_2025), without=shown)


STANDS_ALONE = [
    "第一书记有哪些职责？",
    "第一季度要完成什么？",
    "第二批主题教育什么时候开始？",
    "第三产业的安全生产谁负责？",
    "还有哪些单位没有完成换届？",
    "还有哪些单位没有完成",
    "那达慕大会的安保谁负责？",
    "那曲供电所有多少名党员？",
    "谁负责监督党员参加组织生活？",
    "什么时候完成换届选举？",
    "多久检查一次档案室？",
    "为什么要建立联系点制度？",
    "依据什么文件发展党员？",
    "机关要点要求对哪些人进行廉政谈话？",
    "2024年要点里党课讲几次？",
    "县局多久研究一次意识形态？",
    "办法第十二条规定了什么？",
    "资料库里有哪些文件？",
    "有多少份文件？",
    "这几年党建工作有什么变化？",
    "该不该公开党费收支？",
    "其他部门要做什么？",
    "此外还要报送什么材料？",
    "上级党委怎么考核？",
    "下一步打算是什么？",
    "党课怎么讲呢？",
    "展开调研的单位有哪些？",
    "原文件由谁保管？",
    "后面三年的目标是什么？",
    "后备干部怎么培养？",
    "三会一课",
    "这次机构改革涉及哪些部门？",
    "以上级文件为依据的有哪些工作？",
    "上面对党建工作有什么新要求？",
    "该公开哪些内容？",
    "其他的单位都完成了吗？",
    "前面两年的工作怎么评价？",
]


@pytest.mark.parametrize("question", STANDS_ALONE)
@pytest.mark.parametrize("before", [STUDY, TASK])
def test_a_question_that_names_its_topic_stands_alone(before: str, question: str) -> None:
    assert follow(question, said(before), SHELF) == Asking(question, is_followup=False)


FIRST, SECOND, THIRD = CITED
UNFOLDED = [
    ("第二条展开说说", (SECOND,), "item"),
    ("第2点详细一点", (SECOND,), "item"),
    ("[2]的原文", (SECOND,), "item"),
    ("【3】是什么意思", (THIRD,), "item"),
    ("[1][3]的原文", (FIRST, THIRD), "item"),
    ("第二和第三条呢", (SECOND, THIRD), "item"),
    ("第一到第三条", CITED, "item"),
    ("第一点能具体讲讲吗", (FIRST,), "item"),
    ("以上三条的原文", CITED, "item"),
    ("请给出第1条的原文", (FIRST,), "item"),
    ("[1]在哪一页？", (FIRST,), "item"),
    ("再往下看", (THIRD,), "after"),
    ("出处在哪？", CITED, "item"),
    ("它后面一条讲的是什么", (THIRD,), "next"),
    ("请把第一条展开", (FIRST,), "item"),
    ("第三条是什么", (THIRD,), "item"),
    ("最后一条呢", (THIRD,), "item"),
    ("第二个要求的上下文", (SECOND,), "around"),
    ("展开说说", CITED, "item"),
    ("能说得详细一点吗", CITED, "item"),
    ("原文呢？", CITED, "item"),
    ("后面还说了什么", (THIRD,), "after"),
    ("前面呢", (FIRST,), "before"),
    ("上一条呢", (FIRST,), "previous"),
    ("下一条呢", (THIRD,), "next"),
    ("上下文是什么", (FIRST,), "around"),
]


@pytest.mark.parametrize(("question", "places", "reach"), UNFOLDED)
def test_what_was_cited_is_unfolded(question: str, places: tuple[Place, ...], reach: str) -> None:
    understood = follow(question, said(STUDY), SHELF)
    assert isinstance(understood, Unfolding)
    assert (understood.places, understood.reach) == (places, reach)


@pytest.mark.parametrize(
    ("opened", "question", "place", "reach"),
    [
        (FIRST, "下一条呢", SECOND, "item"),
        (SECOND, "下一条", THIRD, "item"),
        (SECOND, "上一条呢", FIRST, "item"),
        (THIRD, "下一条呢", THIRD, "next"),  # behind the list's end the document goes on
        (Place(PLAN_2025, "八/30"), "下一条呢", Place(PLAN_2025, "八/30"), "next"),
        (FIRST, "后面还说了什么", FIRST, "after"),
    ],
)
def test_the_next_one_is_of_the_list_then_of_the_document(
    opened: Place, question: str, place: Place, reach: str
) -> None:
    understood = follow(question, [Turn(STUDY, CITED, CITED, (opened,))], SHELF)
    assert isinstance(understood, Unfolding)
    assert (understood.places, understood.reach) == ((place,), reach)


def test_two_quotes_of_one_item_are_two_numbers_and_one_step() -> None:
    turn = Turn(STUDY, (FIRST, FIRST, SECOND), CITED, (FIRST,))
    understood = follow("下一条呢", [turn], SHELF)
    assert isinstance(understood, Unfolding)
    assert understood.places == (SECOND,)


def test_a_number_beyond_the_citations_is_the_documents_own() -> None:
    assert follow("第九条展开", said(STUDY), SHELF) == Numbered("第九条", CITED)
    assert follow("第二条是什么", said(STUDY, ()), SHELF) == Numbered("第二条", ())


@pytest.mark.parametrize(
    ("cited", "question", "words"),
    [
        (CITED, "[9]", "只有 3 条出处，编号 1 到 3"),
        (CITED, "[0]的原文", "只有 3 条出处"),
        (CITED, "第三到第五条", "只有 3 条出处"),
        ((), "[1]", "没有引用原文"),
        ((), "展开说说", "没有引用原文"),
        ((), "后面还说了什么", "没有引用原文"),
        ((), "还有吗", "没有更多内容"),
        (CITED, "2019年呢？", "没有2019年集团要点"),
        (CITED, "县局的总结呢", "没有县局总结"),
    ],
)
def test_what_is_not_there_is_said(cited: tuple[Place, ...], question: str, words: str) -> None:
    understood = follow(question, said(STUDY, cited), SHELF)
    assert isinstance(understood, Telling)
    assert words in understood.line


@pytest.mark.parametrize("question", ["那县局的呢？", "第二条展开说说", "还有吗", "谁负责？", "这个呢"])
def test_the_first_question_leans_on_nothing(question: str) -> None:
    assert follow(question, [], SHELF) == Asking(question, is_followup=False)


def test_follow_ups_chain() -> None:
    turns, wholes = said(STUDY), []
    for question in ("那县局的呢？", "谁负责？", "机关要点里呢", "安全生产呢"):
        understood = follow(question, turns, SHELF)
        assert isinstance(understood, Asking)
        wholes.append(understood.question)
        turns = [*turns, Turn(understood.question, CITED, files=understood.files)]
    assert wholes == [
        "2025年县局意见里，意识形态工作一年研究几次？",
        "2025年县局意见里意识形态工作研究，谁负责？",
        "2025年机关要点里意识形态工作研究，谁负责？",
        "2025年机关要点里安全生产谁负责？",
    ]


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("集团2024年的要点", Pointer("集团", "2024年", "", "要点")),
        ("党务公开工作办法", Pointer("", "", "党务公开工作", "办法")),
        ("二〇二四年", Pointer(year="二〇二四年")),
        ("总结", Pointer(kind="总结")),
        ("公示期", None),
        ("通知", None),
        ("党委", None),
    ],
)
def test_what_is_nothing_but_a_pointer(text: str, pointer: Pointer | None) -> None:
    assert SHELF.only_pointer(text) == pointer


@pytest.mark.parametrize(
    "words", ["看看", "里的", "每条都", "说", "要点里的", "那", "2025年的", "县局里", "一年要", "[1]", "第一、"]
)
@pytest.mark.parametrize("end", ["", "呢", "x", "几次"])
def test_a_question_of_repeated_words_comes_to_an_end(words: str, end: str) -> None:
    """Patterns that try every way of cutting 看看看看 in two would not."""
    long = words * (48 // len(words)) + end
    assert follow(long, said(long * 20), SHELF) is not None
    assert follow(long * 20 + "，换届", said(STUDY), SHELF) == Asking(long * 20 + "，换届", is_followup=False)


@given(question=st.text(alphabet="那县局的呢第二两百十条到、[]展开这个谁负责要点里2025年〇还有吗？，", max_size=16))
def test_any_question_comes_to_something(question: str) -> None:
    """No text makes it fail; what stands alone is left as it was, and every scope is of documents that are there."""
    understood = follow(question, said(STUDY), SHELF)
    if isinstance(understood, Asking):
        assert understood.is_followup or understood.question == question
        assert set(understood.files) <= {d.file for d in LIBRARY}
    elif isinstance(understood, Unfolding):
        assert set(understood.places) <= set(CITED)
