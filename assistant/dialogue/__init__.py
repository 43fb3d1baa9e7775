"""Questions inside a conversation: what a follow-up leans on, and what a conversation keeps."""
