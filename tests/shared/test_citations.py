"""Cited documents of the real documents: the referee's figures, and the role of every name, decided by reading."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.citations import mentions_of
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Mention, Outline, Text
from ingest.settings import Settings

pytestmark = pytest.mark.shared

Read = dict[str, tuple[Outline, tuple[Mention, ...]]]

# Short name of the file -> address -> official name and role of what the item cites, each once.
ROLES: dict[str, dict[str, dict[str, str]]] = {
    "国企": {
        "三/4": {"中国共产党国有企业基层组织工作条例（试行）": "authority", "中国共产党支部工作条例（试行）": "authority"},
        "四/10": {
            "中国共产党支部工作条例（试行）": "authority",
            "X新区党支部标准化建设十条": "authority",
            "X省全面提升基层党建质量三年行动计划（2019-2021年）": "authority",
            "关于推进全省党支部标准化规范化建设的实施意见": "authority",
        },
        "五/20": {"关于整治干部不担当不作为突出问题的工作方案": "authority"},
        "五/21": {
            "中国共产党党员教育管理工作条例": "authority",
            "2019-2023年全国党员教育培训工作规划": "authority",
            "党员干部教育培训管理办法": "to_be_made",
        },
        "六/22": {"中国共产党国有企业基层组织工作条例（试行）": "authority"},
        "六/23": {"公司党委成员党建工作联系点制度": "to_be_made"},
        "六/24": {"意识形态工作责任制实施细则（暂行）": "to_be_made"},
        "六/26": {"党员积分管理办法": "to_be_made"},
        "八/29": {"中国共产党宣传工作条例": "authority", "中国共产党支部工作条例（试行）": "authority"},
    },
    "县局": {
        "一/（二）": {
            "XX县县以上党和国家机关党员领导干部民主生活会若干规定": "authority",
            "中国共产党支部工作条例（试行）": "authority",
        },
        "一/（三）": {"XXX局“三重一大”事项决策制度": "authority"},
        "三/（六）": {"中国共产党发展党员工作细则": "authority"},
        "三/（七）": {"关于进一步加强党员组织关系管理的意见": "authority"},
    },
    "企业": {"一/（一）/三是": {"干部管理办法（试行）": "authority"}},  # made already
    "集团": {
        "一/一是": {"2020年党的建设工作要点": "authority", "党风廉政建设责任书": "other", "承诺书": "other"},
        "一/二是": {"中国共产党国有企业基层组织工作条例（试行）": "authority"},
        "一/三是": {"关于开展“示范党支部”创建工作的实施方案": "authority"},
        "一/七是": {
            "新闻信息宣传工作奖励办法": "authority",
            "进一步加强宣传工作的通知": "authority",
            "企业宣传手册": "other",
        },
        "一/八是": {"以利民之笔答青春之卷": "other"},
        "三/（三）": {"关于新形势下党内政治生活的若干准则": "authority"},
    },
    "机关": {
        "导语": {"关于加强和改进中央和国家机关党的建设的意见": "authority"},
        "一/1": {
            "中共中央政治局关于加强和维护党中央集中统一领导的若干规定": "authority",
            "中共中央关于加强党的政治建设的意见": "authority",
            "论坚持党对一切工作的领导": "other",
        },
        "一/3": {"中央和国家机关工委关于创建让党中央放心，让人民群众满意的模范机关的意见": "authority"},
        "一/5": {
            "关于新形势下党内政治生活的若干准则": "authority",
            "中央和国家机关严格党的组织生活制度的若干规定（试行）": "authority",
        },
        "二/6": {"关于深入学习宣传贯彻党的十九届四中全会精神的通知": "authority"},
        "二/7": {
            "习近平谈治国理政": "other",
            "习近平关于XX论述摘编": "other",
            "习近平新时代中国特色社会主义思想纲要": "other",
        },
        "三/10": {
            "中国共产党党和国家机关基层组织工作条例": "authority",
            "中央和国家机关部门所属事业单位党建工作的意见": "authority",
            "中国共产党支部工作条例（试行）": "authority",
            "中央和国家机关党小组工作规则": "authority",
            "国家铁路局基层党支部建设标准化规范化手册": "authority",
        },
        "三/11": {"中国共产党党员教育管理工作条例": "authority", "2019-2023年全国党员教育培训工作规划": "authority"},
        "四/14": {"中国共产党问责条例": "authority", "领导干部报告个人有关事项规定": "authority"},
        "六/19": {"党委（党组）落实全面从严治党主体责任规定": "authority"},
        "六/21": {"加强中央和国家机关部门机关党委、机关纪委自身建设的意见": "authority"},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def read(shared: Path) -> Read:
    with Sandbox(Settings.from_environment({}, Path("unused"))) as sandbox:
        files = sorted((shared / "data/documents").iterdir())
        outlines = {file.name: outline_of(Text.of(sandbox.read(file)), file.name) for file in files}
    return {file: (outline, mentions_of(outline)) for file, outline in outlines.items()}


def test_the_referee(shared: Path, read: Read, tmp_path: Path) -> None:
    rows = [
        {"file": file, "address": outline.items[m.item].address, "normalised": m.normalised}
        for file, (outline, mentions) in read.items()
        for m in mentions
    ]
    out = tmp_path / "cites.json"
    out.write_text(json.dumps({"rows": rows}, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, shared / "tools/score.py", "citations", shared / "data/eval/citations.jsonl", out]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    assert figures["recall"] >= 0.95, figures["missed"]
    assert figures["precision"] >= 0.9, figures["extra"]


@pytest.mark.parametrize("short", ROLES)
def test_roles(short: str, read: Read) -> None:
    ((outline, mentions),) = [found for file, found in read.items() if file.startswith(short)]
    found: dict[str, dict[str, str]] = {}
    for mention in mentions:
        found.setdefault(outline.items[mention.item].address, {})[mention.normalised] = mention.role
    assert found == ROLES[short]
