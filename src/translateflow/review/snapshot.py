"""The frozen snapshots under `approved/`, the only thing that publishing reads.

    approved/<slug>/<language>.json            evidence of the sign-off that counts
    approved/<slug>/<language>.po              the frozen catalog (not for the original)
    approved/<slug>/<language>.html            the frozen body of the page
    approved/<slug>/<language>.withdrawn.json  that it was taken back, when and why
    approved/<slug>/sources/<digest>.<suffix>  frozen sources, by content
    approved/<slug>/assets/<digest>-<name>     frozen images and downloads, by content
    approved/<slug>/archive/                   earlier sign-offs

A snapshot becomes visible by its evidence file, written last: a crash leaves the earlier sign-off in force.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translateflow.errors import FileAccessError, InputFileError
from translateflow.files import read_file, read_if_there, write_atomically
from translateflow.model.edition import Withdrawal
from translateflow.review.evidence import Evidence, digest, evidence_from_json, evidence_to_json, signed_bytes
from translateflow.review.links import BrokenLink, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

SHORT = 16  # hex digits of a digest in a file name; the evidence has the whole


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A sign-off as it lies under approved/."""

    evidence: Evidence
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """The bytes that a sign-off freezes. `catalog` is None for the original; `body` is the page's, HTML in UTF-8."""

    source: bytes
    suffix: str
    catalog: bytes | None
    body: bytes
    assets: Mapping[str, bytes]


class Snapshots:
    """The folder `approved/` of a newsroom. `sign` gives a signature; without it records are left unsigned."""

    def __init__(self, root: Path, sign: Callable[[bytes], str] | None = None) -> None:
        self.root = root
        self._sign = sign or (lambda _: "")

    def slugs(self) -> tuple[str, ...]:
        """Give the releases that have a sign-off, sorted."""
        if not self.root.is_dir():
            return ()
        return tuple(sorted(path.name for path in self.root.iterdir() if path.is_dir() and self.languages(path.name)))

    def languages(self, slug: str) -> tuple[str, ...]:
        """Give the languages of a release that were signed off, sorted; withdrawn ones included."""
        names = (path.name for path in (self.root / slug).glob("*.json"))
        return tuple(sorted(name.removesuffix(".json") for name in names if not name.endswith(".withdrawn.json")))

    def read(self, slug: str, language: str) -> Snapshot | None:
        """Read a sign-off, None where there is none. Raises InputFileError when its record is damaged."""
        path = self.evidence_path(slug, language)
        if not path.is_file():
            return None
        evidence = evidence_from_json(read_file(path), path)
        check_place(evidence, path, slug, language)
        return Snapshot(evidence, self.withdrawal(slug, language))

    def all(self) -> Iterator[Snapshot]:
        """Read every sign-off, by release and language."""
        for slug in self.slugs():
            for language in self.languages(slug):
                snapshot = self.read(slug, language)
                if snapshot is not None:
                    yield snapshot

    def archived(self, slug: str, language: str) -> tuple[Evidence, ...]:
        """Read the earlier sign-offs, newest first."""
        return tuple(evidence_from_json(read_file(path), path) for path in self.archived_paths(slug, language))

    def archived_paths(self, slug: str, language: str) -> tuple[Path, ...]:
        """Say where the records of earlier sign-offs lie, newest first."""
        return tuple(sorted((self.root / slug / "archive").glob(f"{language}.*.json"), reverse=True))

    def archived_path(self, evidence: Evidence) -> Path:
        """Say where the record of a sign-off lies once a later one counts."""
        return _archive_path(self.evidence_path(evidence.slug, evidence.language), evidence)

    def source_path(self, evidence: Evidence) -> Path:
        """Say where the frozen source lies."""
        return self.root / evidence.slug / evidence.source_file

    def body(self, evidence: Evidence) -> str:
        """Read the frozen body that the evidence vouches for.

        A crash while a newer one was frozen leaves the newer file under the evidence of the earlier sign-off; the
        archive then has the file that counts. Raises InputFileError when none fits.
        """
        path = self.body_path(evidence.slug, evidence.language)
        data = read_if_there(path)
        if data is None or digest(data) != evidence.body_digest:
            data = read_if_there(_archive_path(path, evidence))
        if data is not None and digest(data) == evidence.body_digest:
            return data.decode()
        raise InputFileError(path, "is not the text that was signed off.", remedy="Restore it, or approve again.")

    def catalog_path(self, slug: str, language: str) -> Path:
        """Say where the frozen catalog lies."""
        return self.root / slug / f"{language}.po"

    def body_path(self, slug: str, language: str) -> Path:
        """Say where the frozen body lies."""
        return self.root / slug / f"{language}.html"

    def asset_path(self, evidence: Evidence, name: str) -> Path:
        """Say where the frozen file lies that the source names `name`."""
        return self.root / evidence.slug / evidence.assets[name]

    def freeze(self, evidence: Evidence, frozen: Frozen) -> Evidence:
        """Write a snapshot and its evidence, completed by digests and names; the earlier one goes to the archive.

        Raises FileAccessError; the earlier sign-off is then still the one in force.
        """
        folder = self.root / evidence.slug
        complete = self._complete(evidence, frozen)
        complete = replace(complete, signature=self._sign(signed_bytes(complete)))
        self._archive(evidence.slug, evidence.language, complete)
        write_atomically(folder / complete.source_file, frozen.source)
        for name, data in frozen.assets.items():
            write_atomically(folder / complete.assets[name], data)
        write_atomically(self.body_path(evidence.slug, evidence.language), frozen.body)
        if frozen.catalog is not None:
            write_atomically(self.catalog_path(evidence.slug, evidence.language), frozen.catalog)
        write_atomically(self.evidence_path(evidence.slug, evidence.language), evidence_to_json(complete))
        self._remove(self.withdrawal_path(evidence.slug, evidence.language))
        return complete

    def _complete(self, evidence: Evidence, frozen: Frozen) -> Evidence:
        before = self.read(evidence.slug, evidence.language)
        source_digest = digest(frozen.source)
        assets = {name: f"assets/{digest(data)[:SHORT]}-{_file_name(name)}" for name, data in frozen.assets.items()}
        return replace(
            evidence,
            first_approved_at=before.evidence.first_approved_at if before else evidence.approved_at,
            source_file=f"sources/{source_digest[:SHORT]}.{frozen.suffix}",
            source_digest=source_digest,
            catalog_digest="" if frozen.catalog is None else digest(frozen.catalog),
            body_digest=digest(frozen.body),
            assets=assets,
        )

    def _archive(self, slug: str, language: str, coming: Evidence) -> None:
        before = self.read(slug, language)
        if before is None or (
            before.evidence.source_digest == coming.source_digest
            and before.evidence.catalog_digest == coming.catalog_digest
            and before.evidence.body_digest == coming.body_digest
            and before.evidence.approved_by == coming.approved_by
        ):
            return
        for _, path, expected in self._frozen(before.evidence):
            # Only what was signed: a crash, or a hand, may have left another file there.
            found = _in_force(path, before.evidence, expected)
            if found == path:
                write_atomically(_archive_path(path, before.evidence), read_file(path))
        evidence = self.evidence_path(slug, language)
        write_atomically(_archive_path(evidence, before.evidence), read_file(evidence))

    def withdraw(self, slug: str, language: str, withdrawal: Withdrawal) -> None:
        """Take one language back; its snapshot stays for the record."""
        record = {"at": withdrawal.at.isoformat(timespec="seconds"), "reason": withdrawal.reason}
        record["signature"] = self._sign(_withdrawal_bytes(slug, language, record))
        data = (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
        write_atomically(self.withdrawal_path(slug, language), data)

    def withdrawal(self, slug: str, language: str) -> Withdrawal | None:
        """Read that a language was taken back, None where it was not. Raises InputFileError."""
        path = self.withdrawal_path(slug, language)
        return _read_withdrawal(path) if path.is_file() else None

    def withdrawal_signature(self, slug: str, language: str) -> tuple[bytes, str] | None:
        """Give what the signature of a withdrawal is made over, and the signature; None where nothing was withdrawn."""
        path = self.withdrawal_path(slug, language)
        if not path.is_file():
            return None
        _read_withdrawal(path)
        record = json.loads(read_file(path))
        return _withdrawal_bytes(slug, language, record), str(record.get("signature", ""))

    def find_broken(self, evidence: Evidence) -> tuple[BrokenLink, ...]:
        """Compare every frozen file with the digest its evidence names; the source first."""
        wanted = [(Link.SOURCE, self.source_path(evidence), evidence.source_digest)]
        wanted += [
            (link, _in_force(path, evidence, known) or path, known) for link, path, known in self._frozen(evidence)
        ]
        wanted += [
            (Link.ASSET, self.asset_path(evidence, name), file.rpartition("/")[2])
            for name, file in evidence.assets.items()
        ]
        return tuple(broken for link, path, known in wanted if (broken := _compare(link, path, known)))

    def catalog_in_force(self, evidence: Evidence) -> Path | None:
        """Find the frozen catalog that the evidence vouches for; None for the original, or when there is none."""
        path = self.catalog_path(evidence.slug, evidence.language)
        return _in_force(path, evidence, evidence.catalog_digest) if evidence.catalog_digest else None

    def _frozen(self, evidence: Evidence) -> Iterator[tuple[Link, Path, str]]:
        """Give the files that bear the language's name, with the digests the evidence has for them."""
        if evidence.catalog_digest:
            yield Link.CATALOG, self.catalog_path(evidence.slug, evidence.language), evidence.catalog_digest
        yield Link.BODY, self.body_path(evidence.slug, evidence.language), evidence.body_digest

    def evidence_path(self, slug: str, language: str) -> Path:
        """Say where the record of the sign-off lies that counts."""
        return self.root / slug / f"{language}.json"

    def withdrawal_path(self, slug: str, language: str) -> Path:
        """Say where it lies that a language was taken back."""
        return self.root / slug / f"{language}.withdrawn.json"

    @staticmethod
    def _remove(path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise FileAccessError(path, error) from error


def check_place(evidence: Evidence, path: Path, slug: str, language: str) -> None:
    """Refuse a record that lies where the one of another text belongs. Raises InputFileError."""
    if (evidence.slug, evidence.language) != (slug, language):
        problem = f"is the evidence of “{evidence.slug}” in “{evidence.language}”."
        raise InputFileError(path, problem, remedy="Remove it; a sign-off cannot be copied.")


def _in_force(path: Path, evidence: Evidence, expected: str) -> Path | None:
    """Find the file a digest vouches for: where it belongs, else in the archive; None where neither is it."""
    candidates = (path, _archive_path(path, evidence))
    return next((each for each in candidates if each.is_file() and digest(read_file(each)) == expected), None)


def _archive_path(path: Path, evidence: Evidence) -> Path:
    stamp = evidence.approved_at.strftime("%Y%m%dT%H%M%SZ")
    return path.parent / "archive" / f"{evidence.language}.{stamp}.{evidence.body_digest[:8]}{path.suffix}"


def _file_name(name: str) -> str:
    """Give a name that is safe in a URL, from the last part of a path."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name.rpartition("/")[2])


def _compare(link: Link, path: Path, expected: str) -> BrokenLink | None:
    remedy = "Restore the file from your archive, or sign the text off again."
    if not path.is_file():
        return BrokenLink(link, path, "is missing.", remedy)
    found = digest(read_file(path))
    # An asset carries the beginning of its digest in its name, a source or catalog all of it in the evidence.
    same = found == expected or (expected[:SHORT] == found[:SHORT] and "-" in expected)
    problem = "is not the file that was signed off (its digest differs)."
    return None if same else BrokenLink(link, path, problem, remedy)


def _withdrawal_bytes(slug: str, language: str, record: Mapping[str, str]) -> bytes:
    said = {name: text for name, text in record.items() if name != "signature"}
    whole = {"schema": "translateflow withdrawal 1", "slug": slug, "language": language, **said}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _read_withdrawal(path: Path) -> Withdrawal:
    try:
        record = json.loads(read_file(path))
        return Withdrawal(dt.datetime.fromisoformat(record["at"]), str(record["reason"]))
    except (ValueError, KeyError, TypeError) as error:
        raise InputFileError(path, "is a damaged withdrawal record.") from error
