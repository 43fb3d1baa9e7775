"""A question becomes an answer, a request becomes a draft."""
