"""A superior's sentence, an intention or a problem -> words of the own plan."""

from assistant.drafting.voice.sentences import as_plan, to_measure, unlabelled

__all__ = ["as_plan", "to_measure", "unlabelled"]
