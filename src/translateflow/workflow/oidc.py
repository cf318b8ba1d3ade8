"""Come in through the house's own identity provider: OpenID Connect, authorization code with PKCE.

Nobody gets an account this way: whoever signs in was invited under the address that the provider vouches for.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from translateflow.errors import IdentityRefusedError, ProviderError
from translateflow.workflow.sign_in import open_session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translateflow.model.account import Account
    from translateflow.settings.desk import Provider
    from translateflow.workflow.sign_in import Visitor
    from translateflow.workspace import Newsroom

_SECONDS: Final = 10
_SCOPE: Final = "openid email profile"
# What a provider may sign with: never "none", never a secret that we would have to share.
_ALGORITHMS: Final = ("RS256", "ES256", "PS256", "EdDSA")


@dataclass(frozen=True, slots=True)
class Errand:
    """What a browser is sent away with, and must bring back: nobody else's answer fits."""

    state: str
    nonce: str
    verifier: str


def make_errand() -> Errand:
    """Make a new one."""
    return Errand(*(secrets.token_urlsafe(32) for _ in range(3)))


def run_begin(provider: Provider, redirect: str, errand: Errand) -> str:
    """Give the address to send the browser to. Raises ProviderError."""
    found = _discover(provider)
    with _session(provider, redirect) as session:
        url, _ = session.create_authorization_url(
            found["authorization_endpoint"], state=errand.state, nonce=errand.nonce, code_verifier=errand.verifier
        )
    return str(url)


def run_finish(newsroom: Newsroom, redirect: str, errand: Errand, answer: Mapping[str, str], visitor: Visitor) -> str:
    """Sign in whom the provider vouches for; give the session's secret.

    Raises ProviderError for a provider that fails, IdentityRefusedError for an answer that is not to this errand and
    for people without an account.
    """
    provider = newsroom.settings.desk.provider
    if provider is None or not secrets.compare_digest(answer.get("state", ""), errand.state) or not answer.get("code"):
        raise IdentityRefusedError(answer.get("error", "")[:100] or "the answer does not belong to this browser")
    claims = _claims(provider, redirect, errand, answer["code"])
    return open_session(newsroom, _account(newsroom, provider, claims), visitor, f"provider {provider.issuer}")


def _account(newsroom: Newsroom, provider: Provider, claims: Mapping[str, Any]) -> Account:
    accounts = newsroom.database.accounts
    identity = f"{provider.issuer} {claims['sub']}"
    known = accounts.by_identity(identity)
    if known is not None:
        return known
    mail = str(claims.get("email", ""))
    invited = accounts.find(mail) if mail and claims.get("email_verified") is True else None
    if invited is None or (invited.identity and invited.identity != identity):
        raise IdentityRefusedError(f"nobody was invited as “{mail}”" if mail else "the provider names no address")
    accounts.set_identity(invited.mail, identity)
    newsroom.database.audit.record(invited.mail, "link identity", invited.mail, {"issuer": provider.issuer})
    return invited


def _claims(provider: Provider, redirect: str, errand: Errand, code: str) -> Mapping[str, Any]:
    from joserfc import jwt  # noqa: PLC0415 — comes with the extra `oidc`
    from joserfc.errors import JoseError  # noqa: PLC0415 — as above
    from joserfc.jwk import KeySet  # noqa: PLC0415 — as above

    found = _discover(provider)
    with _session(provider, redirect) as session, _told(provider):
        token = session.fetch_token(found["token_endpoint"], code=code, code_verifier=errand.verifier, timeout=_SECONDS)
        keys = session.get(found["jwks_uri"], withhold_token=True, timeout=_SECONDS).json()
    rules = jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": found["issuer"]},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": True},
        nonce={"essential": True, "value": errand.nonce},
    )
    try:
        read = jwt.decode(str(token.get("id_token", "")), KeySet.import_key_set(keys), algorithms=list(_ALGORITHMS))
        rules.validate(read.claims)
    except (JoseError, ValueError, KeyError) as error:
        problem = f"its token is not valid ({type(error).__name__})"
        raise IdentityRefusedError(problem) from error
    return read.claims


def _discover(provider: Provider) -> dict[str, Any]:
    import requests  # noqa: PLC0415 — only where a provider is set

    url = f"{provider.issuer}/.well-known/openid-configuration"
    with _told(provider):
        answer = requests.get(url, timeout=_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
    if found.get("issuer", "").rstrip("/") != provider.issuer:
        raise ProviderError(provider.issuer, "calls itself by another name")
    return found


def _session(provider: Provider, redirect: str) -> Any:
    try:
        from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 — the extra `oidc`
    except ModuleNotFoundError as error:
        raise ProviderError(provider.issuer, "needs: pip install translateflow[oidc]") from error
    return OAuth2Session(
        provider.client_id,
        provider.client_secret or None,
        scope=_SCOPE,
        redirect_uri=redirect,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic" if provider.client_secret else "none",
    )


@contextlib.contextmanager
def _told(provider: Provider) -> Iterator[None]:
    """Tell any failure of a provider as one sentence, without what it sent."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 — the extra `oidc`
    from requests import RequestException  # noqa: PLC0415 — only where a provider is set

    try:
        yield
    except (AuthlibBaseError, RequestException, ValueError, KeyError) as error:
        raise ProviderError(provider.issuer, f"does not answer as it should ({type(error).__name__})") from error
