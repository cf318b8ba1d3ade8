from __future__ import annotations

import pytest

from translateflow.errors import SourceError
from translateflow.formats import MAX_SOURCE_BYTES, paste_to_markdown

BULLET = "<![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>"
NUMBER = "<span style='mso-list:Ignore'>{}.<span>&nbsp; </span></span>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><b>Die</b> <i>Brücke</i></p>", "**Die** *Brücke*"),
        ("<h2>Anfahrt</h2><p>Bahn</p>", "## Anfahrt\n\nBahn"),
        (f"<p class=MsoListParagraph>{BULLET}eins</p>\n<p class=MsoListParagraph>{BULLET}zwei</p>", "- eins\n- zwei"),
        (
            (
                f"<p class=MsoListParagraphCxSpFirst>{NUMBER.format(1)}eins</p>"
                f"<p class=MsoListParagraphCxSpLast>{NUMBER.format(2)}zwei</p>"
            ),
            "1. eins\n2. zwei",
        ),
        ('<p><a href="https://x.example/" onclick="x()">Link</a></p>', "[Link](<https://x.example/>)"),
        ('<p>12&nbsp;Euro<script>x</script><img src="file:///C:/x.png"></p>', "12 Euro"),
        ('<p><a href="javascript:x()">weg</a></p>', "weg"),
        ("", ""),
    ],
)
def test_what_is_pasted_keeps_what_it_means(html: str, markdown: str) -> None:
    assert paste_to_markdown(html) == markdown


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(SourceError):
        paste_to_markdown("x" * (MAX_SOURCE_BYTES + 1))
