"""The task breakdown of a draft: rows of tasks with who leads, who answers, by when, on what ground."""

from assistant.drafting.breakdown.tasks import NO_DEADLINE, NO_LEAD, ROW_CHARS, breakdown_of, joined_rows

__all__ = ["NO_DEADLINE", "NO_LEAD", "ROW_CHARS", "breakdown_of", "joined_rows"]
