"""Closing the loop of a year: what was asked, how it was broken down, what became of it."""
