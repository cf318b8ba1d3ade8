"""One module a revision: `revision_<number>.py`."""
