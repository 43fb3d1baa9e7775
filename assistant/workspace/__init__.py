"""The workspace of several people: who they are, what they may do and did, and the work that runs for them."""
