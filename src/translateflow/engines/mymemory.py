"""MyMemory: a public memory with machine translation behind it, through deep-translator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.engines.deep import DeepCall, make_translator
from translateflow.engines.drafting import Plan, draft_requests
from translateflow.engines.languages import pair_codes, same_codes
from translateflow.engines.probing import probe_by, try_word
from translateflow.engines.protocol import EngineSpec
from translateflow.engines.sessions import Sessions
from translateflow.engines.styles import BRACKETS, PLAIN_XML
from translateflow.model.engine import EngineLimits
from translateflow.model.language import spaced_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.engines.protocol import Engine, Probe
    from translateflow.engines.styles import Wire
    from translateflow.model.engine import DraftOutcome, DraftRequest, EngineOptions

# deep-translator asks over plain http; the service has had https for years.
_URL = "https://api.mymemory.translated.net/get"
# mymemory.translated.net/doc/spec.php: at most 500 bytes of UTF-8; deep-translator refuses 500 characters.
_LIMITS = EngineLimits(texts=1, characters=480)

_CODES = same_codes(
    "af-ZA sq-AL am-ET ar-SA hy-AM az-AZ eu-ES be-BY bn-IN bs-BA bg-BG ca-ES zh-CN zh-TW hr-HR cs-CZ da-DK nl-NL en-GB"
    " en-US et-EE fi-FI fr-FR gl-ES ka-GE de-DE el-GR gu-IN he-IL hi-IN hu-HU is-IS id-ID ga-IE it-IT ja-JP kk-KZ km-KH"
    " ko-KR ky-KG lo-LA lv-LV lt-LT mk-MK ms-MY mt-MT mr-IN mn-MN ne-NP nb-NO nn-NO ps-PK fa-IR pl-PL pt-BR pt-PT pa-IN"
    " ro-RO ru-RU sr-RS si-LK sk-SK sl-SI so-SO es-ES sw-KE sv-SE tg-TJ ta-IN te-IN th-TH tr-TR uk-UA ur-PK uz-UZ vi-VN"
    " cy-GB xh-ZA zu-ZA",
    zh_Hans="zh-CN", zh_Hant="zh-TW", no="nb-NO", sr_Latn="sr-Latn-RS", sr_Cyrl="sr-Cyrl-RS",
)  # fmt: skip
# The service wants a region with every language: the language alone gets the first one above.
_CODES.update({tag.partition("-")[0]: code for tag, code in reversed(_CODES.items())})


class MyMemoryEngine:
    """One text a request. The key is an e-mail address, which raises the free quota from 5,000 to 50,000 characters."""

    name = "mymemory"
    limits = _LIMITS

    def __init__(self, options: EngineOptions) -> None:
        self._url = options.url or _URL
        self._email = options.api_key
        self._sessions = Sessions(self.name, timeout=options.timeout)
        self._call = DeepCall(self.name, "deep_translator.mymemory", self._sessions)

    def supports(self, source: str, target: str) -> bool:
        """Whether the service names both languages."""
        return pair_codes(source, target, _CODES, _CODES) is not None

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Draft segments one by one."""
        codes = pair_codes(source, target, _CODES, _CODES) or (source, target)

        def translate(texts: Sequence[str], _wire: Wire) -> Sequence[object]:
            return [self._translate(text, codes) for text in texts]

        spaced = spaced_sentences(target)
        plan = Plan(self.name, self.limits, (BRACKETS, PLAIN_XML), spaced, cost=lambda text: len(text.encode()))
        return draft_requests(requests, translate, plan)

    def _translate(self, text: str, codes: tuple[str, str]) -> object:
        from deep_translator.mymemory import MyMemoryTranslator  # noqa: PLC0415 — 150 ms that `--help` need not pay

        extra = {"email": self._email} if self._email else {}
        return self._call.translate(lambda: make_translator(MyMemoryTranslator, self._url, codes, extra), text)

    def probe(self) -> Probe:
        """Translate one word."""
        return probe_by(lambda: try_word(self, "en", "de"))

    def close(self) -> None:
        """Close the connections."""
        self._sessions.close()


def make(options: EngineOptions) -> Engine:
    """Make the engine."""
    return MyMemoryEngine(options)


SPEC = EngineSpec(
    name="mymemory",
    factory=make,
    limits=_LIMITS,
    needs_key=False,
    publishable=True,
    known="MyMemory's public interface: 5,000 characters a day without a key, 50,000 with an e-mail address as key.",
    default_url=_URL,
)
