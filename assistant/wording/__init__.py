"""A language model's words for what was found, each claim checked against the passages that it cites."""
