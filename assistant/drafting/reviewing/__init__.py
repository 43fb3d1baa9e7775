"""A 总结: the plan of the year, item by item, with what was reported of each, the year's problems and intentions."""

from assistant.drafting.reviewing.owing import owed_by
from assistant.drafting.reviewing.planning import review_plan_of
from assistant.drafting.reviewing.sources import review_brief_of
from assistant.drafting.reviewing.writing import write_review

__all__ = ["owed_by", "review_brief_of", "review_plan_of", "write_review"]
