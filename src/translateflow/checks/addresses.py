"""URLs, mail addresses, handles, hashtags and phone numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from translateflow.checks.facts.addresses import same_but_for_language
from translateflow.checks.facts.fact import Kind
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_WORDS = {"url": "address", "mail": "mail address", "handle": "handle", "hashtag": "hashtag"}


def check_addresses(pair: Pair) -> Iterator[Finding]:
    """Ask that every URL and mail address stands unchanged; a URL may lead to the same page in the other language."""
    yield from _compare(pair, {"url", "mail"})


def check_handles(pair: Pair) -> Iterator[Finding]:
    """Ask that handles and hashtags are kept, or translated knowingly."""
    yield from _compare(pair, {"handle", "hashtag"})


def check_phones(pair: Pair) -> Iterator[Finding]:
    """Ask that every phone number has the same digits; the country code may be added or left out."""
    for difference in pair.differences:
        if difference.kind is Kind.PHONE:
            yield changed("phone number", difference.source, difference.target, doubtful=difference.doubtful)


def _compare(pair: Pair, kinds: set[str]) -> Iterator[Finding]:
    source, target = pair.source_addresses, pair.target_addresses
    if not source and not target:
        return
    counts = [Counter(address.value for address in side if address.kind in kinds) for side in (source, target)]
    if counts[0] == counts[1]:
        return
    written = {address.value: address for address in (*target, *source)}
    missing, added = list((counts[0] - counts[1]).elements()), list((counts[1] - counts[0]).elements())
    for value in missing:
        partner = next((other for other in added if same_but_for_language(value, other)), None)
        if partner is not None:
            added.remove(partner)
            continue
        replacement = next((other for other in added if written[other].kind == written[value].kind), "")
        if replacement:
            added.remove(replacement)
        bare = written[value].kind == "url" and not written[value].text.startswith(("http", "ftp", "mailto", "www"))
        repeated = not replacement and (value in counts[1] or bare)  # a bare domain is often a name
        shown = written[replacement].text if replacement else ""
        yield changed(_WORDS[written[value].kind], written[value].text, shown, doubtful=repeated)
    for value in added:
        yield changed(_WORDS[written[value].kind], "", written[value].text, doubtful=value in counts[0])
