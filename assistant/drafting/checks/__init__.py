"""The checks on a document, one module for each family; `assistant.drafting.check` runs them in order."""
