"""The plan as a file that the user edits, .json or .xlsx, and the plan with the user's edits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from assistant.drafting.plan_edits import Edited, EditedRow, with_edits
from assistant.drafting.records import Plan
from assistant.drafting.showing import plan_json
from assistant.export.files import whole_file
from ingest.errors import BadRequest

SUFFIXES: Final = (".json", ".xlsx")
_FIELDS: Final = ("key", "decision", "title", "target", "reason")


def write_plan(path: Path, plan: Plan) -> None:
    """Write the table of decisions; a file that is there is replaced only when the new one is complete.

    Args:
        path (Path): Ends in .json or .xlsx.
        plan (Plan): Any.

    Raises:
        BadRequest: If it ends in something else, or cannot be written to.
    """
    if _suffix(path) == ".xlsx":
        from assistant.export.plan import write_plan_sheet

        write_plan_sheet(path, plan)
        return
    with whole_file(path, ".json") as whole:
        whole.write_text(json.dumps(plan_json(plan), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_plan(path: Path, plan: Plan) -> Plan:
    """Read a table of decisions that the user may have edited.

    Args:
        path (Path): What `write_plan` wrote; the JSON of a whole draft will do, too.
        plan (Plan): Freshly worked out from the same sources.

    Returns:
        Plan: With the user's edits; the very same where there are none.

    Raises:
        BadRequest: If the file cannot be read, or what it says makes no sense: which file, row and column.
    """
    if _suffix(path) == ".xlsx":
        from assistant.export.plan import read_plan_sheet

        if not path.is_file():
            raise BadRequest(f"找不到起草计划：{path}。请检查路径")
        return with_edits(plan, read_plan_sheet(path))
    return given_plan(_parsed(path), plan, path.name)


def given_plan(given: object, plan: Plan, file: str) -> Plan:
    """Take over a table of decisions that is at hand as data.

    Args:
        given (object): Of the form that `write_plan` gives to JSON.
        plan (Plan): Freshly worked out from the same sources.
        file (str): As errors and sources name the table.

    Returns:
        Plan: With the user's edits; the very same where there are none.

    Raises:
        BadRequest: If the table has another form, or what it says makes no sense: which row and column.
    """
    if not isinstance(given, Mapping) or not isinstance(given.get("plan"), list):
        raise BadRequest(f'起草计划应是 JSON 对象，其中 "plan" 是行的列表：{file}。请用本系统导出的文件修改')
    return with_edits(plan, Edited(file, tuple(_rows(given["plan"], file)), _sections(given, file)))


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES or path.is_dir():
        raise BadRequest(f"起草计划的文件名要以 {' 或 '.join(SUFFIXES)} 结尾，且不能是文件夹：{path}。请换一个文件名")
    return suffix


# --- JSON -------------------------------------------------------------------------------------------------------------


def _parsed(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        where = f"第 {error.lineno} 行第 {error.colno} 列"
        raise BadRequest(f"起草计划不是合法的 JSON（{where}）：{path.name}。请改正后再试") from error
    except UnicodeDecodeError as error:
        raise BadRequest(f"起草计划的编码不是 UTF-8：{path.name}。请另存为 UTF-8 后再试") from error
    except OSError as error:
        raise BadRequest(f"无法读取起草计划（{error.strerror}）：{path}。请检查路径") from error


def _rows(rows: list[Any], file: str) -> Iterator[EditedRow]:
    for number, row in enumerate(rows, 1):
        place = f"第{number}项"
        if not isinstance(row, dict):
            raise BadRequest(f"{file} {place}：应是 JSON 对象，现在是 {row!r}。请改正后再试")
        yield EditedRow(place, *(_text(row.get(field, ""), f"{file} {place}“{field}”") for field in _FIELDS))


def _sections(given: Mapping[str, Any], file: str) -> tuple[str, ...] | None:
    """Headings; the opening paragraph of a draft stands under none."""
    if "sections" not in given:
        return None
    listed = given["sections"]
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise BadRequest(f'{file} “sections”：应是 [{{"heading": "…"}}, …]。请改正后再试')
    texts = (_text(each.get("heading"), f"{file} “heading”") for each in listed)
    return tuple(text for text in texts if text)


def _text(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    raise BadRequest(f"{where}：应是文字，现在是 {value!r}。请改正后再试")
