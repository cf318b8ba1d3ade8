"""Segments -> drafts. The network lives here; files and SQL do not."""
