"""The loops of five years in corpus/, against what was found by reading (tests/gold/corpus_changes.md, "Closed loop")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.matrix.loop import matrix_of
from assistant.matrix.rows import Flag, Matrix, Row
from ingest.records import Filters

if TYPE_CHECKING:
    from ingest.home import Home

YEARS = range(2021, 2026)

# Items that no row of the 任务分解 takes up.
NOT_BROKEN_DOWN = {
    2021: "一/（三） 二/（四） 三/（四） 三/（六） 五/（一） 六/（一） 六/（三） 七/（一） 七/（三） 七/（四） 七/（五） 八/（二）",
    2022: "一/3 二/4 三/6 四/1 五/1 六/1 七/1 七/3 八/2",
    2023: "二/4 三/12 五/16 五/19 六/20 六/23 七/24 八/27 八/28",
    2024: "四/（十三） 五/（十六） 六/（十七） 七/（二十二） 八/（二十四）",
    2025: "一/（三） 三/（四） 四/（二） 五/（三） 六/（二） 六/（四） 七/（一） 八/（二）",
}
# Items that no report tells as done; the last of 2021, 2022, 2023 and 2025 are only among the problems.
NOT_RECORDED = {
    2021: "一/（三） 三/（六） 七/（四） 七/（五） 八/（一） 八/（二） 三/（七） 五/（一）",
    2022: "四/3 八/1 八/2 三/7 七/3",
    2023: "三/8 四/13 四/14 八/27 八/28 四/15",
    2024: "六/（十七） 八/（二十三） 八/（二十四）",
    2025: "五/（三） 八/（一） 八/（二） 三/（六）",
}
# Planted: rows that say other than the item, (item, row, what the item says, what the row says).
INCONSISTENT = {
    2021: [("一/（二）", "表1/2", "6月底前", "5月底前"), ("五/（二）", "表1/15#2", "15个", "20个")],
    2022: [
        ("二/5", "表1/6#2", "每月向宣传部报送信息不少于1条", "每季度不少于1条"),
        ("三/3", "表1/9", "11月底前", "10月底前"),
    ],
    2023: [
        ("一/2", "表1/2", "10月底前", "4月启动，9月底前交流调研成果"),
        ("三/9", "表1/8#2", "不少于5个", "不少于3个"),
    ],
    2024: [("三/（六）", "表1/4#3", "10月底前", "9月底前")],
    2025: [("二/（三）", "附件1/表1/5", "12月底前", "11月底前")],
}
# Words of the reports for what was not reached, by item.
NOT_REACHED = {
    2021: [("三/（二）", "75%"), ("一/（二）", "尚未"), ("六/（三）", "超过规定")],
    2022: [
        ("三/3", "46.9%"),
        ("三/2", "8月3日"),
        ("一/2", "延至"),
        ("三/7", "仍停留"),
        ("六/3", "超过1个月的期限"),
    ],
    2023: [("四/15", "未能")],
    2024: [("四/（十三）", "1个"), ("五/（十五）", "10次"), ("五/（十五）", "13个"), ("三/（六）", "10月18日")],
    2025: [
        ("二/（一）", "5次"),
        ("四/（一）", "4人"),
        ("一/（二）", "延至"),
        ("三/（二）", "10月24日"),
        ("七/（一）", "推迟"),
        ("三/（六）", "未能"),
    ],
}
# Done without being asked for.
UNASKED = {
    2021: ["党的十九届六中全会召开后", "8月起，XX名党员参加属地社区志愿服务"],
    2022: ["制定《云岭集团党员教育培训管理办法》", "组织党员志愿服务队参加属地社区疫情防控"],
    2023: [],
    2024: ["认真学习党的二十届三中全会精神", "7月中旬上游流域强降雨期间", "防汛期间，水电公司、检修公司党员突击队"],
    2025: ["党的二十届四中全会闭幕后", "9月，检修公司党员抢修队支援沿海", "按照上级要求开展廉洁风险排查1次"],
}
# Sentences a year that are told beside them: work that a reader may pass over, and what the outline takes for done.
MORE_UNASKED = 3

# 2024 link by link: item, rows of 表1, and (address in the reports, words of the sentence).
LINKS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "二/（一）": ("1 1#2", [("一/（一）/一是", "整改“回头看”"), ("一/（一）/一是", "专题调研19人次")]),
    "二/（二）": (
        "2 2#2",
        [("一/（一）/二是", "集体学习研讨13次"), ("一/（一）/二是", "列席旁听"), ("一/（一）", "中心组专题研讨")],
    ),
    "二/（三）": ("2#3", [("一/（一）/二是", "督查“第一议题”"), ("一/（一）", "坚持“第一议题”制度")]),
    "二/（四）": ("3 3#2", [("一/（一）/三是", "分析研判4次"), ("一/（二）", "首次建立季度研判机制")]),
    "二/（五）": ("3#3", [("一/（二）", "能源报国"), ("一/（二）", "职工思想动态调查")]),
    "三/（六）": ("4 4#2 4#3", [("一/（二）/一是", "公布评定结果"), ("一/（三）", "当年印发")]),
    "三/（七）": (
        "5 5#2",
        [("一/（二）/二是", "专项检查"), ("一/（三）", "专项检查"), ("一/（三）", "讲党课人均2.3次")],
    ),
    "三/（八）": ("6", [("一/（二）/三是", "28名"), ("一/（三）", "28名")]),
    "三/（九）": (
        "7 7#2 7#3",
        [
            ("一/（二）/四是", "公开目录"),
            ("一/（二）/四是", "公布2次"),
            ("一/（四）", "37项"),
            ("一/（四）", "检查2次"),
        ],
    ),
    "三/（十）": ("8 8#2", [("一/（二）/五是", "6月25日上线")]),
    "四/（十一）": (
        "9 9#2 9#3",
        [("一/（三）/一是", "15人"), ("一/（三）/二是", "轮训22人"), ("一/（三）/三是", "考试"), ("一/（五）", "专职")],
    ),
    "四/（十二）": ("10", [("一/（三）/四是", "12名"), ("一/（五）", "锻炼满半年")]),
    "四/（十三）": ("", [("一/（五）", "名师带徒"), ("二/三是", "劳模创新工作室只建成1个")]),
    "五/（十四）": ("11 11#2", [("一/（四）/一是", "党员身边无违章")]),
    "五/（十五）": (
        "12 12#2",
        [
            ("一/（四）/二是", "联席会议10次"),
            ("一/（四）/三是", "发布课题15个"),
            ("一/（六）", "揭榜攻关课题验收13个"),
            ("二/二是", "联席会议未能"),
            ("二/3", "2个课题未能按期验收"),
        ],
    ),
    "五/（十六）": ("", [("一/（六）", "到联系点调研")]),
    "六/（十七）": ("", []),
    "六/（十八）": ("13 13#2", [("一/（五）/一是", "讲授纪律党课"), ("一/（七）", "警示教育大会2次")]),
    "六/（十九）": (
        "14 14#2",
        [("一/（五）/二是", "发现问题52个"), ("一/（五）/二是", "“回头看”"), ("一/（七）", "巡察全覆盖")],
    ),
    "六/（二十）": ("15", [("一/（五）/三是", "抽查6次"), ("一/（五）/三是", "11%和8%")]),
    "七/（二十一）": ("16 16#2", [("一/（八）", "工会、共青团工作各1次"), ("一/（八）", "青年突击队9支")]),
    "七/（二十二）": ("", [("一/（八）", "信访事项")]),
    "八/（二十三）": ("17", []),
    "八/（二十四）": ("", []),
}
# Parts of items with a record of which no report speaks.
UNRECORDED_2024 = {
    "七/（二十二）": {"领导班子成员每人联系1名党外代表人士；", "每半年开展1次保密自查。"},
    "三/（八）": {"健全预备党员教育考察台账，党支部每季度对入党积极分子考察1次。"},
    "三/（六）": set(),  # 不再单独开展示范党支部创建
    "三/（十）": set(),  # 平台数据不得替代纸质会议记录存档
    "四/（十二）": set(),  # 中青年干部培训班改为每两年举办1期，本年度不安排
}


@pytest.fixture(scope="module")
def loops(corpus_home: Home) -> dict[int, Matrix]:
    library = corpus_home.library
    read = {
        year: [(d, library.outline(d.version)) for d in library.documents(Filters(years=(year,)))] for year in YEARS
    }
    return {year: matrix_of(year, documents, corpus_home.embedding) for year, documents in read.items()}


def address(row: Row) -> str:
    return row.item.item.address if row.item else ""


def flagged(matrix: Matrix, flag: Flag) -> set[str]:
    return {address(row) for row in matrix.rows if flag in row.flags}


@pytest.mark.parametrize("year", YEARS)
def test_what_no_row_takes_up_and_no_report_tells(loops: dict[int, Matrix], year: int) -> None:
    assert flagged(loops[year], "无分解") == set(NOT_BROKEN_DOWN[year].split())
    assert flagged(loops[year], "无落实记录") == set(NOT_RECORDED[year].split())


@pytest.mark.parametrize("year", YEARS)
def test_rows_that_say_other_than_their_item(loops: dict[int, Matrix], year: int) -> None:
    found = [
        (address(row), each.found.item.address, each.asked_value, each.found_value)
        for row in loops[year].rows
        for each in row.differences
        if each.flag == "与要点不一致"
    ]
    assert set(INCONSISTENT[year]) <= set(found)
    assert len(found) <= len(INCONSISTENT[year]) + 1


@pytest.mark.parametrize("year", YEARS)
def test_what_was_not_reached(loops: dict[int, Matrix], year: int) -> None:
    told = {
        (address(row), each.found_value)
        for row in loops[year].rows
        for each in row.differences
        if each.flag == "未达到"
    }
    assert set(NOT_REACHED[year]) <= told


@pytest.mark.parametrize("year", YEARS)
def test_work_that_nobody_asked_for(loops: dict[int, Matrix], year: int) -> None:
    found = [each.quote for row in loops[year].rows if "总结有、要点无" in row.flags for each in row.done]
    for words in UNASKED[year]:
        assert any(quote.startswith(words) for quote in found), words
    assert len(found) <= len(UNASKED[year]) + MORE_UNASKED


def test_the_rows_of_2024(loops: dict[int, Matrix]) -> None:
    found = {
        address(row): {each.item.address.removeprefix("表1/") for each in row.breakdown}
        for row in loops[2024].rows
        if row.item
    }
    assert found == {item: set(rows.split()) for item, (rows, _) in LINKS.items()}


def test_the_records_of_2024(loops: dict[int, Matrix]) -> None:
    missed = [
        (address(row), words)
        for row in loops[2024].rows
        if row.item
        for place, words in LINKS[address(row)][1]
        if not any(each.item.address == place and words in each.quote for each in row.done)
    ]
    assert missed == []


def test_parts_of_items_that_no_report_tells(loops: dict[int, Matrix]) -> None:
    found = {address(row): {each.quote for each in row.unrecorded} for row in loops[2024].rows}
    assert {item: found[item] for item in UNRECORDED_2024} == UNRECORDED_2024


@pytest.mark.parametrize("year", YEARS)
def test_every_quote_stands_in_its_document(loops: dict[int, Matrix], year: int, corpus_home: Home) -> None:
    for row in loops[year].rows:
        for each in (*row.breakdown, *row.done, *row.unrecorded, *([row.item] if row.item else [])):
            content = corpus_home.library.content(each.document.version)
            assert content[each.start : each.end] == each.quote != ""


def test_only_the_units_own_documents_of_the_year_are_held_together(loops: dict[int, Matrix]) -> None:
    files = [document.file for document in loops[2023].documents]
    assert "省能源行业党委关于做好2023年企业党建工作的意见.docx" not in files
    assert {file[:8] for file in files} == {"云岭集团2023"}
