"""The page: display only. What it shows is made in `assistant` and `ingest`."""
