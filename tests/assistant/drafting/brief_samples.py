"""Small invented documents, and a brief as file names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.drafting.brief import brief_of
from assistant.drafting.reading import reading_of_file
from assistant.drafting.records import Brief, Reading
from ingest.library.profile import Profile
from ingest.settings import Settings

PLAN = (
    "{year}年党建工作的总体要求是：坚持稳中求进，抓好各项任务落实。",
    "一、加强思想建设",
    "（一）抓好理论学习。党委理论学习中心组每季度集中学习1次，党委办公室做好记录。",
    "二、加强组织建设",
    "（二）规范组织生活。党支部每月开展1次主题党日。",
)
SUMMARY = (
    "{year}年，党建工作取得新进展。",
    "一、主要工作",
    "一是理论学习扎实开展。",
    "二是组织生活更加规范。",
    "二、存在的问题",
    "一是有的党支部活动形式单一。",
    "二是流动党员管理不够及时。",
)
ORDERS = (
    "现就做好{year}年工作提出如下意见。",
    "一、加强学习。各单位每季度至少组织1次学习。",
    "二、加强监督。每半年检查1次。",
)
RULES = ("第一条 为规范管理，制定本办法。", "第二条 各党支部应当每年报告1次。")


def written(folder: Path, file: str, lines: Iterable[str], *, title: str = "", year: int = 0) -> Path:
    """A text file with a title, its file's stem where none is given."""
    path = folder / file
    words = "\n".join(line.format(year=year) for line in lines)
    path.write_text(f"{title or path.stem}\n\n{words}\n", "utf-8")
    return path


def readings(settings: Settings, *paths: Path) -> list[Reading]:
    return [reading_of_file(path, settings) for path in paths]


def files(found: Sequence[Reading]) -> list[str]:
    return [reading.document.file for reading in found]


def reasons(brief: Brief) -> dict[str, str]:
    return {document.file: reason for document, reason in brief.left_out}


def alone(given: Sequence[Reading], unit: str, year: int) -> Brief:
    """A brief from given files only."""
    return brief_of(None, unit, year, given=given, profile=Profile())
