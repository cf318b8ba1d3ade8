"""The words of the domain, frozen. Knows no file, no network, no SQL."""
