"""Approved editions -> pages, feeds, sitemap. A pure function of its input, written atomically."""
