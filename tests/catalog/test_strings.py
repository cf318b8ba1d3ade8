from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.catalog.strings import escape, join_strings, render_string, unescape, writable


@given(st.text())
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text())
def test_a_rendered_field_is_read_back(text: str) -> None:
    assert join_strings(render_string("msgid", text, "\n")) == text


def test_escapes_of_other_tools_are_known() -> None:
    assert unescape(r"\a\b\f\v\t\x41\101\"\\") == '\a\b\f\v\tAA"\\'


@pytest.mark.parametrize("broken", [r"\q", "\\"])
def test_an_unknown_escape_is_no_text(broken: str) -> None:
    with pytest.raises(ValueError, match="no escape"):
        unescape(broken)


def test_a_field_is_broken_after_line_feeds_only() -> None:
    assert render_string("msgstr", "one\n", "\n") == ['msgstr "one\\n"\n']
    assert render_string("msgstr", "one\ntwo", "\r\n") == ['msgstr ""\r\n', '"one\\n"\r\n', '"two"\r\n']


@given(st.text(), st.text())
def test_a_writable_text_ends_like_its_source(target: str, source: str) -> None:
    text = writable(target, source)
    if text:
        assert text.startswith("\n") == source.startswith("\n")
        assert text.endswith("\n") == source.endswith("\n")


def test_what_no_po_file_can_hold_is_left_out() -> None:
    assert writable("a\x00b\ud800c\r\nd", "x") == "abc\nd"
    assert writable("\n", "x\n") == ""
