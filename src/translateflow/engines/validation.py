"""Validation: what an engine answers is data from a stranger until it has passed here.

Services answer with error pages, quota notices, escaped text, nothing, or the source. Each kind is known from the
field and has its rule; the shapes are in `tests/engines/data/`. Masks are `styles.py`'s business.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

COPY_WARNING = "The engine gave the source text back unchanged."


@dataclass(frozen=True, slots=True)
class Answer:
    """A text that may become a draft, in the masking it was asked for."""

    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer must not become a draft. `permanent`: asking again is of no use."""

    reason: str
    permanent: bool = False
    retry_after: float | None = None


# A web page, by its first bytes or its frame. Wherever the source itself has the same words, they are no sign.
_WEB_PAGE = re.compile(r"\A\s*(?:<!doctype\s|<html\b|<\?xml\b)|</(?:html|body|head)>", re.IGNORECASE)
# Google's page as plain text, as deep-translator hands it over.
_ERROR_PAGE = re.compile(
    r"Error \d{3} \([A-Z][^)]*\)!!1|That[’']s an error\.|unusual traffic from your computer network"
    r"|\A\s*(?:502 Bad Gateway|503 Service (?:Temporarily )?Unavailable|504 Gateway Time-?out)\b"
)
# MyMemory answers these with status 200 in place of a translation.
_QUOTA = re.compile(r"\AMYMEMORY WARNING:|\AQUOTA EXCEEDED\b|\AYOU USED ALL AVAILABLE FREE TRANSLATIONS", re.IGNORECASE)
_NEXT_AVAILABLE = re.compile(r"NEXT AVAILABLE IN\s+(\d+)\s+HOURS?\s+(\d+)\s+MINUTES?\s+(\d+)\s+SECONDS?")
_SERVICE_MESSAGE = re.compile(
    r"\A\s*'?(?:[A-Z-]+'? IS AN INVALID (?:SOURCE|TARGET) LANGUAGE|INVALID LANGUAGE PAIR SPECIFIED"
    r"|PLEASE SELECT TWO DISTINCT LANGUAGES|QUERY LENGTH LIMIT EXCEE?DED|NO QUERY SPECIFIED|INVALID EMAIL PROVIDED"
    r"|NO CONTENT TO TRANSLATE|INVALID API KEY|TOO MANY REQUESTS\Z)"
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|lt|gt|quot|apos|nbsp);")

# Far beyond what languages differ by: Chinese takes a third of the characters of English, Tamil or German up to twice
# as many. Short texts vary more, so the bounds only bite where a sentence came back as a word or as an essay.
_LONGEST_RATIO = 8
_LONGEST_SLACK = 60
_SHORTEST_RATIO = 12
_SHORTEST_SOURCE = 60


def validate_answer(answer: object, source: str, *, escaped: bool = False) -> Answer | Refusal:
    """Decide whether an answer to a text may be read on. `escaped`: entities are part of how the text was sent."""
    if isinstance(answer, list):
        return Refusal("the answer is a list where a text was expected")
    if answer is None:
        return Refusal("the engine answered nothing")
    if not isinstance(answer, str):
        return Refusal(f"the answer is of type {type(answer).__name__} where a text was expected")
    if not answer.strip():
        return Refusal("the answer is empty")
    return _find_service_message(answer, source) or _find_absurdity(answer, source) or _accept(answer, source, escaped)


def _find_service_message(answer: str, source: str) -> Refusal | None:
    if _QUOTA.search(answer) and not _QUOTA.search(source):
        return Refusal("its free quota is used up", permanent=True, retry_after=_seconds_until_next(answer))
    if _SERVICE_MESSAGE.search(answer) and not _SERVICE_MESSAGE.search(source):
        return Refusal("a message of the service came in place of a translation", permanent=True)
    for page in (_WEB_PAGE, _ERROR_PAGE):
        if page.search(answer) and not page.search(source):
            return Refusal("an error page came in place of a translation")
    return None


def _seconds_until_next(answer: str) -> float | None:
    found = _NEXT_AVAILABLE.search(answer.upper())
    if found is None:
        return None
    hours, minutes, seconds = (int(group) for group in found.groups())
    return float(hours * 3600 + minutes * 60 + seconds)


def _find_absurdity(answer: str, source: str) -> Refusal | None:
    if len(answer) > _LONGEST_RATIO * len(source) + _LONGEST_SLACK:
        return Refusal(f"the answer has {len(answer)} characters for {len(source)}")
    if len(source) >= _SHORTEST_SOURCE and len(answer) * _SHORTEST_RATIO < len(source):
        return Refusal(f"the answer has {len(answer)} characters for {len(source)}")
    return None


def _accept(answer: str, source: str, escaped: bool) -> Answer:
    text = answer if escaped or _ENTITY.search(source) else unescape_entities(answer)
    is_copy = text.strip() == source.strip() and any(character.isalpha() for character in source)
    return Answer(text, (COPY_WARNING,) if is_copy else ())


def unescape_entities(text: str) -> str:
    """Turn the entities that services leave in plain text into characters: `l&#39;a` is `l'a`."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)
