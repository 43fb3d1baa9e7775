"""Small invented plans and reports of a year, and the 总结 that comes of them."""

from __future__ import annotations

from assistant.drafting.records import NO_FACTS, Brief, Draft, Fact, Facts, Reading
from assistant.drafting.reviewing import review_brief_of
from assistant.drafting.story import Desk, draft_of, plan_of
from ingest.embedding import Embedding
from ingest.library.profile import Profile
from tests.assistant.drafting.drafted import UNIT, plan, reading

Reviewed = tuple[Brief, Draft]

PLAN = plan(
    2025,
    "一、夯实基层基础，建强战斗堡垒",
    "（一）做好发展党员工作。全年发展党员20名，11月底前完成政治审查。",
    "（二）修订公开办法。党委办公室8月底前修订《云岭集团党务公开工作办法》。",
    "二、加强纪律建设，涵养清风正气",
    "（一）开展警示教育。每年召开警示教育大会2次。",
)
HALF = reading(
    "云岭集团2025年上半年党建工作总结",
    "一、上半年工作情况",
    "（一）发展党员9名，完成政治审查。",
)
BELOW = reading(
    "云岭集团水电公司2025年党建工作总结",
    "一、主要工作情况",
    "（一）警示教育抓在经常。召开警示教育大会1次，85名党员参加。",
    unit="云岭集团水电公司",
)
AHEAD = plan(2026, "一、建强组织", "（一）推进组织覆盖。每季度摸排1次。")


def review(embedding: Embedding, *given: Reading, facts: tuple[Fact, ...] = ()) -> Reviewed:
    told = Facts("今年.txt", facts) if facts else NO_FACTS
    brief = review_brief_of(None, UNIT, 2025, given=(PLAN, *given), facts=told, profile=Profile(unit=UNIT))
    planned = plan_of(brief, embedding)
    return brief, draft_of(brief, planned, planned.plan, Desk(Profile(unit=UNIT), None, embedding))
