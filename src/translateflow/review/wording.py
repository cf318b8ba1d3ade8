"""What evidence and register call things: provenance, decisions, signatures, rules, in the newsroom's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.keys import SignatureState
from translateflow.model.edition import Policy, Provenance, WarningRule
from translateflow.review.evidence import Decision
from translateflow.texts import texts_for

if TYPE_CHECKING:
    from translateflow.review.evidence import Evidence, Rules


class Wording:
    """The words in one language."""

    def __init__(self, language: str) -> None:
        self._texts = texts_for(language)

    def decision(self, decision: Decision) -> str:
        """Say what a person made of a proposal."""
        _ = self._texts.gettext
        return {
            Decision.ACCEPTED: _("accepted as it was"),
            Decision.AMENDED: _("amended"),
            Decision.WRITTEN: _("written by a person"),
            Decision.ORIGINAL: _("Original text"),
            Decision.UNREVIEWED: _("not reviewed"),
        }[decision]

    def provenance(self, evidence: Evidence) -> str:
        """Say where the text comes from."""
        _ = self._texts.gettext
        if evidence.provenance is Provenance.ORIGINAL:
            return _("Original text")
        if evidence.provenance is Provenance.MACHINE:
            return _("Machine translation, not reviewed by a person")
        if is_machine_made(evidence):
            return _("Machine translation, reviewed by a person")
        return _("Translated by people")

    def signature(self, state: SignatureState) -> str:
        """Say what a signature proves."""
        _ = self._texts.gettext
        return {
            SignatureState.VALID: _("proved by the newsroom's key"),
            SignatureState.UNSIGNED: _("none"),
            SignatureState.WRONG: _("does not fit this record"),
            SignatureState.UNKNOWN_KEY: _("by a key that is not known here"),
            SignatureState.COMPROMISED: _("by a key that was given up as compromised"),
        }[state]

    def rules(self, rules: Rules) -> tuple[str, ...]:
        """Say what the newsroom asked for."""
        _ = self._texts.gettext
        policies = {
            Policy.APPROVED: _("Only what is signed off is published."),
            Policy.MACHINE_LABELLED: _("Until it is signed off, machine text is published with a notice."),
            Policy.REQUIRED: _("The release is published only together with this language."),
        }
        found = [policies[rules.policy]]
        if rules.four_eyes:
            found.append(_("Nobody signs off what they translated last."))
        if rules.warnings is WarningRule.WAIVE:
            found.append(_("Every warning of the checks is corrected or waived with a reason."))
        if rules.minor_keeps_signoff:
            found.append(_("A sign-off stands through an edit declared minor."))
        return tuple(found)


def is_machine_made(evidence: Evidence) -> bool:
    """Tell whether a machine proposed any of its sentences; earlier translations of people do not count as one."""
    return any(segment.machine and not segment.engine.startswith("memory") for segment in evidence.segments)
