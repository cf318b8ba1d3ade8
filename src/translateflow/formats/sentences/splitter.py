"""A text -> its sentences: `sentencex` proposes, the rules of press texts decide where they know better."""

from __future__ import annotations

import re
from itertools import pairwise

import sentencex

from translateflow.formats.sentences.lists import find_list_items
from translateflow.formats.sentences.rules import Rules, rules_of
from translateflow.formats.sentences.spans import LONGEST_QUOTATION, ProtectedSpans
from translateflow.model.language import base_language

_CLOSING = "\"'”’“»«›‹)]」』》）】"
_OPENING = "•⁃·„“”«»\"'‘’‚([/¿¡"
_QUOTES = '”’“»«」』"'
_STOPS = ".…"
_CLASS = re.escape(_CLOSING)
# One class of signs at its start, so that the search can run from sign to sign.
_CANDIDATE = re.compile(rf"[.!?…‥‽؟۔।॥。！？．｡]+(?:\s?»(?!\w)|[{_CLASS}])*\s*")
_WIDE_STOPS = frozenset("。！？．｡")
_IDEOGRAPH = re.compile(r"[\u3040-\u9fff]")
_WINDOW = 60
# `sentencex` takes quadratic time where quotations are never closed; a paragraph is at most a twentieth of this.
_PROPOSED_AT_ONCE = 20_000
# `sentencex` 1.0.32 panics on a letter, a space of several bytes and a full stop.
_WIDE_SPACE = re.compile(r"[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_SPACED_INITIALS = re.compile(r"(?<![\w.])((?:[^\W\d_]\.[\s\u00a0\u202f]?){1,4}[^\W\d_])\Z")
_FIRST_WORD = re.compile(r"[\"'„“”«»‹›‘’(\[「『¿¡]*[\s\u00a0\u202f]?([^\W_]+(?:['’-][^\W\d_]+)*)")
_CONTINUES = re.compile(r"[,;:)\]}»”、，]|[–—-]\s*(?=[^\W\d_])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,5}[^\W\d_]")
_FIGURE = re.compile(r"[(§]?\d{1,4}|[IVXLC]+")
_FIGURE_STARTS = frozenset("(§0123456789IVXLC")
_ELISION = re.compile(r"\A[^\W\d_]{1,4}['’](?=\w)")  # l'art., dell'art.
_GENITIVE_START = re.compile(r"['’]s [^\W\d_]")  # 's Avonds
_BRACKETS = ")）]】"
_STREETS = ("str", "Str", "pl", "Pl")
# Around a full stop in Arabic.
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DIRECTION = re.compile(rf"[{''.join(_DIRECTION_MARKS)}]+")
_OMISSION_FOLLOWS = re.compile(r"\.\s\.\s\.\s(?!\.)")
# A sentence that opened with a time goes on behind it: `On Monday at 6 a.m. Mr. Sample arrived`.
_TITLES = frozenset(["Mr", "Mrs", "Ms", "Dr"])
_LEAD_IN = re.compile(
    r"(?:\A|[^\W\d_]{3}[.!?]\s)(?:At|On|In|By|Before|After|Since|Until|From|During)\s(?:(?![^\W\d_]{3}[.!?]\s[A-Z]).)*\Z"
)
_YEAR_LENGTH = 4
_SHORTEST_SENTENCE = 3  # words before an abbreviation that ends a sentence; `At 5 a.m. Mr. Sample …` goes on


def split_sentences(text: str, language: str) -> list[str]:
    """Split a paragraph into sentences, each with the white space behind it; joined they are the text."""
    rules = rules_of(base_language(language))
    candidates = _find_candidates(text, small_starts=rules.small_starts)
    items = find_list_items(text)
    proposed = _proposed_cuts(text, language)
    if not proposed and not items and not candidates:
        return [text] if text else []
    spans = ProtectedSpans(text)
    places = sorted((candidates | proposed | items.keys()) - {*items.values(), 0, len(text)})
    inner = (
        place for place in places if place in items or _ends_here(text, place, rules, spans, proposed=place in proposed)
    )
    return [text[start:end] for start, end in pairwise([0, *inner, len(text)])]


def _find_candidates(text: str, *, small_starts: bool) -> set[int]:
    """Give where something begins behind a sign that may end a sentence and, but for wide signs, white space."""
    candidates = set()
    for match in _CANDIDATE.finditer(text):
        end = match.end()
        if end == len(text) or (text[end].islower() and not small_starts):
            continue
        if text[end - 1].isspace() or match[0][0] in _WIDE_STOPS or ("…" in match[0] and _IDEOGRAPH.match(text, end)):
            candidates.add(end)
    return candidates


def _proposed_cuts(text: str, language: str) -> set[int]:
    text = _WIDE_SPACE.sub(" ", text)
    cuts = set()
    for start in range(0, len(text), _PROPOSED_AT_ONCE):
        position = start
        # The last one ends where its part does, which says nothing.
        for sentence in _propose(base_language(language), text[start : start + _PROPOSED_AT_ONCE])[:-1]:
            position += len(sentence)
            cuts.add(position)
    return cuts


def _propose(language: str, text: str) -> list[str]:
    try:
        return list(sentencex.segment(language, text))
    except BaseException as error:
        # A panic of its Rust code is no Exception. We know one cause, above; another one must not lose a release.
        if type(error).__name__ != "PanicException":
            raise
        return [text]


def _ends_here(text: str, position: int, rules: Rules, spans: ProtectedSpans, *, proposed: bool) -> bool:
    """Decide whether a sentence ends before `position`, where `sentencex` has or has not `proposed` an end."""
    if spans.covers(position):
        return False
    before = text[max(0, position - _WINDOW) : position].rstrip()
    after = text[position : position + _WINDOW]
    if after[0] in _DIRECTION_MARKS:
        before, after = _DIRECTION.sub("", before), _DIRECTION.sub("", after).lstrip() or after
    if text[position].islower():
        return rules.small_starts and _ends_before_small(before, rules, proposed=proposed)
    next_word = _first_word(after)
    if (not spans.begins(position) and _goes_on(before, after, rules)) or (
        before[-1:] in _BRACKETS and not next_word[:1].isupper() and spans.is_aside(text, position)
    ):
        return False
    bare = before.rstrip(_CLOSING).rstrip()
    if not bare.endswith(".") or _GENITIVE_START.match(after):
        return proposed or (bool(next_word) and (not next_word[0].islower() or after[0] in "'’"))
    verdict = _judge_end(before, bare, after, next_word, proposed=proposed)
    if verdict is None:
        verdict = _judge_full_stop(bare.rstrip(_STOPS), next_word, rules, proposed=proposed)
    if verdict is None:
        # In an endless quotation nothing is proposed; there a full stop behind a plain word has to do.
        return proposed or (len(text) > LONGEST_QUOTATION and next_word[:1].isupper() and bare[-4:-1].isalpha())
    return verdict


def _judge_end(before: str, bare: str, after: str, next_word: str, *, proposed: bool) -> bool | None:
    """Decide by the signs around a full stop; None when they say nothing."""
    if bare.endswith(". . ."):
        return _ends_behind_omission(bare, next_word, proposed=proposed)
    if after[0] == "." and bare[-2:-1].isalpha() and _OMISSION_FOLLOWS.match(after):
        return True
    # No capital can tell it, in Hebrew or Hindi.
    if before[-1] in _QUOTES and next_word[:1].isalpha() and next_word[0].lower() == next_word[0].upper():
        return True
    return None


def _ends_behind_omission(before: str, next_word: str, *, proposed: bool) -> bool:
    """Decide behind `. . .`: it leaves words out; the fourth full stop, or the one behind a word, ends the sentence."""
    if before.endswith(". . . ."):
        return before[-8:-7].isspace()
    return proposed and next_word != "I"  # which is no sign of a beginning


def _ends_before_small(before: str, rules: Rules, *, proposed: bool) -> bool:
    """Decide where the next word begins small, in a language whose sentences may."""
    word = before.rsplit(None, 1)[-1].rstrip(_STOPS) if before else ""
    return before[-1:] in "?!" or (proposed and word not in rules.never and word not in rules.sometimes)


def _first_word(after: str) -> str:
    """Give the word a sentence would begin with; "" when it is an initial, which tells nothing."""
    match = _FIRST_WORD.match(after)
    if match is None or (len(match[1]) == 1 and after[match.end() : match.end() + 1] == "."):
        return ""
    return match[1]


def _goes_on(before: str, after: str, rules: Rules) -> bool:
    """Tell what continues a sentence whatever stood before: a small letter, a comma, who spoke behind a quotation."""
    quoted = before[-1:] in _QUOTES
    if _CONTINUES.match(after):
        return quoted or after[0] not in "–—-" or after[1:].lstrip()[:1].islower()
    return quoted and rules.attributions.match(after) is not None


def _judge_full_stop(before: str, next_word: str, rules: Rules, *, proposed: bool) -> bool | None:
    """Decide by the word before a full stop and the one behind it; None when no rule speaks."""
    words = before.rsplit(None, 1)
    if not words:
        return None
    word = words[-1].lstrip(_OPENING)
    context = words[0] if len(words) > 1 else ""
    if len(word) == 1 and (spaced := _SPACED_INITIALS.search(before)):
        word = "".join(spaced[1].split())
    elif "'" in word or "’" in word:
        word = _ELISION.sub("", word)
    if word in rules.last:
        return True
    if _is_abbreviation(word, next_word, rules):
        return word in rules.sometimes and _ends_behind_abbreviation(context, next_word, rules, proposed=proposed)
    return _judge_short_word(word, context, next_word, rules, proposed=proposed)


def _ends_behind_abbreviation(context: str, next_word: str, rules: Rules, *, proposed: bool) -> bool:
    if proposed and rules.trusted:
        return True
    if next_word in _TITLES and _LEAD_IN.search(context):
        return False
    return next_word in rules.starters and len(context.split()) >= _SHORTEST_SENTENCE


def _judge_short_word(word: str, context: str, next_word: str, rules: Rules, *, proposed: bool) -> bool | None:
    """Decide behind figures and initials."""
    if len(word) == 1 and word.isalpha() and next_word[:1].isdigit():
        return False  # art. L. 2121
    if word[:1] in _FIGURE_STARTS and _FIGURE.fullmatch(word):
        return _judge_figure(context, word, next_word, rules)
    if word.isalpha() if len(word) == 1 else "." in word and _INITIALS.fullmatch(word):
        return bool(context) and (next_word in rules.starters or (proposed and rules.trusted))
    return None


def _is_abbreviation(word: str, next_word: str, rules: Rules) -> bool:
    if word in rules.never or word in rules.sometimes:
        return True
    return next_word[:1].isdigit() and word.endswith(_STREETS)


def _judge_figure(context: str, figure: str, next_word: str, rules: Rules) -> bool | None:
    """Decide behind a figure: ordinal, list number, or the last word of a sentence."""
    if not context.strip(_OPENING):
        return False
    if not rules.ordinals or figure[0] in "(§":
        return None
    if next_word in rules.months:
        return False
    if len(figure) >= _YEAR_LENGTH and figure.isdigit():
        return True
    before = context.rsplit(None, 1)[-1]
    if before.endswith(".") or before.isdigit():
        return True  # the figure belongs to an abbreviation or to a number: `Nr. 5.`, `123 45.`
    return before.strip('(„“"') not in rules.before_ordinals and next_word in rules.starters
