"""Baidu Translate, through deep-translator."""

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

_URL = "https://fanyi-api.baidu.com/api/trans/vip/translate"
# fanyi-api.baidu.com/doc/21: under 6,000 bytes of UTF-8 a request; deep-translator refuses 5,000 characters.
_LIMITS = EngineLimits(texts=20, characters=1900)
_BYTE_LIMITS = EngineLimits(texts=20, characters=4900)

# fanyi-api.baidu.com/doc/21, the languages of the general interface
_CODES = same_codes(
    "zh en yue th pt el bg fi sl nl et cs ru de it pl hu",
    ja="jp", ko="kor", fr="fra", es="spa", ar="ara", da="dan", ro="rom", sv="swe", vi="vie",
    zh_Hans="zh", zh_Hant="cht",
)  # fmt: skip


class BaiduEngine:
    """Texts of one call go as lines of one request. The key is `appid:appkey`; only a signature of it is sent."""

    name = "baidu"
    limits = _LIMITS

    def __init__(self, options: EngineOptions) -> None:
        self._url = options.url or _URL
        self._appid, _, self._appkey = options.api_key.partition(":")
        self._sessions = Sessions(self.name, timeout=options.timeout)
        self._call = DeepCall(self.name, "deep_translator.baidu", self._sessions)

    def supports(self, source: str, target: str) -> bool:
        """Whether the general interface lists both languages."""
        return pair_codes(source, target, _CODES, _CODES) is not None

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Draft segments, several to a request."""
        codes = pair_codes(source, target, _CODES, _CODES) or (source, target)

        def translate(texts: Sequence[str], _wire: Wire) -> Sequence[object]:
            return self._translate(texts, codes)

        spaced = spaced_sentences(target)
        plan = Plan(
            self.name, _BYTE_LIMITS, (BRACKETS, PLAIN_XML), spaced, cost=lambda text: len(text.encode()), also="\n"
        )
        return draft_requests(requests, translate, plan)

    def _translate(self, texts: Sequence[str], codes: tuple[str, str]) -> Sequence[object]:
        from deep_translator.baidu import BaiduTranslator  # noqa: PLC0415 — 150 ms that `--help` need not pay

        extra = {"appid": self._appid or "-", "appkey": self._appkey or "-"}
        answer = self._call.translate(
            lambda: make_translator(BaiduTranslator, self._url, codes, extra), "\n".join(texts)
        )
        return answer.split("\n") if len(texts) > 1 and isinstance(answer, str) else [answer]

    def probe(self) -> Probe:
        """Translate one word."""
        return probe_by(lambda: try_word(self, "en", "zh-Hans"))

    def close(self) -> None:
        """Close the connections."""
        self._sessions.close()


def make(options: EngineOptions) -> Engine:
    """Make the engine."""
    return BaiduEngine(options)


SPEC = EngineSpec(
    name="baidu",
    factory=make,
    limits=_LIMITS,
    needs_key=True,
    publishable=True,
    known="Baidu Translate: needs an application, its key is written appid:appkey; strong in Chinese.",
    default_url=_URL,
)
