"""The register: a row for each release in each language over a period, for whoever supervises the newsroom. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from translateflow.model.language import language_name
from translateflow.review.evidence import Decision
from translateflow.review.wording import Wording, is_machine_made
from translateflow.texts import texts_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from translateflow.review.dossier import EditionDossier

Value = str | int | float | dt.date | None
"""A cell; a float is a share from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days, the first and the last included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One release in one language. Days are those of the newsroom's time zone, None where it did not happen.

    `accepted` and `amended` are shares of all sentences; `corrected` is when a later sign-off replaced the first text.
    """

    slug: str
    title: str
    language: str
    source_language: str
    published: dt.date | None
    machine_made: bool
    engines: str
    reviewed_by: str
    signed_by: str
    signed: dt.date
    responsible_editor: str
    sentences: int
    accepted: float
    amended: float
    waived: int
    corrected: dt.date | None
    correction: str
    withdrawn: dt.date | None
    withdrawal: str
    signature: str


def plan_register(
    editions: Iterable[EditionDossier], period: Period, zone: ZoneInfo, language: str
) -> tuple[RegisterRow, ...]:
    """Give a row for each edition that was published, corrected or withdrawn in the period, oldest first.

    One that is not on the site counts by the day of its sign-off.
    """
    rows = [_row(edition, zone, language) for edition in editions]
    wanted = [row for row in rows if any(day in period for day in (_began(row), row.corrected, row.withdrawn))]
    return tuple(sorted(wanted, key=lambda row: (_began(row), row.slug)))


def _began(row: RegisterRow) -> dt.date:
    return row.published or row.signed


def _row(edition: EditionDossier, zone: ZoneInfo, language: str) -> RegisterRow:
    evidence, withdrawal = edition.evidence, edition.withdrawal
    total = len(evidence.segments)
    was_corrected = any(earlier.body_digest != evidence.body_digest for earlier in edition.earlier)

    def day(instant: dt.datetime) -> dt.date:
        return instant.astimezone(zone).date()

    return RegisterRow(
        slug=evidence.slug,
        title=evidence.face.title,
        language=language_name(evidence.language, language),
        source_language=language_name(evidence.source_language, language),
        published=day(edition.published) if edition.published else None,
        machine_made=is_machine_made(evidence),
        engines=", ".join(edition.engines),
        reviewed_by=evidence.reviewed_by,
        signed_by=evidence.approved_by,
        signed=day(evidence.approved_at),
        responsible_editor=evidence.responsible_editor,
        sentences=total,
        accepted=edition.decisions[Decision.ACCEPTED] / total if total else 0.0,
        amended=edition.decisions[Decision.AMENDED] / total if total else 0.0,
        waived=edition.waived,
        corrected=day(evidence.approved_at) if was_corrected else None,
        correction=(evidence.face.correction or evidence.note) if was_corrected else "",
        withdrawn=day(withdrawal.at) if withdrawal else None,
        withdrawal=withdrawal.reason if withdrawal else "",
        signature=Wording(language).signature(edition.signature),
    )


def register_cells(row: RegisterRow, language: str) -> tuple[Value, ...]:
    """Give the cells of a row in the order of `register_heads`."""
    texts = texts_for(language)
    values = (getattr(row, field.name) for field in fields(RegisterRow))
    return tuple(
        (texts.gettext("yes") if value else texts.gettext("no")) if isinstance(value, bool) else value
        for value in values
    )


def register_heads(language: str) -> tuple[str, ...]:
    """Give the names of the columns."""
    _ = texts_for(language).gettext
    return (
        _("Release"),
        _("Headline"),
        _("Language"),
        _("Original language"),
        _("Published"),
        _("Machine translated"),
        _("Engines"),
        _("Reviewed by"),
        _("Signed off by"),
        _("Signed off on"),
        _("Responsible editor"),
        _("Sentences"),
        _("Share accepted as it was"),
        _("Share amended"),
        _("Waived warnings"),
        _("Corrected"),
        _("Note on the correction"),
        _("Withdrawn"),
        _("Reason of the withdrawal"),
        _("Signature"),
    )
