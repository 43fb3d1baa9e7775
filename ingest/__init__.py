"""A document becomes addressable items, obligations and vectors."""
