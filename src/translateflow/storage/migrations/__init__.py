"""The history of the schema, run by `migrate.py`; shipped in the wheel."""
