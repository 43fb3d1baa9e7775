"""Whether a sentence's work is done once and finished: 7月底前完成工作群清理, 修订《…》. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.drafting.carrying.spans import NAMED
from ingest.obligations.clauses import sentences_of
from ingest.obligations.deadlines import Context, deadlines_in

# What comes round every year, whether or not its sentence says how often.
_RECURS: Final = re.compile(
    r"每(?:[年季月周日天次双半两]|[三四五六\d]个?[年月])|年度|全年|年底(?!前)|年末(?!前)|定期|经常|常态|长效|按季|按月|逐季|逐月|及时|随时|坚持|汛期|迎峰度[夏冬]"
    r"|述职|考核|评定|评议|评选|评比|表彰|民主生活会|组织生活会|职工代表大会|职代会|政治审查|政审|发展对象|慰问|责任书|责任清单|更新|通报|公布|述职述廉|工作总结|培训班|交流会|要点"
)
_FINISHED: Final = re.compile(
    r"完成|建成|上线|印发|出台(?!账)|清理|清查|摸清|摸排|补齐|配齐|转为|转正|换届|选举|选好|组建完|揭牌|启用|全覆盖|销号|整改到位|清零|轮训|一遍|移交|撤并|改造|关停|"
    r"登记|验收|报党委会|提交党委会|审定|审议|拿出|动员部署|停止执行|全部建立|建立(?=$|，)"
)
_MAKES: Final = re.compile(
    r"(?<!新)(?:制定|制订|修订|起草|草拟|印发|出台(?!账)|编制|编印|拟订)(?:统一的|新的|[^，。；《的]){0,12}(?:《|办法|细则|规定|制度(?!化)|方案|规划|清单|目录|条例|意见|规则|手册|故事集)"
)
_BUILDS: Final = re.compile(
    r"(?:建成|新建(?!立的)|改造|扩建|揭牌|挂牌成立)|(?:新建立|首次|首届|首轮)|转为正式|调整为党(?:委|总支|支部)"
)
_OCCASION: Final = re.compile(r"\d{2,3}周年|召开之年|喜迎|[二三]十大召开|献礼|庆祝大会")
_CAMPAIGN: Final = re.compile(r"(?<!巩固)(?<!拓展)(?:主题教育|学习教育)(?!成果|常态化|长效|制度化|整改|期间)")
_CAMPAIGN_ON: Final = re.compile(r"(?:开展|启动|推进|抓好|组织|做好)[^。；]{0,40}$")
_PAST: Final = re.compile(
    r"上年(?:未|没有|尚未|遗留|结转)|尚未|剩余|遗留|(?:19|20)\d\d年[^，。；]{0,10}(?:巡察|检查|查摆|发现)的"
)
_DATES: Final = Context(year=None, yearly=False)


def is_one_off(text: str) -> bool:
    """Whether what a sentence asks for is done once and then finished.

    Args:
        text (str): A sentence, or a clause of it; of a sentence whose duty also recurs, the clause must be asked for.

    Returns:
        bool: True for 7月底前完成工作群清理 and 修订《…》; False for 年度评定9月底前完成 and for what names no end.
    """
    words = NAMED.sub(lambda match: "《》" if match[0].startswith("《") else match[0], text)
    if _is_campaign(words) or _OCCASION.search(words) or _PAST.search(words):
        return not _RECURS.search(words) or _is_campaign(words)
    if _RECURS.search(words):
        return False
    clauses = [clause.text for sentence in sentences_of(words, 0) for clause in sentence.clauses]
    return any(_MAKES.search(clause) or _BUILDS.search(clause) or _ends(clause) for clause in clauses)


def _ends(clause: str) -> bool:
    """A date by which something is finished; 任职后3个月内 comes round with every appointment."""
    dates = [date for date in deadlines_in(clause, _DATES) if not date.normalised.startswith("≤")]
    return bool(dates) and _FINISHED.search(clause) is not None


def _is_campaign(words: str) -> bool:
    """开展…学习教育: one campaign of the Party; 巩固…学习教育成果 goes on."""
    return any(_CAMPAIGN_ON.search(words, 0, match.start()) for match in _CAMPAIGN.finditer(words))
