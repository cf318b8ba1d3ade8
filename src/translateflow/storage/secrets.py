"""Secrets that are shown once: what the database keeps of them is a digest.

They are 256 random bits, so a plain SHA-256 protects them as well as a slow hash would: there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import secrets


def make_secret() -> str:
    """Give a new secret, fit for an address and a header."""
    return secrets.token_urlsafe(32)


def digest_secret(secret: str) -> bytes:
    """Give what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
