"""Each kind of table, written from the sample library and from rows made by hand, and opened again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText

from assistant.calendar import calendar_of
from assistant.compare import compare
from assistant.compare.records import Comparison, Covering, FieldChange, Row, Unit
from assistant.export.calendar import write_calendar
from assistant.export.cites import write_cites
from assistant.export.comparison import write_comparison
from assistant.export.coverage import write_coverage
from assistant.export.matrix import write_matrix
from assistant.export.register import write_register
from assistant.export.table import Notes
from assistant.lookup import Query, look_up
from assistant.lookup.register import citations
from assistant.matrix.loop import matrix_of
from assistant.naming import UNSTATED
from ingest.records import Document, Filters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from ingest.home import Home

NOTES = Notes("样例", date(2025, 3, 9), ())


def sheets(path: Path) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path, rich_text=True).worksheets}


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """Data rows by header; an empty cell is "". No cell is a formula."""
    headers = [str(cell.value) for cell in sheet[1]]
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
    return [
        dict(zip(headers, ["" if v is None else v for v in row], strict=True))
        for row in sheet.iter_rows(2, values_only=True)
    ]


def document(title: str, year: int = 2025) -> Document:
    return Document(1, 1, 1, f"{title}.docx", (), title, year, "要点", "青山集团", "")


def unit(address: str, text: str) -> Unit:
    return Unit(address, text, 0, len(text))


# --- register ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def register_2025(corpus_home: Home, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    path = tmp_path_factory.mktemp("register") / "登记簿.xlsx"
    register = look_up(corpus_home.library, Query(filters=Filters(years=(2025,))), corpus_home.embedding)
    write_register(path, register, NOTES)
    written = rows(sheets(path)["要求登记簿"])
    assert [row["要求（原文）"] for row in written] == [row.placed.what.quote for row in register.rows]
    return written


def test_a_requirement_is_one_row_with_its_fields(register_2025: list[dict[str, object]]) -> None:
    row = next(r for r in register_2025 if r["条目"] == "附件1/表1/15" and "整改评估" in str(r["要求（原文）"]))
    assert {
        name: row[name] for name in ("文件", "年度", "责任主体", "责任单位", "时限", "换算时限", "类别", "时态")
    } == {
        "文件": "云岭集团2025年党建重点任务分解",
        "年度": 2025,
        "责任主体": "纪委办公室",
        "责任单位": "组织人事部、计划财务部",
        "时限": "10月底前",
        "换算时限": "2025-10-31",
        "类别": "有数量时限",
        "时态": "计划",
    }


def test_what_the_text_does_not_state_is_said(register_2025: list[dict[str, object]]) -> None:
    stated = ("责任主体", "责任单位", "动作", "对象", "频次", "数量", "时限", "依据文件", "情态")
    assert all(row[name] for row in register_2025 for name in stated)
    assert sum(row["时限"] == UNSTATED for row in register_2025) > len(register_2025) / 4


def test_contradictions_name_the_other_document(register_2025: list[dict[str, object]]) -> None:
    told = {str(row["条目"]): str(row["不一致之处"]) for row in register_2025 if row["不一致之处"]}
    assert "时限：《云岭集团2025年党建重点任务分解》附件1/表1/5为“11月底前”" in told["二/（三）"]


# --- cites ------------------------------------------------------------------------------------------------------------


def test_cited_documents_citations_and_what_to_collect(corpus_home: Home, tmp_path: Path) -> None:
    library = corpus_home.library
    mentions = library.mentions(Filters())
    write_cites(tmp_path / "引用.xlsx", citations(library, ""), mentions, NOTES)
    written = sheets(tmp_path / "引用.xlsx")

    groups, cites, missing = (rows(written[name]) for name in ("被引用文件", "引用明细", "待收集清单"))
    by_name = {row["被引用的文件"]: row for row in groups}
    own = by_name["云岭集团党务公开工作办法"]
    assert own["资料库中的文件"] == "云岭集团党务公开工作办法.docx"
    assert isinstance(own["引用条数"], int)
    assert str(by_name["云岭集团党务公开实施意见"]["效力"]).startswith("已被《云岭集团党务公开工作办法》替代")
    assert len(cites) == len(mentions)
    names = {row["待收集的文件"] for row in missing}
    assert "中国共产党发展党员工作细则" in names
    assert "云岭集团党务公开工作办法" not in names


# --- comparison and coverage ------------------------------------------------------------------------------------------

OLD, NEW = document("2024年要点", 2024), document("2025年要点")
REWORDED = Row(
    "改写",
    unit("二/（四）", "每季度分析研判"),
    unit("二/（二）", "每半年分析研判"),
    relations=("移动",),
    changes=(FieldChange("frequency", "每季度", "每半年"), FieldChange("unit", "宣传部", "")),
    difference=(("keep", "每"), ("delete", "季度"), ("insert", "半年"), ("keep", "分析研判")),
)
KEPT = Row("延续", unit("一", "党建"), unit("一", "党建"), difference=(("keep", "党建"),))
DROPPED, NEW_ROW = Row("取消", unit("五", "=旧"), None), Row("新增", None, unit("六", "+新"), part=True)


def test_old_and_new_stand_side_by_side(tmp_path: Path) -> None:
    write_comparison(tmp_path / "对照.xlsx", Comparison((REWORDED, NEW_ROW, KEPT, DROPPED)), OLD, NEW, NOTES)
    sheet = sheets(tmp_path / "对照.xlsx")["对照表"]
    old, new = "旧文（2024年要点）", "新文（2025年要点）"

    found = rows(sheet)
    assert [row["序号"] for row in found] == ["1", "1.1", "2", "3"]
    assert [row["类别"] for row in found] == ["改写", "新增", "延续", "取消"]
    assert [str(row[old]) for row in found] == ["每季度分析研判", "", "党建", "=旧"]
    assert [str(row[new]) for row in found] == ["每半年分析研判", "+新", "党建", ""]
    assert found[0]["变化事项"] == f"频次：每季度 → 每半年\n责任单位：宣传部 → {UNSTATED}"
    assert found[0]["关系"] == "移动"


def test_what_went_is_struck_out_on_the_left_and_what_came_underlined_on_the_right(tmp_path: Path) -> None:
    write_comparison(tmp_path / "对照.xlsx", Comparison((REWORDED, KEPT)), OLD, NEW, NOTES)
    sheet = sheets(tmp_path / "对照.xlsx")["对照表"]
    old, new = sheet["D2"].value, sheet["F2"].value
    assert isinstance(old, CellRichText)
    assert isinstance(new, CellRichText)
    assert (str(old[1]), old[1].font.strike, old[1].font.u) == ("季度", True, None)
    assert (str(new[1]), new[1].font.strike, new[1].font.u) == ("半年", None, "single")
    assert sheet["D3"].value == "党建"


def test_each_class_has_its_colour(tmp_path: Path) -> None:
    write_comparison(tmp_path / "对照.xlsx", Comparison((REWORDED, KEPT, DROPPED, NEW_ROW)), OLD, NEW, NOTES)
    sheet = sheets(tmp_path / "对照.xlsx")["对照表"]
    assert len({sheet.cell(row, 2).fill.fgColor.rgb for row in range(2, 6)}) == 4


def test_coverage(tmp_path: Path) -> None:
    coverings = (
        Covering(
            unit("一", "每季度研究"), "partly", (unit("二/1", "每半年研究"), unit("二/1", "听取汇报")), "频次不足"
        ),
        Covering(unit("二", "开展共建"), "missing", ()),
        Covering(unit("三", "印发要点"), "covered", (unit("四", "印发要点"),)),
    )
    write_coverage(tmp_path / "覆盖.xlsx", coverings, OLD, NEW, NOTES)
    found = rows(sheets(tmp_path / "覆盖.xlsx")["上级要求覆盖表"])
    assert [row["覆盖情况"] for row in found] == ["部分覆盖", "未覆盖", "已覆盖"]
    assert found[0]["本单位条目"] == "二/1"
    assert found[0]["本单位原文（2025年要点）"] == "每半年研究\n听取汇报"
    assert found[0]["说明"] == "频次不足"


def test_two_plans_of_the_sample_library(corpus_home: Home, tmp_path: Path) -> None:
    library = corpus_home.library
    plans = library.documents(Filters(years=(2024, 2025), kinds=("要点",)))
    old, new = sorted(plans, key=lambda d: d.year or 0)
    outlines = [library.outline(d.version) for d in (old, new)]
    duties = [[p.what for p in library.requirements(Filters(files=(d.file,)))] for d in (old, new)]
    comparison = compare(*outlines, *duties, corpus_home.embedding)
    write_comparison(tmp_path / "对照.xlsx", comparison, old, new, NOTES)

    found = rows(sheets(tmp_path / "对照.xlsx")["对照表"])
    assert len(found) == len(comparison.rows)
    row = next(r for r in found if r["新条目"] == "八/（一）" and "." not in str(r["序号"]))
    assert (row["类别"], row["旧条目"]) == ("改写", "八/（二十三）")
    assert "25%" in str(row["新文（云岭集团2025年党建工作要点）"])


# --- matrix and calendar ----------------------------------------------------------------------------------------------


def test_the_loop_of_a_year(corpus_home: Home, tmp_path: Path) -> None:
    library = corpus_home.library
    read = [(d, library.outline(d.version)) for d in library.documents(Filters(years=(2024,)))]
    write_matrix(tmp_path / "落实.xlsx", matrix_of(2024, read, corpus_home.embedding), NOTES)
    written = sheets(tmp_path / "落实.xlsx")

    by_item = {row["要点条目"]: row for row in rows(written["2024年落实对照"])}
    craft = by_item["四/（十三）"]
    assert craft["标记"] == "无分解\n未达到"
    assert "《云岭集团2024年党建工作总结》\n一/（五）　签订“名师带徒”协议53份" in str(craft["落实情况"])
    assert "二/三是　【问题】" in str(craft["落实情况"])
    assert "未达到：数量，要求“2个”，实际“1个”" in str(craft["差异"])
    assert "表1/15　深化纠治“四风”｜抽查公务用车、业务招待、差旅报销｜纪委办公室" in str(
        by_item["六/（二十）"]["任务分解"]
    )
    assert "每半年开展1次保密自查。" in str(by_item["七/（二十二）"]["没有落实记录的内容"])

    differences = rows(written["差异明细"])
    assert {row["标记"] for row in differences} == {"未达到", "与要点不一致"}
    assert all(row["实际（原文）"] and row["实际"] for row in differences)


def test_a_year_by_month(corpus_home: Home, tmp_path: Path) -> None:
    calendar = calendar_of(corpus_home.library.requirements(Filters()), 2025, "组织人事部")
    write_calendar(tmp_path / "日历.xlsx", calendar, NOTES)
    found = rows(sheets(tmp_path / "日历.xlsx")["2025年工作日历"])
    months = list(dict.fromkeys(row["月份"] for row in found))
    assert months == [f"{month}月" for month in range(1, 13) if f"{month}月" in months] + ["全年"]
    june = next(row for row in found if row["月份"] == "6月" and row["条目"] == "附件1/表1/9")
    assert (june["最后日期"], june["本月要求"], june["时限"]) == ("2025-06-30", "6月30日前", "6月底前")
    assert all("组织人事部" in f"{row['责任主体']}{row['责任单位']}" for row in found)
