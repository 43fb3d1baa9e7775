"""Year against year, plan against plan, superior against own."""

from assistant.compare.coverage import coverage
from assistant.compare.records import Comparison, Covering, FieldChange, Row, Unit
from assistant.compare.story import compare

__all__ = ["Comparison", "Covering", "FieldChange", "Row", "Unit", "compare", "coverage"]
