"""What holds for every operation: tokens, rights, problems, entity tags, idempotency keys."""

from __future__ import annotations

import pytest
from tests.web.api.conftest import Office, Program

from translateflow.model.account import Scope
from translateflow.web.api.registry import OPERATIONS
from translateflow.web.desk.access import Action, may_anywhere, within

WITHIN = {
    "admin": frozenset(Action),
    "editor": frozenset(Action) - {Action.ADMINISTER},
    "outsider": frozenset({Action.OPEN, Action.OWN}),
}
PARTS = {"slug": "bruecke", "language": "en", "number": "1", "segment": "abcdefabcdef", "mail": "a@b.example"}


def _address(path: str) -> str:
    for name, value in PARTS.items():
        path = path.replace(f"{{{name}}}", value)
    return path


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_nobody_gets_in_without_a_token(office: Office, operation: object) -> None:
    for token in ("", "tf_wrong"):
        answer = Program(office.api, token).ask(operation.method, _address(operation.path))  # type: ignore[attr-defined]  # an Operation
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("name", ["admin", "editor", "reviewer", "translator", "outsider"])
def test_every_operation_lets_exactly_those_in_who_may(office: Office, name: str) -> None:
    program, account = office.program(name), office.account(name)
    for operation in OPERATIONS:
        by_language = "language" in operation.parameters
        expected = may_anywhere(account, operation.action) or operation.action is Action.OPEN
        answer = program.ask(operation.method, _address(operation.path))
        forbidden = answer.status_code == 403
        if name in {"reviewer", "translator"} and by_language and operation.action is not Action.READ:
            own = any(grant.language == "en" for grant in account.grants)
            expected = expected and own
        assert forbidden is not expected, (operation.name, answer.status_code, answer.get_data())


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_never_reaches_further_than_its_scopes(office: Office, scope: Scope) -> None:
    program = office.program("admin", scope)
    for operation in OPERATIONS:
        answer = program.ask(operation.method, _address(operation.path))
        assert (answer.status_code == 403) is not within([scope], operation.action), operation.name


def test_a_token_that_was_revoked_stops_at_once(office: Office) -> None:
    program = office.program("editor")
    assert program.get("/newsroom").status_code == 200
    account = office.account("editor")
    for token in office.newsroom.database.tokens.all(account.id):
        office.newsroom.database.tokens.revoke(account.id, token.id)
    assert program.get("/newsroom").status_code == 401


def test_a_broken_program_is_told_to_wait(office: Office) -> None:
    program = Program(office.api, "tf_wrong")
    statuses = [program.get("/newsroom").status_code for _ in range(31)]
    assert statuses[:30] == [401] * 30
    answer = program.get("/newsroom")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "no-such-address"),
        ("GET", "/releases/UPPER", 404, "no-such-address"),
        ("GET", "/releases/..%2f..", 404, "no-such-address"),
        ("GET", "/releases/keine", 404, "no-release"),
        ("GET", "/releases/bruecke/languages/xq/segments", 404, "unknown-language"),
        ("GET", "/releases/bruecke/languages/fr/segments", 422, "language-not-targeted"),
        ("GET", "/jobs/99", 404, "unknown-job"),
        ("PATCH", "/releases", 405, "method-not-allowed"),
        ("GET", "/releases?limit=0", 400, "bad-query"),
        ("GET", "/releases?limit=many", 400, "bad-query"),
        ("GET", "/releases?unknown=1", 400, "bad-query"),
        ("GET", "/releases?limit=1&limit=2", 400, "bad-query"),
        ("POST", "/sync", 415, "not-json"),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(office: Office, method: str, path: str, status: int, code: str) -> None:
    answer = office.program("admin").ask(method, path)
    assert answer.status_code == status, answer.get_data()
    problem = answer.get_json(force=True)
    assert problem["type"] == f"urn:translateflow:problem:{code}"
    assert problem["status"] == status
    assert problem["detail"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b'{"slugs": 3}', b'{"slugz": []}', b'{"slugs": ["../x"]}'])
def test_a_body_that_is_not_understood_changes_nothing(office: Office, body: bytes) -> None:
    answer = office.program("admin").ask("POST", "/sync", headers={"Content-Type": "application/json"}, data=body)
    assert answer.status_code == 400, answer.get_data()


def test_a_body_beyond_all_measure_is_refused_before_it_is_read(office: Office) -> None:
    length = {"CONTENT_LENGTH": str(33 * 1024 * 1024)}
    answer = office.program("admin").post("/releases/upload?name=x.md", b"x", environ_overrides=length)
    assert answer.status_code == 413


def test_what_has_not_changed_is_not_sent_again(office: Office) -> None:
    program = office.program("editor")
    first = program.get("/releases/bruecke")
    again = program.get("/releases/bruecke", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    office.write_release("bruecke", "---\ntitle: Anders\n---\n\nEin Satz.\n")
    changed = program.get("/releases/bruecke", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_a_request_that_is_sent_again_with_its_key_is_done_once(office: Office) -> None:
    program, key = office.program("editor"), {"Idempotency-Key": "a1"}
    wish = {"text": "Ein Hafen wird gebaut. Er kostet 3 Mio. Euro.", "name": "hafen.txt", "slug": "hafen"}
    first = program.post("/releases", wish, headers=key)
    again = program.post("/releases", wish, headers=key)
    assert first.status_code == again.status_code == 201, first.get_data()
    assert first.get_data() == again.get_data()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert program.post("/releases", wish).status_code == 409, "without a key it is another request"


def test_a_key_holds_for_one_request_and_one_token(office: Office) -> None:
    editor, admin, key = office.program("editor"), office.program("admin"), {"Idempotency-Key": "a1"}
    assert editor.post("/sync", {}, headers=key).status_code == 200
    assert editor.post("/sync", {"minor": True}, headers=key).status_code == 422
    assert admin.post("/sync", {"minor": True}, headers=key).status_code == 200


def test_a_request_that_failed_leaves_its_key_free(office: Office) -> None:
    program, key = office.program("editor"), {"Idempotency-Key": "a1"}
    assert program.post("/sync", {"slugs": ["spaeter"]}, headers=key).status_code == 404
    office.write_release("spaeter", "---\ntitle: Später\n---\n\nEin Satz.\n")
    assert program.post("/sync", {"slugs": ["spaeter"]}, headers=key).status_code == 200


def test_no_page_of_another_site_can_read_an_answer(office: Office) -> None:
    answer = office.program("editor").get("/newsroom", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unforeseen_failure_says_nothing_of_our_inside(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translateflow.web.api.newsroom.NewsroomDocument", None)
    answer = office.program("editor").get("/newsroom")
    assert answer.status_code == 500
    assert "NoneType" not in answer.get_data(as_text=True)
