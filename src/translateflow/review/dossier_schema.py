"""The JSON Schema of the release evidence, published as docs/reference/release-evidence.schema.json by `make docs`."""

from __future__ import annotations

from typing import Any

from translateflow.keys import SignatureState
from translateflow.model.edition import Policy, Provenance, WarningRule
from translateflow.review.dossier import SCHEMA
from translateflow.review.evidence import SCHEMA as RECORD
from translateflow.review.evidence import Decision

_TEXT: dict[str, Any] = {"type": "string"}
_FLAG = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0}
_TIME = {"type": "string", "format": "date-time"}
_DIGEST = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}


def dossier_schema() -> dict[str, Any]:
    """Give the schema, draft 2020-12."""
    record = {"$ref": "#/$defs/record"}
    edition = _object(
        {
            "language": _said("BCP 47 tag.", _TEXT),
            "published": _said("When it first went out; null while it is not live.", _or_null(_TIME)),
            "withdrawn": _or_null(_object({"at": _TIME, "reason": _TEXT})),
            "signature": _said("What the signature of the record proves.", _one_of(SignatureState)),
            "key": _or_null(_TEXT),
            "broken": _said("Where the chain from key to page breaks; null while it holds.", _or_null(_TEXT)),
            "engines": _list(_TEXT),
            "sentences": _said(
                "Sentences by what a person made of the proposal.",
                _object({decision.value: _COUNT for decision in Decision}),
            ),
            "waived": _said("Warnings that were let stand with name and reason.", _COUNT),
            "record": record,
            "earlier": _said("Sign-offs that a later one replaced, newest first.", _list(record)),
        }
    )
    whole = _object(
        {
            "schema": {"const": SCHEMA},
            "newsroom": _TEXT,
            "base_url": _TEXT,
            "slug": _TEXT,
            "title": _TEXT,
            "made": _TIME,
            "statement": _said("What the newsroom says about the law.", _TEXT),
            "editions": _list(edition),
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Evidence of a release",
        **whole,
        "$defs": {"record": _record(), "face": _face()},
    }


def _record() -> dict[str, Any]:
    warning = _object({"check": _TEXT, "message": _TEXT, "reason": _TEXT, "by": _TEXT, "at": _TEXT})
    segment = _object(
        {
            "context": _said("The sentence's role, empty for body text.", _TEXT),
            "source": _TEXT,
            "target": _said("The text that was signed off.", _TEXT),
            "engine": _said("What made the proposal, empty where there was none.", _TEXT),
            "machine": _said("The proposal.", _TEXT),
            "decision": _one_of(Decision),
            "warnings": _said(
                "Warnings that stood; reason, by and at are empty where nobody waived them.", _list(warning)
            ),
        }
    )
    rules = _object(
        {
            "policy": _one_of(Policy),
            "four_eyes": _FLAG,
            "warnings": _one_of(WarningRule),
            "minor_keeps_signoff": _FLAG,
        }
    )
    return _object(
        {
            "schema": {"const": RECORD},
            "slug": _TEXT,
            "language": _TEXT,
            "source_language": _TEXT,
            "provenance": _one_of(Provenance),
            "approved_by": _TEXT,
            "approved_at": _TIME,
            "first_approved_at": _TIME,
            "source_file": _TEXT,
            "source_digest": _DIGEST,
            "catalog_digest": _said("Empty for the original.", _DIGEST),
            "body_digest": _DIGEST,
            "face": {"$ref": "#/$defs/face"},
            "note": _TEXT,
            "assets": {"type": "object", "additionalProperties": _TEXT},
            "segments": _list(segment),
            "reviewed_by": _TEXT,
            "responsible_editor": _TEXT,
            "review_seconds": _said(
                "How long people had its sentences open at the desk, where it was measured.", _or_null(_COUNT)
            ),
            "kept": _said("Days of edits declared minor through which the sign-off stood.", _list(_TEXT)),
            "rules": rules,
            "digest": _said("SHA-256 of the record without digest and signature, keys sorted, no spaces.", _DIGEST),
            "signature": _said("keyid:HMAC-SHA256 over the same bytes; empty where no key was at hand.", _TEXT),
        }
    )


def _face() -> dict[str, Any]:
    named = ("title", "summary", "contact", "date", "embargo", "image", "image_description", "image_caption")
    download = _object({"label": _TEXT, "path": _TEXT, "language": _TEXT})
    face = _object(
        {
            **dict.fromkeys((*named, "correction", "corrected"), _TEXT),
            **dict.fromkeys(("targets", "topics", "formerly"), _list(_TEXT)),
            "downloads": _list(download),
        }
    )
    return _said("What the page shows besides its body.", face)


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(kind: Any) -> dict[str, Any]:
    return {"enum": [member.value for member in kind]}


def _said(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, **schema}
