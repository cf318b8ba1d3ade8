"""Microsoft Translator (Azure), through deep-translator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.engines.deep import DeepCall, make_translator
from translateflow.engines.drafting import Plan, draft_requests
from translateflow.engines.languages import pair_codes, same_codes
from translateflow.engines.probing import probe_by, try_word
from translateflow.engines.protocol import EngineSpec
from translateflow.engines.sessions import Sessions
from translateflow.engines.styles import BRACKETS, HTML, Wire
from translateflow.model.engine import EngineLimits
from translateflow.model.language import spaced_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.engines.protocol import Engine, Probe
    from translateflow.model.engine import DraftOutcome, DraftRequest, EngineOptions

_URL = "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0"
# learn.microsoft.com/azure/ai-services/translator/service-limits: 50,000 characters a request; deep-translator sends
# one text in each and refuses 5,000.
_LIMITS = EngineLimits(texts=1, characters=4900)

# learn.microsoft.com/azure/ai-services/translator/language-support
_CODES = same_codes(
    "af sq am ar hy as az bn ba eu bho brx bs bg yue ca hr cs da prs dv doi nl en et fo fj fil fi fr fr-CA gl ka de el"
    " gu ht ha he hi hu is ig id ikt iu ga it ja kn ks kk km rw ko ku kmr ky lo lv lt ln lb mk mai mg ms ml mt mi mr"
    " mww ne nb nso or om ps fa pl pt pt-PT pa ro ru sm sd si sk sl so es sw sv ty ta tt te th bo ti to tr tk uk ur ug"
    " uz vi cy xh yo yua zu zh-Hans zh-Hant sr-Cyrl sr-Latn mn-Cyrl mn-Mong",
    ckb="ku", no="nb", zh="zh-Hans", mn="mn-Cyrl",
)  # fmt: skip


class MicrosoftEngine:
    """One text a request, as HTML, so that tags move with their words.

    The key may name the region of the resource after a colon (`0123…cdef:westeurope`).
    """

    name = "microsoft"
    limits = _LIMITS

    def __init__(self, options: EngineOptions) -> None:
        self._url = options.url or _URL
        self._key, _, self._region = options.api_key.partition(":")
        self._sessions = Sessions(self.name, timeout=options.timeout)
        self._call = DeepCall(self.name, "deep_translator.microsoft", self._sessions)

    def supports(self, source: str, target: str) -> bool:
        """Whether the service lists both languages."""
        return pair_codes(source, target, _CODES, _CODES) is not None

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Draft segments one by one."""
        codes = pair_codes(source, target, _CODES, _CODES) or (source, target)

        def translate(texts: Sequence[str], wire: Wire) -> Sequence[object]:
            return [self._translate(text, codes, wire) for text in texts]

        plan = Plan(self.name, self.limits, (HTML, BRACKETS), spaced_sentences(target))
        return draft_requests(requests, translate, plan)

    def _translate(self, text: str, codes: tuple[str, str], wire: Wire) -> object:
        from deep_translator.microsoft import MicrosoftTranslator  # noqa: PLC0415 — 150 ms that `--help` need not pay

        extra = {"api_key": self._key, "textType": "html" if wire is Wire.HTML else "plain"}
        if self._region:
            extra["region"] = self._region
        return self._call.translate(lambda: make_translator(MicrosoftTranslator, self._url, codes, extra), text)

    def probe(self) -> Probe:
        """Translate one word."""
        return probe_by(lambda: try_word(self, "en", "de"))

    def close(self) -> None:
        """Close the connections."""
        self._sessions.close()


def make(options: EngineOptions) -> Engine:
    """Make the engine."""
    return MicrosoftEngine(options)


SPEC = EngineSpec(
    name="microsoft",
    factory=make,
    limits=_LIMITS,
    needs_key=True,
    publishable=True,
    known="Microsoft Translator on Azure: needs a key, written key:region for a regional resource; one text a request.",
    default_url=_URL,
)
