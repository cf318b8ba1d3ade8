"""Signing in through an identity provider: one of our own on loopback, honest and otherwise."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from translateflow.web.desk.identity import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.desk.conftest import Browser, House

KEY = RSAKey.generate_key(2048, parameters={"kid": "1", "use": "sig", "alg": "RS256"})


class Provider(HTTPServer):
    """Answers as OpenID Connect wants it; `claims` lets a test say otherwise."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.asked: dict[str, str] = {}
        self.claims: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
        self.key = KEY
        self.down = False

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "desk",
            "sub": "42",
            "email": "editor@desk.example",
            "email_verified": True,
            "iat": now,
            "exp": now + 60,
            "nonce": self.asked["nonce"],
        }
        return jwt.encode({"alg": "RS256", "kid": "1"}, self.claims(claims), self.key)


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        issuer = self.server.issuer
        if self.server.down:
            self._send(500, {})
        elif self.path.endswith("/openid-configuration"):
            names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            self._send(200, {"issuer": issuer, **{name: f"{issuer}{path}" for name, path in names.items()}})
        else:
            self._send(200, {"keys": [KEY.as_dict(private=False)]})

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        client = base64.b64encode(b"desk:s3cret").decode()
        honest = challenge == self.server.asked["code_challenge"] and self.headers["Authorization"] == f"Basic {client}"
        if not honest or form["code"] != ["code-1"]:
            self._send(400, {"error": "invalid_grant"})
            return
        self._send(200, {"access_token": "a", "token_type": "Bearer", "id_token": self.server.id_token()})

    def _send(self, status: int, document: object) -> None:
        data = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def provider(house: House) -> Iterator[Provider]:
    """Run a provider, and a desk that trusts it, with an editor who was invited."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        house.configure(
            f'[oidc]\nissuer = "{server.issuer}"\nclient_id = "desk"\nname = "Ministry"\n[desk]\nurl = "http://localhost"\n',
            {"TRANSLATEFLOW_OIDC_CLIENT_SECRET": "s3cret"},
        )
        house.account("editor")
        yield server
        server.shutdown()
        thread.join()


def come_back(browser: Browser, provider: Provider, **changed: str) -> tuple[int, str]:
    """Go to the provider, sign in there, and come back with its answer."""
    away = browser.get("/sign-in/provider?next=/jobs").headers["Location"]
    provider.asked = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
    answer = {"code": "code-1", "state": provider.asked["state"], **changed}
    back = browser.get("/sign-in/provider/back", query_string=answer)
    return back.status_code, back.headers.get("Location", "")


def test_who_was_invited_comes_in_through_the_provider(house: House, provider: Provider) -> None:
    browser = house.browser()
    assert "Sign in with Ministry" in browser.get("/sign-in").get_data(as_text=True)
    assert come_back(browser, provider) == (302, "/jobs")
    assert browser.get("/jobs").status_code == 200
    assert provider.asked["code_challenge_method"] == "S256"
    assert provider.asked["redirect_uri"] == "http://localhost/sign-in/provider/back"
    assert house.account("editor").identity == f"{provider.issuer} 42"


def test_the_provider_knows_people_by_number_once_they_have_come(house: House, provider: Provider) -> None:
    come_back(house.browser(), provider)
    provider.claims = lambda claims: {**claims, "email": "renamed@desk.example"}
    assert come_back(house.browser(), provider) == (302, "/jobs")
    provider.claims = lambda claims: {**claims, "sub": "43"}
    assert come_back(house.browser(), provider)[0] == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "stranger@desk.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": ""},
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "http://another.example"},
        {"exp": 1},
    ],
    ids=str,
)
def test_a_claim_that_does_not_fit_lets_nobody_in(house: House, provider: Provider, changed: dict[str, Any]) -> None:
    provider.claims = lambda claims: {**claims, **changed}
    browser = house.browser()
    assert come_back(browser, provider)[0] == 403
    assert browser.client.get_cookie(COOKIE) is None


def test_a_token_signed_by_somebody_else_lets_nobody_in(house: House, provider: Provider) -> None:
    provider.key = RSAKey.generate_key(2048, parameters={"kid": "1"})
    assert come_back(house.browser(), provider)[0] == 403


@pytest.mark.parametrize("changed", [{"state": "another"}, {"code": ""}])
def test_an_answer_to_another_browsers_errand_lets_nobody_in(
    house: House, provider: Provider, changed: dict[str, str]
) -> None:
    assert come_back(house.browser(), provider, **changed)[0] == 403
    assert house.browser().get("/sign-in/provider/back?code=code-1&state=x").status_code == 403


def test_a_provider_that_fails_is_told_and_the_password_still_works(house: House, provider: Provider) -> None:
    assert come_back(house.browser(), provider, code="code-2")[0] == 503
    provider.down = True
    assert house.browser().get("/sign-in/provider").status_code == 503
    assert house.browser().get("/sign-in").status_code == 200


def test_without_a_provider_there_is_no_such_door(house: House) -> None:
    assert "Sign in with" not in house.browser().get("/sign-in").get_data(as_text=True)
    assert house.browser().get("/sign-in/provider").status_code == 404
