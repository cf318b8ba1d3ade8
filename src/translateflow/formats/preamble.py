"""What a web page shows above its first paragraph, told apart after copying: site, headline, image, date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.formats.dates import find_date, read_date_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_LONGEST = 8
_PARAGRAPH_LENGTH = 120
_SENTENCE_LENGTH = 60
_TITLE_LENGTH = 250
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'»“”’)]*$")
_KICKER = re.compile(
    r"(?:presse?-?\s?(?:mitteilung|information|meldung)|medien(?:mitteilung|information)|(?:press|news|media) release"
    r"|communiqué(?: de presse)?|comunicado(?: de prensa)?|nota de pren?sa|comunicato stampa|persbericht|tisková zpráva"
    r"|komunikat prasowy|прес-?реліз|пресс-?релиз|basın (?:bülteni|açıklaması)|بيان صحفي)"
    r"(?:\s+(?:nr|no|n°|núm)?\.?\s*[\d/.-]+)?",
    re.IGNORECASE,
)
_BESIDE_KICKER = re.compile(r"(?:[\s|,:;•·–-]|\b(?:vom|von|of|du|del|dated|van|z|ze dne)\b)+(?!\d)", re.IGNORECASE)
_SITE = re.compile(
    r"\b(?:ministeri\w*|ministry|ministère|staatskanzlei|senat\w*|rathaus|stadt|gemeinde|landkreis|landesregierung|kreis"
    r"|bundes\w+|behörde|amt|city of|council|government|office|department|ville de|mairie|gobierno|ayuntamiento|comune"
    r""
    r"|портал|міністерство|министерство|bakanlığı|belediyesi|وزارة|بلدية"
    r"|presse(?:stelle|amt|portal)?|portal|startseite|home)\b",
    re.IGNORECASE,
)
_DESCRIPTION_LABEL = re.compile(
    r"(?:bild(?:beschreibung)?|image(?: description)?|alt(?:text|ernativtext)?|picture|imagen|immagine)\s*[:：]\s*"
    r"(?P<text>\S.*)",
    re.IGNORECASE,
)
_CAPTION_LABEL = re.compile(
    r"(?:bildunterschrift|caption|légende|foto|photo|bildnachweis|quelle|fotografía)\s*[:：]\s*(?P<text>\S.*)"
    r"|(?P<credit>©.*)",
    re.IGNORECASE,
)
_DESCRIPTION_START = re.compile(
    r"(?:das (?:bild|foto) zeigt|(?:ein )?(?:bild|foto|portr[aä]t|gruppenbild|symbolbild|luftbild|logo)\b"
    r"|blick (?:auf|in)\b"
    r"|the (?:picture|photo|image) shows|(?:a )?(?:photo|picture|portrait|view) of\b|(?:photo|portrait|vue) d[eu]\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Preamble:
    """What stands above the text. `used` are the paragraphs that are not body; `lines` as in SourceText."""

    title: str = ""
    date: dt.date | None = None
    image_description: str = ""
    image_caption: str = ""
    used: frozenset[int] = frozenset()
    lines: dict[str, int] = field(default_factory=dict)


def read_preamble(paragraphs: Sequence[tuple[str, int]], title: str, language: str) -> Preamble:
    """Read the lines above the first real paragraph. `title` is the front matter's, "" to find it among them."""
    reader = _Reader(language)
    names: list[int] = []
    described = _find_description(paragraphs[:_LONGEST])
    for number, (text, line) in enumerate(paragraphs[:_LONGEST]):
        known = _same(text, title) or any(_same(text, paragraphs[name][0]) for name in names)
        if not known and number != described and _is_paragraph(text):
            break
        if known or not reader.read(number, text, line):
            names.append(number)
    return reader.finish(paragraphs, names, title)


def _find_description(paragraphs: Sequence[tuple[str, int]]) -> int | None:
    """Give the place of a lone sentence between a headline and its repetition: pages describe their image there."""
    for number in range(1, len(paragraphs) - 1):
        text = paragraphs[number][0]
        if _same(paragraphs[number - 1][0], paragraphs[number + 1][0]) and len(text) < _PARAGRAPH_LENGTH * 2:
            return number
    return None


def _is_paragraph(text: str) -> bool:
    ends = bool(_SENTENCE_END.search(text))
    return len(text) >= _PARAGRAPH_LENGTH * 2 or (ends and len(text) >= _SENTENCE_LENGTH)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


class _Reader:
    def __init__(self, language: str) -> None:
        self._language = language
        self._date: dt.date | None = None
        self._description = ""
        self._caption = ""
        self._used: set[int] = set()
        self._lines: dict[str, int] = {}

    def read(self, number: int, text: str, line: int) -> bool:
        """Recognise a line that says by itself what it is."""
        if date := read_date_line(text, self._language):
            self._date = self._date or date
            self._lines.setdefault("date", line)
        elif match := _DESCRIPTION_LABEL.fullmatch(text):
            self._describe(match["text"], line)
        elif match := _CAPTION_LABEL.fullmatch(text):
            self._caption = self._caption or (match["text"] or match["credit"])
            self._lines.setdefault("image_caption", line)
        elif not self._read_kicker(text, line):
            return False
        self._used.add(number)
        return True

    def _read_kicker(self, text: str, line: int) -> bool:
        """Recognise `Pressemitteilung Nr. 12 vom 30.06.2025`, in any order."""
        found = find_date(text, self._language)
        rest = text if found is None else f"{text[: found.start]} {text[found.end :]}"
        if not _KICKER.fullmatch(_BESIDE_KICKER.sub(" ", rest).strip()):
            return False
        if found is not None:
            self._date = self._date or found.date
            self._lines.setdefault("date", line)
        return True

    def _describe(self, text: str, line: int) -> None:
        if not self._description:
            self._description = text
            self._lines["image_description"] = line

    def _is_description(self, text: str, headlines: Sequence[int]) -> bool:
        """Tell the image's description below the headline; on pages that show the headline twice it stands there."""
        if _DESCRIPTION_START.match(text):
            return True
        return len(headlines) > 1 and not self._description and not _SENTENCE_END.search(text)

    def finish(self, paragraphs: Sequence[tuple[str, int]], names: Sequence[int], title: str) -> Preamble:
        """Tell headline, site name and image among the lines that do not say what they are."""
        headlines = _find_headlines(paragraphs, names, title)
        if headlines:
            title = title or paragraphs[headlines[0]][0]
            self._lines.setdefault("title", paragraphs[headlines[0]][1])
            self._used.update(headlines)
        for number in names if headlines else ():
            text, line = paragraphs[number]
            if number < headlines[0]:
                self._used.add(number)
            elif number not in headlines and (number < headlines[-1] or self._is_description(text, headlines)):
                self._describe(text, line)
                self._used.add(number)
        return Preamble(title, self._date, self._description, self._caption, frozenset(self._used), dict(self._lines))


def _find_headlines(paragraphs: Sequence[tuple[str, int]], names: Sequence[int], title: str) -> list[int]:
    """Give the places of the headline: of the known title, else of what stands twice, else of the likeliest line."""
    texts = {number: paragraphs[number][0] for number in names}
    if title:
        return [number for number in names if _same(texts[number], title)]
    for number in names:
        same = [other for other in names if _same(texts[other], texts[number])]
        if len(same) > 1:
            return same
    likely = [number for number in names if len(texts[number]) <= _TITLE_LENGTH]
    if not likely:
        return [0] if len(paragraphs) > 1 and len(paragraphs[0][0]) <= _TITLE_LENGTH else []
    site_first = len(likely) > 1 and _is_site_name(texts[likely[0]], texts[likely[1]])
    return [likely[1 if site_first else 0]]


def _is_site_name(first: str, second: str) -> bool:
    return ("|" in first or bool(_SITE.search(first))) and len(first) < len(second) * 1.5
