"""The sample library of an invented group company, as package data."""
