"""Source text <-> document. Pure: bytes and text in, frozen words out; no files, no network."""
