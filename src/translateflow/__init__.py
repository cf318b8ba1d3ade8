"""translateflow takes a press office's releases from one language to many."""

__version__ = "0.1.0"
