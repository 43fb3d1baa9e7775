"""Drafts and answers as Word documents in the official layout of GB/T 9704-2012."""

from assistant.export.word.writing import write_answers, write_draft, write_revisions

__all__ = ["write_answers", "write_draft", "write_revisions"]
