"""Names of units: which a draft must not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.records import Reading
from assistant.drafting.unit_names import foreign_names, organisations_in, own_names
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import EVERYONE, Document, Text
from ingest.settings import Settings
from tests.conftest import text_of

CORPUS = Path(__file__).parents[3] / "corpus"

NAMES = {
    "听取青禾水务集团、东山文化公司汇报": ["青禾水务集团", "东山文化公司"],
    "与西江市水利局签订协议，向省国资委报送情况": ["西江市水利局", "省国资委"],
    "组织人员到东山中学、青禾医院开展志愿服务": ["东山中学", "青禾医院"],
    "考察青禾城市发展集团和东山物业管理公司": ["青禾城市发展集团", "东山物业管理公司"],
    "促进公司发展，服务集团大局，保障公司安全": [],
    "青禾能源集团有限公司党委": ["青禾能源集团有限公司"],
    "指导各子公司、二级公司、3家所属公司和上市公司": [],
    "加强集团党委和公司本部建设，提升公司形象，推动集团发展": [],
    "着眼大局，开好局、起好步，打破利益格局，局面良好": [],
    "党员每年集中学习不少于32学时，开展青年大学习": [],
    "在办事大厅设立窗口，职工餐厅改造，进厂检修，厂区安全": [],
    "检查XX公司、X家公司": [],
    "": [],
}


@pytest.mark.parametrize("text", NAMES)
def test_names_of_organisations(text: str) -> None:
    assert list(organisations_in(text)) == NAMES[text]


@given(st.text(alphabet="云岭青禾集团公司局厅对各和党委大学习，、A", max_size=30))
def test_names_stand_in_the_text(text: str) -> None:
    assert all(name in text for name in organisations_in(text))


def reading(*lines: str, unit: str = "") -> Reading:
    outline = outline_of(text_of(*lines), "总结.txt")
    about = Document(0, 0, 1, "总结.txt", (), outline.title, 2025, "总结", unit, EVERYONE)
    return Reading(about, outline, (), ())


USES = (
    "2025年党建工作总结",
    "今年以来，集团党委坚持抓党建。",
    "一是落实责任。集团各级党组织认真履职，集团本部作出表率。",
    "二是指导青禾公司整改。",
)


def test_a_word_for_the_own_unit_of_another_is_foreign() -> None:
    assert foreign_names([], [reading(*USES)], [], ["公司党委坚持抓党建。"]) == ("青禾公司", "集团")


def test_a_word_that_the_own_texts_hold_is_told_by_its_uses() -> None:
    own = ["公司党委坚持抓党建，打造一流产业集团。"]
    assert foreign_names([], [reading(*USES)], [], own) == ("青禾公司", "集团党委", "集团各级", "集团本部")


def test_names_that_the_own_texts_hold_are_not_foreign() -> None:
    names = foreign_names(
        ["西江市水利局", "青禾公司", ""], [reading(*USES)], ["青禾公司"], ["集团党委、集团各级和集团本部"]
    )
    assert names == ("西江市水利局",)


@given(
    st.lists(st.sampled_from(("青禾集团", "东山公司", "集团党委", "公司", "西江市水利局")), max_size=4),
    st.text("集团党委青禾公司", max_size=12),
)
def test_no_foreign_name_stands_in_an_own_text(units: list[str], own: str) -> None:
    assert not [name for name in foreign_names(units, [reading(*USES)], [], [own]) if name in own]


def test_departments_of_a_breakdown() -> None:
    file = "云岭集团2025年党建重点任务分解.docx"
    with Sandbox(Settings.from_environment({})) as sandbox:
        outline = outline_of(Text.of(sandbox.read(CORPUS / file)), file)
    about = Document(0, 0, 1, file, (), outline.title, 2025, "任务分解", "云岭集团", EVERYONE)
    names = own_names(["云岭集团"], ["审计部", "工会"], [Reading(about, outline, (), ())])
    assert names[:3] == ("云岭集团", "审计部", "工会")
    assert {"党委办公室", "水电公司党委", "安全生产部", "团委"} <= set(names)
    assert len(names) == len(set(names))
    assert not [name for name in names if "各" in name]
