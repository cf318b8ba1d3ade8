"""Translation memory and glossary: exchange formats and similarity. Pure; their tables live in storage."""
