"""DeepL: our own client of its text interface (developers.deepl.com/docs/api-reference/translate)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translateflow.engines.deepl_glossary import DeeplGlossaries
from translateflow.engines.drafting import Plan, draft_requests
from translateflow.engines.languages import pair_codes, same_codes
from translateflow.engines.probing import probe_by
from translateflow.engines.protocol import EngineSpec
from translateflow.engines.sessions import Sessions
from translateflow.engines.styles import BRACKETS, XML, Wire
from translateflow.errors import EngineError
from translateflow.model.engine import EngineLimits
from translateflow.model.language import spaced_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.engines.protocol import Engine, Probe
    from translateflow.model.engine import DraftOutcome, DraftRequest, EngineOptions

_FREE_URL = "https://api-free.deepl.com"
_PRO_URL = "https://api.deepl.com"
# At most 50 texts and 128 KiB in one request, documented; a smaller request loses less when it fails.
_LIMITS = EngineLimits(texts=50, characters=20_000)

_BOTH = "AR BG CS DA DE EL ES ET FI FR HE HU ID IT JA KO LT LV NB NL PL RO RU SK SL SV TH TR UK VI"
_SOURCES = {code.lower(): code for code in [*_BOTH.split(), "EN", "PT", "ZH"]} | {"no": "NB"}
# The plain language gets the region that CLDR's likely subtags give it.
_TARGETS = {code.lower(): code for code in _BOTH.split()} | same_codes(
    "",
    no="NB", en="EN-US", en_US="EN-US", en_GB="EN-GB", en_IE="EN-GB", en_AU="EN-GB", en_NZ="EN-GB", pt="PT-BR",
    pt_BR="PT-BR", pt_PT="PT-PT", pt_AO="PT-PT", pt_MZ="PT-PT", es_419="ES-419", zh="ZH-HANS", zh_Hans="ZH-HANS",
    zh_Hant="ZH-HANT",
)  # fmt: skip


class DeeplEngine:
    """Up to 50 texts a request, tags as XML. A key that ends in `:fx` belongs to the free interface's host."""

    name = "deepl"
    limits = _LIMITS

    def __init__(self, options: EngineOptions) -> None:
        host = _FREE_URL if options.api_key.endswith(":fx") else _PRO_URL
        self._url = (options.url or host).rstrip("/")
        headers = {"Authorization": f"DeepL-Auth-Key {options.api_key}"}
        self._sessions = Sessions(self.name, timeout=options.timeout, headers=headers)
        self._glossaries = DeeplGlossaries(self._sessions, self._url, options.glossary) if options.glossary else None

    def supports(self, source: str, target: str) -> bool:
        """Whether DeepL lists the pair."""
        return pair_codes(source, target, _SOURCES, _TARGETS) is not None

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Draft segments, up to 50 to a request."""
        codes = pair_codes(source, target, _SOURCES, _TARGETS) or (source, target)
        glossary = self._glossaries.find(source, target) if self._glossaries else ""

        def translate(texts: Sequence[str], wire: Wire) -> Sequence[object]:
            return self._translate(texts, codes, wire, glossary)

        plan = Plan(self.name, self.limits, (XML, BRACKETS), spaced_sentences(target), terms=False)
        return draft_requests(requests, translate, plan)

    def _translate(self, texts: Sequence[str], codes: tuple[str, str], wire: Wire, glossary: str) -> Sequence[object]:
        payload: dict[str, Any] = {
            "text": list(texts),
            "source_lang": codes[0],
            "target_lang": codes[1],
            # Our texts are sentences already, or paragraphs that have to come back as one text.
            "split_sentences": "nonewlines",
            "preserve_formatting": True,
        }
        if wire is Wire.XML:
            payload |= {"tag_handling": "xml", "ignore_tags": [XML.shield], "outline_detection": False}
        if glossary:
            payload["glossary_id"] = glossary
        answer = self._sessions.post_json(f"{self._url}/v2/translate", payload)
        if not isinstance(answer, dict) or not isinstance(answer.get("translations"), list):
            raise EngineError(self.name, "its answer holds no translations", permanent=False)
        return [item.get("text") if isinstance(item, dict) else item for item in answer["translations"]]

    def probe(self) -> Probe:
        """Ask for the quota, which costs nothing."""
        return probe_by(self._read_usage)

    def _read_usage(self) -> str:
        usage = self._sessions.read_json(self._sessions.get(f"{self._url}/v2/usage"))
        if isinstance(usage, dict) and isinstance(usage.get("character_count"), int):
            return f"answers; {usage['character_count']:,} of {usage.get('character_limit', 0):,} characters used"
        return "answers"

    def close(self) -> None:
        """Remove the glossaries made at DeepL, then close the connections."""
        if self._glossaries is not None:
            self._glossaries.close()
        self._sessions.close()


def make(options: EngineOptions) -> Engine:
    """Make the engine."""
    return DeeplEngine(options)


SPEC = EngineSpec(
    name="deepl",
    factory=make,
    limits=_LIMITS,
    needs_key=True,
    publishable=True,
    known="DeepL's interface: needs a key (free up to 500,000 characters a month), which goes in a header only.",
    default_url=_PRO_URL,
    takes_glossary=True,
)
