from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.engines import ENGINES, make_engine
from translateflow.engines.pseudo import pseudolocalise
from translateflow.model.engine import Draft, DraftRequest, EngineOptions
from translateflow.model.markup import find_tag_faults
from translateflow.model.segment import TagShape

EM = TagShape("em", paired=True)


@pytest.mark.parametrize(
    ("text", "pseudo"),
    [
        ("The bridge", "⟪Ŧħḗ ƀřīḓɠḗ ···⟫"),
        (" a <em>b</em> {name} ", " ⟪ȧ <em>ƀ</em> {name} ··⟫ "),
        ("—", "—"),
    ],
)
def test_text_is_accented_lengthened_and_bracketed(text: str, pseudo: str) -> None:
    assert pseudolocalise(DraftRequest(text, (EM,))) == pseudo


@given(st.text(alphabet="ab <>{}%s&", max_size=30))
def test_tags_are_never_touched(text: str) -> None:
    tagged = f"{text}<em>x</em>"
    assert find_tag_faults(pseudolocalise(DraftRequest(tagged, (EM,))), (EM,)) == find_tag_faults(tagged, (EM,))


def test_it_drafts_every_pair_and_is_never_published() -> None:
    engine = make_engine(EngineOptions("pseudo"))
    assert engine.supports("de", "tlh")
    assert not engine.supports("de", "de")
    assert engine.draft([DraftRequest("a"), DraftRequest("—")], "de", "en") == [
        Draft("⟪ȧ ·⟫", "pseudo"), Draft("—", "pseudo"),
    ]  # fmt: skip
    assert engine.probe().ok
    assert not ENGINES["pseudo"].publishable
    engine.close()
