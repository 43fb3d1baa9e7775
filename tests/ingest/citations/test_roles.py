"""What a document is cited for: obeyed, to be made, or no paper of an office at all."""

from __future__ import annotations

import pytest

from ingest.records import Role
from tests.ingest.citations.cited import mentions

REPORT = "云岭集团2024年党建工作总结"

PLANNED: list[tuple[str, list[Role]]] = [
    ("1.制定《积分管理办法》。", ["to_be_made"]),
    ("1.研究制定公司《积分管理办法》，6月底前印发。", ["to_be_made"]),
    ("1.进一步修订和完善关于《意识形态实施细则（暂行）》等相关制度。", ["to_be_made"]),
    ("1.修订《积分管理办法（试行）》，4月底前正式印发。", ["to_be_made"]),
    ("1.出台《甲办法》《乙办法》和《丙规定》。", ["to_be_made"] * 3),
    ("1.制定新的《积分管理办法》。", ["to_be_made"]),
    ("1.按要求制定《积分管理办法》。", ["to_be_made"]),
    ("1.根据《甲条例》制定《乙办法》。", ["authority", "to_be_made"]),
    ("1.依据《甲条例》，研究制定《乙办法》，由党委办公室牵头。", ["authority", "to_be_made"]),
    ("1.落实《甲条例》，制定实施方案。", ["authority"]),
    ("1.落实《甲条例》，由组织人事部6月底前制定实施方案。", ["authority"]),
    ("1.《积分管理办法》由组织人事部6月底前印发。", ["to_be_made"]),
    ("1.上年未能按期出台的《积分管理办法》，6月底前印发。", ["to_be_made"]),
    ("1.《甲办法》《乙办法》6月底前出台。", ["to_be_made"] * 2),
    ("1.落实《甲办法》，《乙办法》由组织人事部6月底前印发。", ["authority", "to_be_made"]),
    ("1.编制《2024年党建工作计划表》。", ["to_be_made"]),
    ("1.对《积分管理办法》进行修订。", ["to_be_made"]),
    ("1.将《积分管理办法》修订完善。", ["to_be_made"]),
    ("1.完成《积分管理办法》修订工作。", ["to_be_made"]),
    ("1.落实省委印发的《积分管理办法》。", ["authority"]),
    ("1.执行2019年修订的《积分管理办法》。", ["authority"]),
    ("1.以新修订的《积分管理办法》为重点开展学习。", ["authority"]),
    ("1.《积分管理办法》已于上年印发，今年重在执行。", ["authority"]),
    ("1.对照《积分管理办法》，修订责任清单。", ["authority"]),
    ("1.总结《巡察规划》执行情况，研究制定下一轮规划。", ["authority"]),
    ("1.4月底前印发《甲办法》，原《乙办法》同时停止执行。", ["to_be_made", "authority"]),
    ("1.现将《积分管理办法》印发给你们，请遵照执行。", ["authority"]),
    ("1.制定文件应符合《积分管理办法》。", ["authority"]),
    ("1.落实《党支部标准化建设十条》《基层党支部建设标准化手册》。", ["authority"] * 2),
    ("1.学好《习近平谈治国理政》《习近平新时代中国特色社会主义思想学习纲要》。", ["other"] * 2),
    ("1.认真学习《论坚持党对一切工作的领导》。", ["other"]),
    ("1.贯彻《关于学习贯彻习近平新时代中国特色社会主义思想的意见》。", ["authority"]),
    ("1.拍摄《家乡的水》微视频，观看电影《守岛人》，制定《党费办法》。", ["other", "other", "to_be_made"]),
    ("1.观看《作风建设规定》专题片。", ["other"]),
    ("1.签订《党风廉政建设责任书》和《承诺书》。", ["other"] * 2),
    ("1.填写《入党志愿书》，换发《营业执照》，订阅《求是》。", ["other"] * 3),
    ("1.编印《企业宣传手册》。", ["other"]),
    ("1.落实《中国教育现代化2035》。", ["authority"]),
    ("1.贯彻《关于印发〈积分办法〉的通知》。", ["authority"] * 2),
]

DONE: list[tuple[str, list[Role]]] = [
    ("1.制定印发《2024年党建工作要点》。", ["authority"]),
    ("1.修订《积分管理办法》。", ["authority"]),
    ("1.《积分管理办法》原定10月底前提交审议，年底仍在征求意见。", ["to_be_made"]),
    ("1.学习《习近平谈治国理政》，签订《责任书》。", ["other", "other"]),
]


@pytest.mark.parametrize(("text", "roles"), PLANNED, ids=lambda value: value if isinstance(value, str) else None)
def test_roles_in_a_plan(text: str, roles: list[Role]) -> None:
    assert [m.role for m in mentions("一、主要工作", text)] == roles


@pytest.mark.parametrize(("text", "roles"), DONE, ids=lambda value: value if isinstance(value, str) else None)
def test_roles_in_a_report(text: str, roles: list[Role]) -> None:
    assert [m.role for m in mentions("一、主要工作", text, title=REPORT)] == roles


def test_what_a_report_plans_is_to_be_made() -> None:
    (mention,) = mentions("一、主要工作", "1.抓学习。", "二、下一步打算", "1.修订《积分管理办法》。", title=REPORT)
    assert mention.role == "to_be_made"
