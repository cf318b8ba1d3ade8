"""What evidence and register say about the law, where the newsroom has not put it into its own words."""

from __future__ import annotations

from translateflow.texts import texts_for


def default_statement(language: str) -> str:
    """Name what the record is made for, cite the article, and give no advice."""
    texts = texts_for(language)
    return texts.gettext(
        "This record shows who reviewed which text and who answers for it. It is kept with regard to Article 50(4) of"
        " Regulation (EU) 2024/1689 (Artificial Intelligence Act). It is not legal advice."
    )
