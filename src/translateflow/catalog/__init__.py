"""PO files: paths, reading, writing, aligning, merging. The only stage that knows locales/."""
