"""What the desk needs to know of the machine it runs on: its address, proxies before it, an identity provider."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translateflow.files import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping

OIDC_SECRET_VARIABLE = "TRANSLATEFLOW_OIDC_CLIENT_SECRET"  # noqa: S105 — the variable's name


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider (OpenID Connect). `name` stands on the button people sign in with."""

    issuer: str
    client_id: str
    name: str
    client_secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """`url` is the desk's public address without a slash at its end, "" when unknown."""

    url: str = ""
    proxies: int = 0
    provider: Provider | None = None


def read_desk_options(
    root: Path, values: Mapping[tuple[str, str], Any], environment: Mapping[str, str], base_url: str
) -> DeskOptions:
    """Give the desk's options from values that are parsed. Raises FileAccessError for the secret's file."""
    issuer = values.get(("oidc", "issuer"), "")
    return DeskOptions(
        url=values.get(("desk", "url"), f"{base_url}/desk" if base_url else ""),
        proxies=int(values.get(("desk", "proxies"), 0)),
        provider=_provider(root, issuer, values, environment) if issuer else None,
    )


def _provider(
    root: Path, issuer: str, values: Mapping[tuple[str, str], Any], environment: Mapping[str, str]
) -> Provider:
    file = values.get(("oidc", "client_secret_file"), "")
    secret = environment.get(OIDC_SECRET_VARIABLE, "")
    if file and not secret:
        secret = read_file(root / Path(file)).decode("utf-8", "replace").strip()
    client = values.get(("oidc", "client_id"), "translateflow")
    return Provider(issuer, client, values.get(("oidc", "name"), issuer.partition("://")[2]), secret)
