"""Which sentences answer a question, and whether they do: what is asked, how sentences score, when to refuse."""
