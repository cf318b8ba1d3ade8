"""Catalogs over the API: read, save against what was seen, hand out, merge, check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.web.api.conftest import Office, Program

EN = "/releases/bruecke/languages/en"


def _segments(program: Program) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.get(f"{EN}/segments").get_json()["segments"]
    return found


def _save(program: Program, segment: dict[str, Any], target: str, **wish: Any) -> Any:
    headers = {"If-Match": f'"{segment["tag"]}"'}
    return program.put(f"{EN}/segments/{segment['id']}", {"target": target, **wish}, headers=headers)


def test_a_catalog_is_read_in_order(office: Office) -> None:
    segments = _segments(office.program("reviewer"))
    assert [segment["role"] for segment in segments][:2] == ["title", ""] or segments[0]["role"] == "title"
    assert segments[1]["source"] == "Die Brücke kostet 12,8 Mio. Euro."
    assert {segment["state"] for segment in segments} == {"empty"}


def test_a_text_is_saved_with_name_and_new_tag(office: Office) -> None:
    program = office.program("reviewer")
    first = _segments(program)[1]
    saved = _save(program, first, "The bridge costs EUR 12.8 million.")
    assert saved.status_code == 200, saved.get_data()
    assert saved.get_json()["state"] == "reviewed"
    assert saved.headers["ETag"] == f'"{saved.get_json()["tag"]}"' != f'"{first["tag"]}"'
    assert "Reviewer <reviewer@desk.example>" in (office.root / "locales/en/LC_MESSAGES/bruecke.po").read_text("utf-8")


def test_who_comes_second_is_shown_both_texts_and_nothing_is_lost(office: Office) -> None:
    one, other = office.program("reviewer"), office.program("editor")
    seen = _segments(one)[1]
    assert _save(one, seen, "The bridge costs EUR 12.8 million.").status_code == 200
    clash = _save(other, seen, "The bridge is EUR 12.8 million.")
    assert clash.status_code == 412
    (reason,) = clash.get_json()["reasons"]
    assert reason["theirs"] == "The bridge costs EUR 12.8 million."
    assert reason["mine"] == "The bridge is EUR 12.8 million."
    assert _segments(one)[1]["target"] == "The bridge costs EUR 12.8 million."


def test_saving_blindly_is_refused(office: Office) -> None:
    program = office.program("reviewer")
    first = _segments(program)[1]
    answer = program.put(f"{EN}/segments/{first['id']}", {"target": "x"})
    assert answer.status_code == 428
    assert _segments(program)[1]["target"] == ""


def test_what_is_wrong_with_a_text_is_said_with_it(office: Office) -> None:
    program = office.program("reviewer")
    saved = _save(program, _segments(program)[1], "The bridge costs EUR 13.8 million.")
    assert "error" in {issue["severity"] for issue in saved.get_json()["issues"]}
    found = program.get("/checks?slug=bruecke&language=en").get_json()
    assert found["errors"] == 1
    assert found["issues"][0]["segment"] == "Die Brücke kostet 12,8 Mio. Euro."


def test_a_catalog_goes_out_and_comes_back_merged(office: Office) -> None:
    program = office.program("reviewer")
    for kind in ("po", "xliff", "xliff2", "csv"):
        out = program.get(f"{EN}/catalog?format={kind}")
        assert out.status_code == 200
        assert "attachment" in out.headers["Content-Disposition"]
        back = program.post(f"{EN}/catalog?format={kind}", out.get_data())
        assert back.status_code == 200, back.get_data()
        assert back.get_json()["counts"]["conflict"] == 0


def test_an_upload_of_another_release_is_refused(office: Office) -> None:
    program = office.program("reviewer")
    data = program.get(f"{EN}/catalog").get_data().replace(b"bruecke", b"anderes")
    answer = program.post(f"{EN}/catalog", data)
    assert answer.status_code == 422
    assert "anderes" in answer.get_json(force=True)["detail"]
