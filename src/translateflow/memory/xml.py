"""XML of strangers, read safely: no network, no DTD, no entities, bounded depth. And text that XML can hold."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from translateflow.errors import ExchangeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# What XML 1.0 cannot hold in any spelling (section 2.2), and lone surrogates.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def iterate_elements(data: bytes, path: Path | str, *, root: str, names: Sequence[str]) -> Iterator[etree._Element]:
    """Give each element of these local names when it is complete, and forget it afterwards.

    Raises ExchangeError, with the line, for what is no XML, has another root element, or uses entities.
    """
    events = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, element in events:
            _refuse_entities(element, path)
            yield element
            _forget(element)
    except etree.XMLSyntaxError as error:
        problem = f"not well-formed XML ({error.msg})"
        raise ExchangeError(path, problem, line=error.lineno or None, remedy="Export the file again.") from error
    found = local_name(events.root)
    if found != root:
        problem = f"not the expected kind of file: it begins with <{found}> instead of <{root}>"
        raise ExchangeError(path, problem, line=1, remedy="Choose the format that the file has.")


def _refuse_entities(element: etree._Element, path: Path | str) -> None:
    for entity in element.iter(etree.Entity):
        raise ExchangeError(
            path, "uses an entity of its own", line=line_of(entity), remedy="Export the file without a DTD."
        )


def _forget(element: etree._Element) -> None:
    element.clear(keep_tail=True)  # type: ignore[call-arg] # the stubs lack it
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local_name(element: etree._Element) -> str:
    """Give an element's name without its namespace; "" for comments and processing instructions."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int | None:
    """Give the line an element begins at, where the parser knows it."""
    line: Any = element.sourceline  # the stubs have no type for it
    return line if isinstance(line, int) else None


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Give direct children of these local names, in order."""
    return [child for child in element if local_name(child) in names]


def language_of(element: etree._Element) -> str:
    """Give the `xml:lang` of an element, or the `lang` of old files; "" without."""
    return element.get("{http://www.w3.org/XML/1998/namespace}lang") or element.get("lang") or ""


def text_of(element: etree._Element | None) -> str:
    """Give all text inside an element, white space collapsed."""
    return "" if element is None else collapse("".join(str(text) for text in element.itertext("*")))


def collapse(text: str) -> str:
    """Give a text with each run of white space as one space, as segments have it."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def write_text(text: str) -> str:
    """Escape a text for an element; characters that XML cannot hold are left out."""
    return escape(_UNWRITABLE.sub("", text))


def write_attribute(text: str) -> str:
    """Quote and escape a text for an attribute."""
    return quoteattr(_UNWRITABLE.sub("", text))
