"""Take the signatures off the sample newsroom's sign-offs: its key would be a secret, and none is committed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from translateflow.review.evidence import evidence_from_json, evidence_to_json

APPROVED = Path(__file__).resolve().parent.parent / "approved"


def main() -> None:
    """Rewrite every record without its signature."""
    for path in sorted(APPROVED.rglob("*.json")):
        if not path.name.endswith(".withdrawn.json"):
            evidence = evidence_from_json(path.read_bytes(), path)
            path.write_bytes(evidence_to_json(replace(evidence, signature="")))


if __name__ == "__main__":
    main()
