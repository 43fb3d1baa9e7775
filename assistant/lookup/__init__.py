"""The requirement register: filtered, counted, grouped, with conflicts between documents pointed out."""

from assistant.lookup.query import Query
from assistant.lookup.register import Register, Row, citations, look_up, notes_on, rows_of

__all__ = ["Query", "Register", "Row", "citations", "look_up", "notes_on", "rows_of"]
