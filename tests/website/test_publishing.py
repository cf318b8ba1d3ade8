"""A reader, a crash or a full disk never finds half a site."""

from __future__ import annotations

import ctypes
import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translateflow.errors import FileAccessError, ForeignFolderError
from translateflow.website import Publisher, generation, publish_site, tree

if TYPE_CHECKING:
    from tests.website.conftest import MakeEdition

    from translateflow.model.edition import Edition, Site
    from translateflow.website.generation import Record


def _bytes_of(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def _generations(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.glob(f".{out.name}-*") if path.is_dir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "newsroom" / "public"


def test_a_first_publication_writes_everything(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path
) -> None:
    report = publish_site(site, cast, assets, out)
    assert report.unchanged == 0
    assert set(report.written) == set(_bytes_of(out))
    assert "ar/bridge/index.html" in report.pages
    assert report.removed == report.notes == ()
    assert out.is_symlink()
    assert not [path for path in _bytes_of(out) if "manifest" in path]


def test_publishing_again_without_a_change_touches_nothing(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path
) -> None:
    first = publish_site(site, cast, assets, out)
    generation = out.readlink()
    again = publish_site(site, cast, assets, out)
    assert (again.written, again.unchanged) == ((), len(first.written))
    assert out.readlink() == generation


def test_only_what_changed_is_rendered_and_the_rest_is_the_same_file(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path
) -> None:
    publish_site(site, cast, assets, out)
    kept = (out / "de/library/index.html").stat().st_ino
    report = publish_site(site, [replace(cast[0], title="Neu"), *cast[1:]], assets, out)
    assert "de/bridge/index.html" in report.written
    assert "de/library/index.html" not in report.written
    assert (out / "de/library/index.html").stat().st_ino == kept
    assert "Neu" in (out / "de/bridge/index.html").read_text()


def test_an_incremental_site_equals_one_built_from_nothing(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path, tmp_path: Path
) -> None:
    for count in range(len(cast) + 1):
        publish_site(site, cast[:count], assets, out)
    publish_site(site, cast, assets, tmp_path / "fresh")
    assert _bytes_of(out) == _bytes_of(tmp_path / "fresh")


def test_what_is_no_longer_published_is_gone_and_named(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path
) -> None:
    publish_site(site, cast, assets, out)
    report = publish_site(site, cast[:-2], assets, out)
    assert "en/library/index.html" in report.removed
    assert not (out / "en/library").exists()


def test_a_page_somebody_edited_or_deleted_is_rendered_again(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path
) -> None:
    publish_site(site, cast, assets, out)
    before = _bytes_of(out)
    (out / "de/bridge/index.html").write_text("tampered")
    (out / "en/bridge/index.html").unlink()
    report = publish_site(site, cast, assets, out)
    assert set(report.written) == {"de/bridge/index.html", "en/bridge/index.html"}
    assert _bytes_of(out) == before


def test_a_file_somebody_added_is_gone_after_the_next_publication_for_good(
    site: Site, cast: list[Edition], out: Path
) -> None:
    publish_site(site, cast, {}, out)
    clean = _bytes_of(out)
    (out / "de" / "bridge" / "intruder.html").write_text("x")
    for number in range(6):
        publish_site(site, cast[: -(number % 2) or None], {}, out)
        assert not (out / "de" / "bridge" / "intruder.html").exists()
    publish_site(site, cast, {}, out)
    assert _bytes_of(out) == clean


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.sets(st.integers(0, 8)), min_size=1, max_size=7))
def test_any_sequence_of_publications_ends_in_the_site_of_the_last(
    site: Site,
    cast: list[Edition],
    assets: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    choices: list[set[int]],
) -> None:
    out = tmp_path_factory.mktemp("sequence") / "public"
    for number, chosen in enumerate(choices):
        editions = [replace(cast[index], summary=f"{number % 2}") for index in sorted(chosen)]
        publish_site(site, editions, assets, out)
    fresh = out.with_name("fresh")
    publish_site(site, editions, assets, fresh)
    assert _bytes_of(out) == _bytes_of(fresh)
    assert sorted(p for p in out.rglob("*") if p.is_dir() and not any(p.iterdir())) == []


def test_deleting_the_site_and_publishing_again_gives_the_same_bytes(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path
) -> None:
    publish_site(site, cast, assets, out)
    before = _bytes_of(out)
    out.unlink()
    publish_site(site, cast, assets, out)
    assert _bytes_of(out) == before


def test_a_lost_folder_of_the_oldest_generation_does_no_harm(
    site: Site, make_edition: MakeEdition, out: Path, tmp_path: Path
) -> None:
    for number in range(3):
        publish_site(site, [make_edition(title=f"Nr. {number}")], {}, out)
    (out.parent / ".public-1" / "site" / "de" / "bridge" / "index.html").unlink()
    (out.parent / ".public-1" / "site" / "de" / "bridge" / "release.json").unlink()
    (out.parent / ".public-1" / "site" / "de" / "bridge").rmdir()
    publish_site(site, [make_edition(title="Nr. 3")], {}, out)
    publish_site(site, [make_edition(title="Nr. 3")], {}, tmp_path / "fresh")
    assert _bytes_of(out) == _bytes_of(tmp_path / "fresh")


def test_a_damaged_manifest_means_a_whole_new_site(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path
) -> None:
    for damage in ("", "[]", '{"version": 0, "files": {}}', '{"version": 1, "files": {"x": [1]}}'):
        publish_site(site, cast, assets, out)
        (out.resolve().parent / "manifest.json").write_text(damage)
        assert publish_site(site, cast, assets, out).unchanged == 0


def test_the_generation_before_stays_for_those_who_read_it_and_only_one_more(
    site: Site, make_edition: MakeEdition, out: Path
) -> None:
    for number in range(6):
        before = _bytes_of(out) if number else {}
        previous = out.resolve()
        publish_site(site, [make_edition(title=f"Nr. {number}")], {}, out)
        assert not number or _bytes_of(previous) == before
    assert _generations(out) == [".public-4", ".public-5", ".public-6"]
    assert out.readlink() == Path(".public-6/site")


def test_a_neighbouring_site_is_left_alone(site: Site, cast: list[Edition], tmp_path: Path) -> None:
    publish_site(site, cast, {}, tmp_path / "public-2")
    publish_site(site, cast[:1], {}, tmp_path / "public")
    publish_site(site, cast[:2], {}, tmp_path / "public")
    assert (tmp_path / "public-2" / "ar" / "bridge" / "index.html").is_file()


def test_an_empty_folder_or_an_old_copy_of_the_site_is_replaced(
    site: Site, cast: list[Edition], tmp_path: Path
) -> None:
    out = tmp_path / "public"
    out.mkdir()
    publish_site(site, cast, {}, out)
    copy = tmp_path / "copy"
    copy.mkdir()
    for name, data in _bytes_of(out).items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(data)
    publish_site(site, cast[:1], {}, copy)
    assert copy.is_symlink()
    assert not (copy / "ar" / "bridge").exists()


def test_a_folder_is_replaced_even_where_names_cannot_be_exchanged_in_one_step(
    site: Site, cast: list[Edition], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "_RENAME_EXCHANGE", 1 << 30)
    (tmp_path / "public").mkdir()
    publish_site(site, cast, {}, tmp_path / "public")
    assert (tmp_path / "public" / "de" / "index.html").is_file()


@pytest.mark.parametrize("rest", ["link", "folder"])
def test_what_a_killed_publication_left_is_cleared_away(
    site: Site, cast: list[Edition], tmp_path: Path, rest: str
) -> None:
    out = tmp_path / "public"
    publish_site(site, cast[:1], {}, out)
    (tmp_path / ".public-7" / "site").mkdir(parents=True)
    if rest == "link":
        (tmp_path / ".public-next").symlink_to(".public-7/site")
    else:
        (tmp_path / ".public-next" / "de").mkdir(parents=True)
    publish_site(site, cast, {}, out)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".public-1", ".public-2", ".public.lock", "public"]


def test_a_machine_without_exchange_and_sync_of_one_file_system_publishes_too(
    site: Site, cast: list[Edition], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OldLibrary:
        """A C library that has neither renameat2 nor syncfs."""

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: OldLibrary())
    (tmp_path / "public").mkdir()
    publish_site(site, cast, {}, tmp_path / "public")
    assert (tmp_path / "public" / "de" / "index.html").is_file()


def test_an_exchange_that_is_forbidden_is_one_clear_error(
    site: Site, cast: list[Edition], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.EBUSY)
    monkeypatch.setattr(tree, "_RENAME_EXCHANGE", 1 << 30)
    (tmp_path / "public").mkdir()
    with pytest.raises(FileAccessError, match="busy"):
        publish_site(site, cast, {}, tmp_path / "public")
    assert list((tmp_path / "public").iterdir()) == []


def test_somebodys_files_are_never_replaced(site: Site, cast: list[Edition], tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    (tmp_path / "file").write_text("x")
    for name in ("home", "file"):
        with pytest.raises(ForeignFolderError, match="did not publish"):
            publish_site(site, cast, {}, tmp_path / name)
    assert (tmp_path / "home" / "letter.txt").read_text() == "dear"


def test_a_link_of_the_operators_own_is_followed(site: Site, cast: list[Edition], tmp_path: Path) -> None:
    (tmp_path / "public").symlink_to("srv/www")
    report = publish_site(site, cast, {}, tmp_path / "public")
    assert report.out == tmp_path / "srv" / "www"
    assert (tmp_path / "public").readlink() == Path("srv/www")
    assert (tmp_path / "public" / "de" / "index.html").is_file()


def test_a_missing_base_url_is_said(site: Site, cast: list[Edition], out: Path) -> None:
    report = publish_site(replace(site, base_url=""), cast, {}, out)
    assert "base_url" in report.notes[0]


def test_a_full_disk_leaves_the_old_site_and_no_rest(
    site: Site, cast: list[Edition], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_site(site, cast[:1], {}, out)
    before = _bytes_of(out)
    real = generation._write

    def write(target: str, digest: str, data: bytes) -> Record:
        if target.endswith("feed.xml"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target)
        return real(target, digest, data)

    monkeypatch.setattr(generation, "_write", write)
    with pytest.raises(FileAccessError, match="No space left on device"):
        publish_site(site, cast, {}, out)
    assert _bytes_of(out) == before
    assert _generations(out) == [".public-1"]


def test_a_place_that_cannot_be_written_is_one_clear_error(site: Site, cast: list[Edition], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileAccessError, match="File exists"):
        publish_site(site, cast, {}, tmp_path / "file" / "public")


def _touch_up(out: Path, path: str) -> None:
    """Edit a published page by hand: another file in the place of the old one."""
    page = out / path
    text = page.read_text(encoding="utf-8")
    page.unlink()
    page.write_text(f"{text}<!-- by hand -->", encoding="utf-8")


def test_a_publisher_s_next_site_is_the_same_as_one_published_afresh(
    site: Site, cast: list[Edition], assets: dict[str, bytes], out: Path, tmp_path: Path
) -> None:
    publisher = Publisher()
    corrected = [replace(cast[2], text="<p>أحدث</p>"), *cast[:2], *cast[3:]]
    for number, editions in enumerate((cast, corrected, cast[1:], cast, corrected, cast[:4], cast)):
        publisher.publish(site, editions, assets, out, touched=["bridge"] if number else ())
        afresh = tmp_path / f"afresh-{number}"
        publish_site(site, editions, assets, afresh)
        assert _bytes_of(out.resolve()) == _bytes_of(afresh.resolve())


def test_another_publisher_s_work_is_seen_though_only_one_release_is_touched(
    site: Site, cast: list[Edition], out: Path
) -> None:
    ours = Publisher()
    ours.publish(site, cast, {}, out)
    publish_site(site, [replace(edition, title="Other") for edition in cast], {}, out)
    ours.publish(site, cast, {}, out, touched=["library"])
    assert "Other" not in (out / "de" / "bridge" / "index.html").read_text(encoding="utf-8")


def test_a_hand_s_edit_is_made_good_on_touched_releases_at_once_and_on_all_by_a_whole_publication(
    site: Site, cast: list[Edition], out: Path
) -> None:
    publisher = Publisher()
    publisher.publish(site, cast, {}, out)
    paths = ("de/bridge/index.html", "de/library/index.html", "de/index.html")
    for path in paths:
        _touch_up(out, path)
    publisher.publish(site, cast, {}, out, touched=["bridge"])
    assert ["by hand" in (out / path).read_text(encoding="utf-8") for path in paths] == [False, True, False]
    publisher.publish(site, cast, {}, out)
    assert "by hand" not in (out / "de/library/index.html").read_text(encoding="utf-8")
