"""HTML bodies as Markdown that renders to the same body."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.formats import canonical_html, renders_as, write_markdown
from translateflow.formats.markdown import render_markdown


def _body(markdown: str) -> str:
    return canonical_html(re.sub(r' data-sourcepos="[^"]*"', "", render_markdown(markdown)))


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Ein **fetter** und *schräger* Satz.", "Ein **fetter** und *schräger* Satz."),
        ("## Anfahrt", "## Anfahrt"),
        ("- eins\n- zwei", "- eins\n- zwei"),
        ("3. drei\n4. vier", "3. drei\n4. vier"),
        ("> Zitat", "> Zitat"),
        ("Zeile\\\nneue Zeile", "Zeile\\\nneue Zeile"),
        ("<https://stadt.example>", "<https://stadt.example>"),
        ('[Projekt](https://stadt.example "Titel")', '[Projekt](<https://stadt.example> "Titel")'),
        ("![Brücke](images/b.svg)", "![Brücke](<images/b.svg>)"),
        ("```python\nx = `1`\n```", "```python\nx = `1`\n```"),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", "| a | b |\n| --- | --: |\n| 1 | 2 |"),
        ("---", "---"),
        ("~~alt~~ und `code`", "~~alt~~ und `code`"),
    ],
)
def test_what_markdown_knows_is_written_as_markdown(markdown: str, shown: str) -> None:
    assert write_markdown(_body(markdown)).strip() == shown


@pytest.mark.parametrize(
    "body",
    [
        "<p># kein Titel</p>\n",
        "<p>1. keine Liste</p>\n",
        "<p>- kein Strich\nund + kein Plus</p>\n",
        "<p>*keine* _Betonung_ &lt;b&gt; [kein](Link) `kein` | Strich &amp;amp;</p>\n",
        "<p>https://nicht.verlinkt.example und www.auch-nicht.example und wer@da.example</p>\n",
        "<p>x &lt; 5 und a*b*c</p>\n",
        "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n",
        '<p><span class="x">Rest</span></p>\n',
        "<div>\n<p>in einem Kasten</p>\n\n<p>und noch einer</p>\n</div>\n",
        "<p><em>a</em><em>b</em></p>\n",
        "<p>  </p>\n",
        "<div>\n<pre>tief\n\n\n&lt;Code&gt;</pre>\n</div>\n",
        "<p>a <code>`</code> b</p>\n",
        '<ol start="x"><li>a</li></ol>\n',
        "<table><tbody><tr><td>ohne Kopf</td></tr></tbody></table>\n",
        "<pre>ohne\n\nCode</pre>\n",
        '<p><a href="x" class="y">Klasse</a></p>\n',
        "<!-- Notiz -->\n<p>danach</p>\n",
    ],
)
def test_whatever_looks_like_markup_or_has_no_markdown_comes_back_as_it_was(body: str) -> None:
    assert renders_as(write_markdown(body), canonical_html(body))


def test_text_outside_of_every_block_becomes_a_paragraph() -> None:
    assert write_markdown("<h2>a</h2>loser <strong>Text</strong>").strip() == "## a\n\nloser **Text**"


_words = st.text(st.sampled_from("ab1 .-*_`#[]()<>&|\\!~+:@é\u00a0"), min_size=1, max_size=12)
_inline = st.one_of(_words, _words.map("**{}**".format), _words.map("*{}*".format), _words.map("`{}`".format))
_line = st.lists(_inline, min_size=1, max_size=4).map(" ".join)
_block = st.one_of(
    _line,
    _line.map("## {}".format),
    st.lists(_line, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.lists(_line, min_size=1, max_size=3).map(lambda lines: "\n\n".join(f"1. {line}" for line in lines)),
    _line.map("> {}".format),
    _line.map("    {}".format),
)


@given(st.lists(_block, max_size=5).map("\n\n".join))
def test_any_document_comes_back_as_it_was(markdown: str) -> None:
    body = _body(markdown)
    assert renders_as(write_markdown(body), body)
