"""The registry: one line per engine. Engines of other packages join by the entry point `translateflow.engines`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from translateflow.engines import apertium, baidu, deepl, google, libretranslate, microsoft, mymemory, pseudo
from translateflow.engines.protocol import EngineSpec
from translateflow.errors import EngineKeyMissingError, UnknownEngineError

if TYPE_CHECKING:
    from translateflow.engines.protocol import Engine
    from translateflow.model.engine import EngineOptions

_OWN = (
    deepl.SPEC,
    google.SPEC,
    microsoft.SPEC,
    mymemory.SPEC,
    baidu.SPEC,
    libretranslate.SPEC,
    apertium.SPEC,
    pseudo.SPEC,
)

NOT_OFFERED: Mapping[str, str] = {
    "chatgpt": "deep-translator's client needs a version of its library that no longer works.",
    "linguee": "it is a dictionary of words, not a translator of sentences.",
    "papago": "its address for clients without a contract is gone.",
    "pons": "it is a dictionary of words, not a translator of sentences.",
    "qcri": "its service is gone.",
    "yandex": "the interface that deep-translator uses was switched off.",
}
"""Services deep-translator names that cannot work, and why: `doctor` and the error for an unknown name say so."""


@cache
def _from_other_packages() -> dict[str, EngineSpec]:
    """Load the specs of other packages. What is no EngineSpec, or takes a name of ours, is left out."""
    own = {spec.name for spec in _OWN}
    loaded = [point.load() for point in entry_points(group="translateflow.engines")]
    return {spec.name: spec for spec in loaded if isinstance(spec, EngineSpec) and spec.name not in own}


class _Registry(Mapping[str, EngineSpec]):
    """Our engines, then those of other packages, which are looked for when first needed."""

    def __getitem__(self, name: str) -> EngineSpec:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, EngineSpec]:
        return {spec.name: spec for spec in _OWN} | _from_other_packages()


ENGINES: Mapping[str, EngineSpec] = _Registry()
"""Every engine that is offered, by name."""


def make_engine(options: EngineOptions) -> Engine:
    """Make an engine. Raises UnknownEngineError, or EngineKeyMissingError where it works with a key only."""
    spec = ENGINES.get(options.name)
    if spec is None:
        raise UnknownEngineError(options.name, tuple(ENGINES), NOT_OFFERED.get(options.name, ""))
    if spec.needs_key and not options.api_key:
        raise EngineKeyMissingError(options.name)
    return spec.factory(options)
