"""Pictures of figures, as SVG made here: no script, colours from the style sheet, a table beside each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROW: Final = 22
_LABEL: Final = 150
_WIDTH: Final = 640
_ROOM: Final = 60  # for the figure behind a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, and its parts, from the first to the last."""

    label: str
    parts: tuple[float, ...]

    @property
    def total(self) -> float:
        """Its length."""
        return sum(self.parts)


def make_bars(name: str, bars: Sequence[Bar], title: str, *, rtl: bool = False, top: float = 0.0) -> Markup:
    """Draw horizontal bars, from the right where people read from there; nothing without bars. Pure.

    `top` is the value of a full bar, 0 makes it the largest. The table beside it says the same to who cannot see it,
    so that the picture itself is one image with a name.
    """
    if not bars:
        return Markup("")
    largest = top or max(bar.total for bar in bars) or 1.0
    height = _ROW * len(bars) + 4
    rows = Markup("").join(
        part for number, bar in enumerate(bars) for part in _row(bar, number * _ROW + 2, largest, rtl=rtl)
    )
    return Markup(
        '<svg class="plot" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title" direction="{way}">'
        '<title id="{name}-title">{title}</title>{rows}</svg>'
    ).format(width=_WIDTH, height=height, name=name, title=title, rows=rows, way="rtl" if rtl else "ltr")


def _row(bar: Bar, y: int, largest: float, *, rtl: bool) -> Iterator[Markup]:
    def place(x: float, width: float = 0.0) -> float:
        return round(_WIDTH - x - width if rtl else x, 1)

    yield Markup('<text class="label" x="{}" y="{}">{}</text>').format(place(0), y + 15, bar.label[:24])
    x = float(_LABEL)
    for number, value in enumerate(bar.parts):
        width = value / largest * (_WIDTH - _LABEL - _ROOM)
        rect = Markup('<rect class="part-{}" x="{}" y="{}" width="{}" height="14"/>')
        yield rect.format(number, place(x, width), y + 3, round(width, 1))
        x += width
    yield Markup('<text class="value" x="{}" y="{}">{}</text>').format(place(x + 6), y + 15, f"{bar.total:.4g}")
