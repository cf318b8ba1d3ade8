"""LibreTranslate: our own client, with arrays of texts (docs.libretranslate.com/guides/api_usage)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translateflow.engines.drafting import Plan, draft_requests
from translateflow.engines.languages import pair_codes, same_codes
from translateflow.engines.probing import probe_by
from translateflow.engines.protocol import EngineSpec
from translateflow.engines.sessions import Sessions
from translateflow.engines.styles import BRACKETS, HTML, Wire
from translateflow.errors import EngineError
from translateflow.model.engine import EngineLimits
from translateflow.model.language import spaced_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.engines.protocol import Engine, Probe
    from translateflow.model.engine import DraftOutcome, DraftRequest, EngineOptions

_URL = "http://localhost:5000"
# Instances set their own --batch-limit and --char-limit; these hold for the usual ones.
_LIMITS = EngineLimits(texts=25, characters=4000)

# Languages an instance can have (argos-translate's package index); an instance has some of them.
_CODES = same_codes(
    "ar az bg bn ca cs da de el en eo es et eu fa fi fr ga gl he hi hu id it ja ko ky lt lv ms nb nl pl pt pt-BR ro ru"
    " sk sl sq sr sv th tl tr uk ur vi zh-Hans zh-Hant",
    no="nb", fil="tl",
)  # fmt: skip


class LibreTranslateEngine:
    """Texts of one call are one array; the key, where an instance wants one, goes in the body."""

    name = "libretranslate"
    limits = _LIMITS

    def __init__(self, options: EngineOptions) -> None:
        self._url = (options.url or _URL).rstrip("/").removesuffix("/translate")
        self._key = options.api_key
        self._sessions = Sessions(self.name, timeout=options.timeout)

    def supports(self, source: str, target: str) -> bool:
        """Whether an instance can have both languages; this one may lack them and says so when it is asked."""
        return pair_codes(source, target, _CODES, _CODES) is not None

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Draft segments, an array to a request."""
        codes = pair_codes(source, target, _CODES, _CODES) or (source, target)

        def translate(texts: Sequence[str], wire: Wire) -> Sequence[object]:
            return self._translate(texts, codes, wire)

        plan = Plan(self.name, self.limits, (HTML, BRACKETS), spaced_sentences(target))
        return draft_requests(requests, translate, plan)

    def _translate(self, texts: Sequence[str], codes: tuple[str, str], wire: Wire) -> Sequence[object]:
        payload: dict[str, Any] = {
            "q": list(texts),
            "source": codes[0],
            "target": codes[1],
            "format": "html" if wire is Wire.HTML else "text",
        }
        if self._key:
            payload["api_key"] = self._key
        answer = self._sessions.post_json(f"{self._url}/translate", payload)
        translated = answer.get("translatedText") if isinstance(answer, dict) else None
        if isinstance(translated, list):
            return translated
        if isinstance(translated, str):
            return [translated]
        raise EngineError(self.name, "its answer holds no translations", permanent=False)

    def probe(self) -> Probe:
        """Ask which languages it has."""
        return probe_by(self._count_languages)

    def _count_languages(self) -> str:
        languages = self._sessions.read_json(self._sessions.get(f"{self._url}/languages"))
        if not isinstance(languages, list):
            raise EngineError(self.name, "something answers there that is no LibreTranslate", permanent=True)
        return f"answers; it has {len(languages)} languages"

    def close(self) -> None:
        """Close the connections."""
        self._sessions.close()


def make(options: EngineOptions) -> Engine:
    """Make the engine."""
    return LibreTranslateEngine(options)


SPEC = EngineSpec(
    name="libretranslate",
    factory=make,
    limits=_LIMITS,
    needs_key=False,
    publishable=True,
    known="LibreTranslate: free software for a server of your own; set its url, and a key where the server wants one.",
    default_url=_URL,
)
