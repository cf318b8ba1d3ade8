"""Google Translate without a key, through deep-translator: the page that phones without scripts get."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

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

_URL = "https://translate.google.com/m"
_LIMITS = EngineLimits(texts=30, characters=4500)
# A text travels in the URL, percent-encoded: a Cyrillic letter takes six characters there, a Han character nine.
# Servers on the way cut at 8,192 characters of request line, deep-translator at 5,000 of text.
_URL_LIMITS = EngineLimits(texts=30, characters=7200)

# cloud.google.com/translate/docs/languages; the page itself wants `iw`, `jw`, `no` and `tl`.
_CODES = same_codes(
    "af am ar as ay az be bg bho bm bn bs ca ceb co cs cy da de doi dv ee el en eo es et eu fa fi fr fy ga gd gl gn gom"
    " gu ha haw hi hmn hr ht hu hy id ig ilo is it ja ka kk km kn ko kri ku ky la lb lg ln lo lt lus lv mai mg mi mk"
    " ml mn mr ms mt my ne nl nso ny om or pa pl ps pt pt-PT qu ro ru rw sa sd si sk sl sm sn so sq sr st su sv sw"
    " ta te tg th ti tk tr ts tt ug uk ur uz vi xh yi yo zu ckb ak",
    he="iw", jv="jw", nb="no", no="no", fil="tl", zh_Hans="zh-CN", zh_Hant="zh-TW", mni="mni-Mtei",
)  # fmt: skip


class GoogleEngine:
    """Texts of one call go as lines of one request; when the lines that come back do not add up, each goes alone."""

    name = "google"
    limits = _LIMITS

    def __init__(self, options: EngineOptions) -> None:
        self._url = options.url or _URL
        self._sessions = Sessions(self.name, timeout=options.timeout)
        self._call = DeepCall(self.name, "deep_translator.google", self._sessions)

    def supports(self, source: str, target: str) -> bool:
        """Whether the page knows both languages."""
        return pair_codes(source, target, _CODES, _CODES) is not None

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Draft segments, several to a request."""
        codes = pair_codes(source, target, _CODES, _CODES) or (source, target)

        def translate(texts: Sequence[str], _wire: Wire) -> Sequence[object]:
            return self._translate(texts, codes)

        spaced = spaced_sentences(target)
        plan = Plan(self.name, _URL_LIMITS, (BRACKETS, PLAIN_XML), spaced, cost=_url_cost, also="\n")
        return draft_requests(requests, translate, plan)

    def _translate(self, texts: Sequence[str], codes: tuple[str, str]) -> Sequence[object]:
        from deep_translator.google import GoogleTranslator  # noqa: PLC0415 — 150 ms that `--help` need not pay

        answer = self._call.translate(lambda: make_translator(GoogleTranslator, self._url, codes, {}), "\n".join(texts))
        if len(texts) == 1 or not isinstance(answer, str):
            return [answer]
        return [line.strip() for line in answer.split("\n")]

    def probe(self) -> Probe:
        """Translate one word."""
        return probe_by(lambda: try_word(self, "en", "de"))

    def close(self) -> None:
        """Close the connections."""
        self._sessions.close()


def _url_cost(text: str) -> int:
    return max(len(quote(text)), len(text) * 3 // 2) + len("%0A")


def make(options: EngineOptions) -> Engine:
    """Make the engine."""
    return GoogleEngine(options)


SPEC = EngineSpec(
    name="google",
    factory=make,
    limits=_LIMITS,
    needs_key=False,
    publishable=True,
    known="Google Translate's page without a key: no contract, no guarantee; it slows down or refuses busy addresses.",
    default_url=_URL,
)
