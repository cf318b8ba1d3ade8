"""What a notification says, in the language of whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.model.language import language_name
from translateflow.model.notice import EventKind
from translateflow.texts import NOTICES, texts_for

if TYPE_CHECKING:
    from translateflow.model.notice import Event


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject and lines of one notification. `address` is where the reader would go, `link` what that is called."""

    subject: str
    lines: tuple[str, ...]
    link: str
    address: str
    footer: str


def word_event(event: Event, *, speech: str, newsroom: str, target: str, desk: str) -> Wording:
    """Put an event into words in a language. `desk` is the desk's address, "" when unknown."""
    texts = texts_for(speech, NOTICES)
    subject, lines = _say(event, speech)
    if event.embargoed:
        lines = (*lines, texts.gettext("Under embargo: nothing of this may leave the house yet."))
    address = event.address or desk
    link = texts.gettext("Open the page") if event.address else texts.gettext("Open the desk")
    footer = texts.gettext("You get this because “{newsroom}” names you in its settings, under “{target}”.")
    return Wording(
        subject=" ".join(subject.split()),
        lines=lines,
        link=link,
        address=address,
        footer=footer.format(newsroom=newsroom, target=target),
    )


def _say(event: Event, speech: str) -> tuple[str, tuple[str, ...]]:
    texts = texts_for(speech, NOTICES)
    lines: tuple[str, ...]
    about = {"title": event.title, "language": language_name(event.language, speech) if event.language else ""}
    match event.kind:
        case EventKind.READY_TO_TRANSLATE:
            subject = texts.gettext("Ready to translate: {title} ({language})")
            lines = (texts.gettext("Sentences without a translation: {count}."),)
        case EventKind.READY_TO_REVIEW:
            subject = texts.gettext("Ready to review: {title} ({language})")
            lines = (texts.gettext("Drafts that wait for a person: {count}."),)
        case EventKind.READY_TO_SIGN_OFF:
            subject = texts.gettext("Ready to sign off: {title} ({language})")
            lines = (texts.gettext("Every sentence is reviewed. Sentences: {count}."),)
        case EventKind.PUBLISHED:
            subject = texts.gettext("Published: {title} ({language})")
            lines = (texts.gettext("The release is live for readers."),)
        case EventKind.OUTDATED:
            subject = texts.gettext("Outdated: {title} ({language})")
            lines = (texts.gettext("The original has changed. Sentences to look at again: {count}."),)
        case EventKind.JOB_FAILED:
            subject = texts.gettext("Drafting failed: job {job}")
            lines = (
                texts.gettext("Sentences without a draft: {count}."),
                texts.gettext("Most frequent reason: {reason}"),
            )
        case EventKind.TEST:
            subject = texts.gettext("Test of notifications")
            lines = (texts.gettext("This is a test: notifications reach you."),)
    values = {**about, "count": event.count, "job": event.job, "reason": event.reason}
    return subject.format(**values), tuple(line.format(**values) for line in lines)
