"""A near match made to fit: tags that are named otherwise, and the one number that differs, where that is safe."""

from __future__ import annotations

import re

from translateflow.model.markup import TAG_LIKE

# Digits with no letter, separator, sign or currency about them: "1.200", "-3", "A4" and "50%" are not safe.
_PLAIN = re.compile(r"(?<![\w.,:/+\-−–'’٫٬])[0-9]+(?![\w:/%‰\-−–'’٫٬]|[.,][0-9])")
_NUMBER_LIKE = re.compile(r"[^\W_]*\d[\w.,:/'’٫٬%\-]*")


def adapt_match(source: str, unit_source: str, unit_target: str) -> str:
    """Give the unit's target with this source's tags and number, as far as that is safe; unchanged where it is not.

    Tags: they take the names they have in this source where the same elements stand in the same order, and fall away
    where this source has none and all of them enclose text (`<br/>` parts words).
    A number: both are plain digits, all else of the two sources is identical, the old number stands once in the unit's
    source and once in its target, and neither is 1, which changes the grammar around it.
    What comes out is a draft like any other near match.
    """
    return _adapt_number(source, *_adapt_tags(source, unit_source, unit_target))


def _adapt_tags(source: str, unit_source: str, unit_target: str) -> tuple[str, str]:
    """Give source and target of the unit with tags as in this source."""
    own, old = [[match[0] for match in TAG_LIKE.finditer(text)] for text in (source, unit_source)]
    if own == old:
        return unit_source, unit_target
    if not own and not any(tag.endswith("/>") for tag in old):
        return TAG_LIKE.sub("", unit_source), TAG_LIKE.sub("", unit_target)
    names = dict(zip(old, own, strict=False))
    renamed = [names.get(tag, tag) for tag in old]
    if renamed != own or len(set(names.values())) != len(names) or not all(map(_is_alike, names, names.values())):
        return unit_source, unit_target

    def rename(match: re.Match[str]) -> str:
        return names.get(match[0], match[0])

    return TAG_LIKE.sub(rename, unit_source), TAG_LIKE.sub(rename, unit_target)


def _is_alike(tag: str, other: str) -> bool:
    """Whether two tags open, or close, the same kind of element: only their numbers differ."""
    return re.sub(r"[0-9]+", "", tag) == re.sub(r"[0-9]+", "", other)


def _adapt_number(source: str, unit_source: str, unit_target: str) -> str:
    old, new = _find_difference(source, unit_source)
    if not old or "1" in (old, new):
        return unit_target
    in_target = [match for match in _NUMBER_LIKE.finditer(unit_target) if old in match.group()]
    in_source = [match for match in _NUMBER_LIKE.finditer(unit_source) if old in match.group()]
    places = [match for match in _PLAIN.finditer(unit_target) if match.group() == old]
    if len(places) != 1 or len(in_target) != 1 or len(in_source) != 1:
        return unit_target
    return f"{unit_target[: places[0].start()]}{new}{unit_target[places[0].end() :]}"


def _find_difference(source: str, unit_source: str) -> tuple[str, str]:
    """Give the old and the new number when they are all that differs, else "" twice."""
    old_numbers, new_numbers = _PLAIN.findall(unit_source), _PLAIN.findall(source)
    if _PLAIN.sub("\0", source) != _PLAIN.sub("\0", unit_source):
        return "", ""
    pairs = [(old, new) for old, new in zip(old_numbers, new_numbers, strict=True) if old != new]
    return pairs[0] if len(pairs) == 1 else ("", "")
