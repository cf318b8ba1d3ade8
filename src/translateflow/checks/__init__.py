"""(source, target) -> issues. Pure functions, one registry line each."""
