"""The documents that the library cites: one name for each, which are there, which are missing, which are in force."""
