"""The house style: measured on the sample plans, told apart from other units', and lost when a plan is damaged."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.records import StyleScore
from assistant.drafting.style import HouseStyle, Level, measure, parallel, pattern_of, score, slots_of
from assistant.drafting.style.shape import sentences
from ingest.errors import BadRequest
from ingest.labels import Rank, label_of
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Line, Outline, Text
from ingest.settings import Settings

CORPUS = Path(__file__).parents[3] / "corpus"
YEARS = (2025, 2024, 2023, 2022, 2021)  # newest first
OPINIONS = ("2023年企业党建工作的意见", "2025年企业党建工作的意见", "2026年企业党建工作的意见")
ENDS_WELL = 0.7  # of a held-out own year; the lowest of the five is at 0.84

Lines = Sequence[str]
Change = Callable[[Lines], Lines]


@cache
def lines_of(name: str) -> tuple[str, ...]:
    path = next(CORPUS.glob(f"*{name}.*"))
    with Sandbox(Settings.from_environment({}, Path("unused"))) as sandbox:
        return tuple(line.text for line in sandbox.read(path))


def outline(lines: Lines, name: str = "样本.txt") -> Outline:
    return outline_of(Text.of(map(Line, lines)), name)


@cache
def plan(year: int) -> Outline:
    return outline(lines_of(f"{year}年党建工作要点"))


@cache
def style_without(year: int) -> HouseStyle:
    return measure([plan(other) for other in YEARS if other != year])


def part(scored: StyleScore, name: str) -> float:
    return dict(scored.parts)[name]


# --- what is measured -------------------------------------------------------------------------------------------------

SCHEMES = {
    2021: ("一、二、…", "（一）（二）…"),
    2022: ("一、二、…", "1.2.…", "（1）（2）…"),
    2023: ("一、二、…", "1.2.…（跨部分连续编号）"),
    2024: ("一、二、…", "（一）（二）…（跨部分连续编号）"),
    2025: ("一、二、…", "（一）（二）…", "1.2.…"),
}


@pytest.mark.parametrize("year", YEARS)
def test_numbering_scheme(year: int) -> None:
    assert tuple(map(str, measure([plan(year)]).levels)) == SCHEMES[year]


@pytest.mark.parametrize(
    ("year", "level", "section", "item", "running", "label"),
    [
        (2025, 1, 3, 0, 0, "三、"),
        (2025, 2, 3, 2, 9, "（二）"),  # begins anew in each section
        (2024, 2, 3, 2, 12, "（十二）"),  # runs on
        (2023, 2, 3, 2, 12, "12."),
        (2022, 2, 3, 2, 12, "2."),
        (2022, 3, 3, 2, 12, "（2）"),
        (2025, 3, 3, 4, 12, "4."),
    ],
)
def test_label(year: int, level: int, section: int, item: int, running: int, label: str) -> None:
    assert measure([plan(year)]).label(level, section, item, running) == label


def test_the_newest_plan_decides_what_years_differ_in() -> None:
    style = measure([plan(year) for year in YEARS])
    assert style.levels == measure([plan(2025)]).levels
    assert str(style.heading_pattern) == "动宾，2个分句"
    assert style.opening == next(item.text for item in plan(2025).items if item.label == "导语")


@pytest.mark.parametrize("year", YEARS)
def test_a_sample_plan_has_leads_and_eight_sections(year: int) -> None:
    style = measure([plan(year)])
    assert style.has_leads
    assert len(style.newest.headings) == 8
    assert 6 <= style.lead_chars.low <= style.lead_chars.middle <= style.lead_chars.high <= 16
    assert style.newest.closing.signer == "中共云岭能源集团有限公司委员会"
    assert style.newest.closing.date.startswith(f"{year}年")
    assert style.newest.in_order == 1


def test_leads_are_the_short_sentences_that_state_no_value() -> None:
    measures = measure(
        [
            outline(
                [
                    "云岭集团2030年党建工作要点",
                    "一、加强组织建设",
                    "（一）规范组织生活。党支部党员大会每季度召开1次。",
                    "（二）党费收缴使用情况每半年公布1次。公布结果存入党务档案。",
                    "（三）做好换届工作。",
                ]
            )
        ]
    ).newest
    assert measures.leads == ("规范组织生活。", "", "")
    assert measures.sentences_per_item == (2, 2, 1)


def test_of_a_report_with_a_plan_only_the_plan_is_measured() -> None:
    report = outline(
        [
            "云岭集团2030年党建工作总结及2031年工作打算",
            "一、2030年党建工作开展情况",
            "（一）开展轮训。全年举办培训班2期。",
            "二、存在的问题",
            "（一）轮训覆盖不全。个别站点没有安排。",
            "三、2031年工作打算",
            "1.扩大轮训。每季度举办1期培训班。",
            "2.规范台账。党支部每月更新一次台账。",
        ]
    )
    newest = measure([report]).newest
    assert newest.leads == ("扩大轮训。", "规范台账。")
    assert newest.levels[-1] == Level(Rank.ARABIC, "{}.", runs_on=False)


def test_lines_name_every_trait() -> None:
    lines = list(measure([plan(year) for year in YEARS]).lines())
    begun = [
        "依据",
        "部分",
        "标题句式",
        "编号",
        "段首短句",
        "段首短句句式",
        "每部分",
        "每条",
        "每句",
        "主语在句首",
        "每千字",
        "常用词",
        "导语",
        "结尾",
    ]
    assert [line.partition("：")[0] for line in lines] == begun
    assert "《云岭集团2021年党建工作要点》" in lines[0]


def test_lines_tell_which_heading_breaks_the_pattern() -> None:
    lines = [line.replace("深化党业融合，助力", "助力") for line in lines_of("2025年党建工作要点")]
    told = list(measure([outline(lines)]).lines())
    assert "标题句式：动宾，2个分句，占88%；与其他标题不一致：助力安全生产和项目攻坚" in told


def test_no_prior_plan_is_told() -> None:
    with pytest.raises(BadRequest, match="没有往年要点"):
        measure([])


def test_a_plan_without_items_is_told() -> None:
    with pytest.raises(BadRequest, match=r"没有条目.*《云岭集团2030年党建工作要点》"):
        measure([outline(["云岭集团2030年党建工作要点"])])


@pytest.mark.parametrize(("level", "number"), [(0, 1), (4, 1), (1, 0), (2, -1)])
def test_a_label_that_is_not_there_is_told(level: int, number: int) -> None:
    with pytest.raises(BadRequest):
        measure([plan(2025)]).label(level, number, number, number)


# --- the score --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_a_held_out_own_year_is_ahead_of_the_superiors_opinions(year: int) -> None:
    style = style_without(year)
    others = [score(outline(lines_of(name)), style).score for name in OPINIONS]
    assert score(plan(year), style).score > max(others)
    assert score(plan(year), style).score > ENDS_WELL


@pytest.mark.parametrize(("prior", "held_out"), list(itertools.permutations(YEARS, 2)))
def test_one_prior_year_is_enough(prior: int, held_out: int) -> None:
    style = measure([plan(prior)])
    others = [score(outline(lines_of(name)), style).score for name in OPINIONS]
    assert score(plan(held_out), style).score > max(others)


@pytest.mark.parametrize("held_out", OPINIONS)
def test_the_superiors_opinions_are_a_style_of_their_own(held_out: str) -> None:
    style = measure([outline(lines_of(name)) for name in reversed(OPINIONS) if name != held_out])
    others = [score(plan(year), style).score for year in YEARS]
    assert score(outline(lines_of(held_out)), style).score > max(others)


@pytest.mark.parametrize("year", YEARS)
def test_a_plan_is_wholly_in_its_own_style(year: int) -> None:
    scored = score(plan(year), measure([plan(year)]))
    assert scored.score == pytest.approx(1)
    assert all(value == pytest.approx(1) for _, value in scored.parts)


@pytest.mark.parametrize("year", YEARS)
def test_no_single_part_decides(year: int) -> None:
    style = style_without(year)
    scores = [score(each, style) for each in (plan(year), *(outline(lines_of(name)) for name in OPINIONS))]
    for left_out, _ in scores[0].parts:
        own, *others = (sum(value for name, value in each.parts if name != left_out) for each in scores)
        assert own > max(others), left_out


RENAMED = {
    "云岭": "青峰",
    "水电公司": "风电公司",
    "新能源": "氢能源",
    "安全生产部": "运行管理部",
    "组织人事部": "干部工作部",
}


@pytest.mark.parametrize("year", YEARS)
def test_names_and_years_do_not_decide(year: int) -> None:
    def renamed(line: str) -> str:
        for old, new in RENAMED.items():
            line = line.replace(old, new)
        return line.replace(str(year), str(year + 40))

    other = outline([renamed(line) for line in lines_of(f"{year}年党建工作要点")])
    style = style_without(year)
    assert score(other, style).score == pytest.approx(score(plan(year), style).score, abs=0.01)


def shuffled_numbers(lines: Lines) -> Lines:
    """Every label becomes another one of its kind."""
    numerals = random.Random(5)
    return [
        re.sub(r"^(（?)([一二三四五六七八九十]+|\d+)(?=[）、.])", lambda m: m[1] + another(m[2], numerals), line)
        for line in lines
    ]


def another(numeral: str, chance: random.Random) -> str:
    digits = "123456789" if numeral.isdecimal() else "一二三四五六七八九"
    return chance.choice([digit for digit in digits if digit != numeral])


def another_scheme(lines: Lines) -> Lines:
    """（一） becomes （1） and 1. becomes 1）: forms that no year of the unit has for its items."""
    numbers = itertools.count(1)
    return [re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+\.)", lambda _: f"{next(numbers)}）", line) for line in lines]


def halved_headings(lines: Lines) -> Lines:
    """Headings lose all behind their comma, or their second half."""

    def halved(match: re.Match[str]) -> str:
        heading = match[2]
        return match[1] + (heading.partition("，")[0] if "，" in heading else heading[: len(heading) // 2])

    return [re.sub(r"^([一二三四五六七八]、)([^。]+)$", halved, line) for line in lines]


def without_leads(lines: Lines) -> Lines:
    return [re.sub(r"^(（[一二三四五六七八九十]+）|\d+\.)[^。，；]{2,20}。(?=.)", r"\1", line) for line in lines]


def longer_items(lines: Lines) -> Lines:
    """Two items become one."""
    items = re.compile(r"^(?:（[一二三四五六七八九十]+）|\d+\.)")
    joined: list[str] = []
    for line in lines:
        if items.match(line) and joined and items.match(joined[-1]) and joined[-1].count("。") < 4:
            joined[-1] += items.sub("", line)
        else:
            joined.append(line)
    return joined


def without_values(lines: Lines) -> Lines:
    return [
        line if index < 6 else re.sub(r"[^，。；]*\d[^，。；]*[，；]?", "", line) for index, line in enumerate(lines)
    ]


def opening_left_out(lines: Lines) -> Lines:
    return [line for line in lines if not re.match(r"20\d\d年是", line)]


DAMAGE: dict[Change, str] = {
    shuffled_numbers: "编号",
    another_scheme: "编号",
    halved_headings: "标题",
    without_leads: "段首短句",
    longer_items: "篇幅",
    without_values: "数量与时限",
    opening_left_out: "导语",
}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("change", DAMAGE, ids=lambda change: change.__name__)
def test_damage_costs_score(change: Change, year: int) -> None:
    style = measure([plan(each) for each in YEARS])
    whole, damaged = score(plan(year), style), score(outline(change(lines_of(f"{year}年党建工作要点"))), style)
    assert damaged.score < whole.score
    assert part(damaged, DAMAGE[change]) < part(whole, DAMAGE[change])


@pytest.mark.parametrize("year", YEARS)
def test_a_bag_of_own_sentences_in_the_wrong_form_is_behind_the_own_year(year: int) -> None:
    style = style_without(year)
    source = next(each for each in YEARS if each != year)
    bag = [text for item in plan(source).items if item.level > 1 for text in sentences(item.text)]
    random.Random(5).shuffle(bag)
    groups = ["".join(bag[start : start + 5]) for start in range(0, len(bag), 5)]
    lines = [f"云岭集团{year}年党建工作要点", *(f"{number}）{group}" for number, group in enumerate(groups, 1))]
    assert score(outline(lines), style).score < score(plan(year), style).score


@settings(deadline=None)  # the first call reads the file
@given(st.permutations(range(8)), st.integers(0, 10_000))
def test_a_score_is_the_mean_of_parts_between_nothing_and_all(order: list[int], seed: int) -> None:
    body = [line for line in lines_of("2024年党建工作要点") if re.match(r"（|[一二三四五六七八]、", line)]
    random.Random(seed).shuffle(body)
    changed = outline(["云岭集团2024年党建工作要点", "一、工作安排", *(body[index] for index in order)])
    scored = score(changed, style_without(2024))
    assert all(0 <= value <= 1 for _, value in scored.parts)
    assert scored.score == pytest.approx(sum(value for _, value in scored.parts) / len(scored.parts))


# --- the opening paragraph --------------------------------------------------------------------------------------------

SLOTS = {
    2021: ["定位", "总要求", "指导", "会议", "上级部署", "主线", "主线", "目的"],
    2022: ["定位", "总要求", "指导", "会议", "上级部署", "主线", "主线", "问题", "目的"],
    2023: ["定位", "总要求", "指导", "会议", "上级部署", "主线", "主线", "主线", "问题", "目的"],
    2024: ["定位", "总要求", "指导", "会议", "问题", "目的"],
    2025: ["定位", "总要求", "指导", "会议", "上级文件", "主线", "目的"],
}


@pytest.mark.parametrize("year", YEARS)
def test_slots_of_the_sample_plans(year: int) -> None:
    assert [slot.name for slot in measure([plan(year)]).opening_slots] == SLOTS[year]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("定位", "2030年是规划收官之年，也是集团成立40周年。要点如下。", ["2030年是规划收官之年，也是集团成立40周年"]),
        ("定位", "二〇三〇年是规划收官之年。", ["二〇三〇年是规划收官之年"]),
        ("定位", "为开好局，2030年是关键。", []),
        ("总要求", "2030年，公司党建工作的总体要求是：以……为指导。", ["2030年，公司党建工作的总体要求是"]),
        ("总要求", "今年是开局之年。全年工作思路：坚持稳中求进。", ["全年工作思路"]),
        ("会议", "贯彻党的十九大和十九届二中、三中、四中全会精神，", ["党的十九大和十九届二中、三中、四中全会"]),
        ("会议", "贯彻党的二十大和二十届历次全会精神", ["党的二十大和二十届历次全会"]),
        ("会议", "落实二十届中央纪委四次全会和省委十四届十次全会部署", ["二十届中央纪委四次全会", "省委十四届十次全会"]),
        ("会议", "建设四大中心，召开职工大会", []),
        ("上级文件", "落实《关于加强党建工作的意见》，以质量为重点", ["《关于加强党建工作的意见》"]),
        ("主线", "坚持以政治建设为统领，以提质增效为主线、以改革为动力。", ["以政治建设为统领", "以提质增效为主线", "以改革为动力"]),
        ("主线", "以党支部为单位开展学习", []),
        ("问题", "着力解决基础薄弱的问题，补齐队伍短板", ["着力解决基础薄弱的问题", "补齐队伍短板"]),
        ("目的", "提升质量，为企业发展提供坚强保证。", ["为企业发展提供坚强保证"]),
        ("目的", "推动融合，以高质量党建引领高质量发展。", ["以高质量党建引领高质量发展"]),
        ("引出", "结合实际，现就做好党建工作提出如下意见。", ["现就做好党建工作提出如下意见"]),
    ],
)  # fmt: skip
def test_slots(name: str, text: str, found: list[str]) -> None:
    assert [text[slot.start : slot.end] for slot in slots_of(text) if slot.name == name] == found


PIECES = st.sampled_from(
    ["2030年是", "开局之年", "总体要求是", "：", "，", "。", "以", "为", "主线", "指导", "提供", "《办法》", "落实", "二十届", "二中", "全会",
     "着力解决", "问题", "现就", "意见", "、"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_slots_lie_side_by_side(text: str) -> None:
    slots = slots_of(text)
    assert all(0 <= slot.start < slot.end <= len(text) for slot in slots)
    assert all(one.end <= other.start for one, other in itertools.pairwise(slots))


# --- headings and labels ----------------------------------------------------------------------------------------------

PARALLEL = [
    "突出政治建设，把牢发展方向",
    "强化思想引领，凝聚奋斗合力",
    "夯实基层基础，增强支部活力",
    "健全责任体系，确保任务落地",
]
WHOLE = ["推动组织体系向一线延伸", "建强干部人才两支队伍", "纵深推进全面从严治党", "强化责任落实和考核运用"]


@pytest.mark.parametrize("year", YEARS)
def test_no_sample_plan_has_a_heading_that_breaks_the_pattern(year: int) -> None:
    assert parallel(measure([plan(year)]).newest.headings) == ()


@pytest.mark.parametrize("name", OPINIONS)
def test_no_sample_opinion_has_one(name: str) -> None:
    assert parallel(measure([outline(lines_of(name))]).newest.headings) == ()


@pytest.mark.parametrize(
    ("headings", "broken"),
    [
        ([], ()),
        (PARALLEL, ()),
        (WHOLE, ()),
        ([*PARALLEL, "加强党风廉政建设"], (4,)),  # no comma where all have one
        ([*WHOLE, "加强作风建设，深化正风肃纪"], (4,)),  # one where none has
        (["工作思路", *PARALLEL], ()),  # names a section
        ([*PARALLEL, "下一步工作打算"], ()),
        ([*PARALLEL[:2], "党务工作", *PARALLEL[2:]], (2,)),  # a name in between
        ([*WHOLE[:2], "党员教育管理", *WHOLE[2:]], (2,)),
        ([*(f"以{word}建设为统领，抓好{word}工作" for word in ("政治", "思想", "组织", "作风")), "加强文化建设，凝聚发展合力"], (4,)),
        ([*WHOLE, "纪律"], (4,)),
        ([*WHOLE, "推动党的建设与安全生产项目建设降本增效人才培养等各项中心工作深度融合"], (4,)),
        (["突出政治建设，把牢方向", "纵深推进从严治党", "夯实基层基础，增强活力"], ()),  # too few for a pattern
        ([*PARALLEL[:2], *WHOLE[:2]], ()),  # nothing that nearly all share
    ],
)  # fmt: skip
def test_parallel(headings: list[str], broken: tuple[int, ...]) -> None:
    assert parallel(headings) == broken


@given(st.lists(st.sampled_from([*PARALLEL, *WHOLE, "工作思路", "纪律", "以作风建设为重点，抓好整改"]), max_size=12))
def test_parallel_names_the_fewer(headings: list[str]) -> None:
    broken = parallel(headings)
    assert list(broken) == sorted(set(broken))
    assert all(0 <= index < len(headings) for index in broken)


@given(st.sampled_from(PARALLEL + WHOLE), st.integers(4, 12))
def test_headings_of_one_form_are_parallel(heading: str, count: int) -> None:
    assert parallel([heading] * count) == ()


@pytest.mark.parametrize(
    ("heading", "pattern"),
    [
        ("以政治建设为统领，筑牢班组思想根基", "以…为…，2个分句"),
        ("纵深推进全面从严治党", "动宾，不分句"),
        ("坚持党管干部、党管人才，建设高素质队伍", "动宾，2个分句"),
        ("落实“抓基本，补短板”要求", "动宾，不分句"),
        ("工作思路", "其他，不分句"),
    ],
)
def test_pattern(heading: str, pattern: str) -> None:
    assert str(pattern_of(heading)) == pattern


FORMS = [
    (Rank.CHINESE, "{}、"), (Rank.BRACKETED, "（{}）"), (Rank.ARABIC, "{}."), (Rank.BRACKETED_ARABIC, "（{}）"),
    (Rank.HALF_BRACKETED, "{}）"), (Rank.INLINE, "{}是"), (Rank.CIRCLED, "{}"), (Rank.CLAUSE, "第{}条"),
]  # fmt: skip


@given(st.sampled_from(FORMS), st.integers(1, 20))
def test_a_printed_label_reads_as_its_number(form: tuple[Rank, str], number: int) -> None:
    read = label_of(Level(*form, runs_on=False).label(number) + "抓好落实")
    assert read is not None
    assert (read.rank, read.value) == (form[0], number)


@pytest.mark.parametrize(
    ("labels", "printed"),
    [
        (("(一)", "（二）"), "（三）"),
        (("1．", "2．"), "3．"),
        (("1、", "2、"), "3、"),
        (("⑴", "⑵"), "（3）"),
        (("①", "②"), "③"),
        (("一是", "二是"), "三是"),
    ],
)
def test_labels_are_printed_as_the_unit_prints_them(labels: tuple[str, str], printed: str) -> None:
    items = [f"{label}抓好落实。每季度检查1次。" for label in labels]
    style = measure([outline(["云岭集团2030年党建工作要点", "一、工作安排", *items])])
    assert style.label(2, 1, 3, 3) == printed


def test_circled_numbers_end() -> None:
    with pytest.raises(BadRequest, match="带圈编号只到20"):
        Level(Rank.CIRCLED, "{}", runs_on=False).label(21)


@given(st.text(alphabet="抓好，。；“”《》\n落实1", max_size=60))
def test_sentences_hold_every_word(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
