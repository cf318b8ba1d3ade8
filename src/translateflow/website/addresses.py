"""Where everything on the site stands. The only file that knows its URLs.

A *path* is a file below the site's root (`de/slug/index.html`); an *address* is what readers see of it (`de/slug/`).
Links are written relative to the page, so that the site works at any host, below any path and from a plain folder.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from urllib.parse import urlsplit

CHOOSER = "index.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
WITHDRAWN = "withdrawn.json"
MOVED = "moved.json"
NOT_FOUND = "404.html"
ASSETS = "assets/"


def release_path(language: str, slug: str) -> str:
    """Give the page of a release in a language."""
    return f"{language}/{slug}/index.html"


def report_address(language: str, slug: str) -> str:
    """Give where a problem with a passage of a page is reported; the passage's number follows."""
    return f"report/?page={language}/{slug}&passage="


def data_path(language: str, slug: str) -> str:
    """Give the machine-readable record of a release in a language."""
    return f"{language}/{slug}/release.json"


def withdrawal_path(language: str, slug: str) -> str:
    """Give the record of a withdrawal; that it stands there tells web servers to answer 410."""
    return f"{language}/{slug}/{WITHDRAWN}"


def index_path(language: str) -> str:
    """Give the list of a language's releases."""
    return f"{language}/index.html"


def archive_path(language: str, year: int = 0, page: int = 1) -> str:
    """Give the list of a language's years, or of one year's releases; `archive` is no slug."""
    return _paged(f"{language}/archive/{year}/" if year else f"{language}/archive/", page)


def topics_path(language: str, topic: str = "", page: int = 1) -> str:
    """Give the list of a language's topics, or of one topic's releases; `topics` is no slug."""
    return _paged(f"{language}/topics/{topic}/" if topic else f"{language}/topics/", page)


def search_path(language: str) -> str:
    """Give the page that searches a language's releases; `search` is no slug."""
    return f"{language}/search/index.html"


def search_words_path(language: str, month: str) -> str:
    """Give the words of a month's releases (`2026-06`), which the search page's script asks for."""
    return f"{language}/search/{month}.json"


def _paged(folder: str, page: int) -> str:
    return f"{folder}{page}/index.html" if page > 1 else f"{folder}index.html"


def indexnow_path(key: str) -> str:
    """Give the file by which search engines know that a ping is ours."""
    return f"{key}.txt"


def feed_path(language: str) -> str:
    """Give the Atom feed of a language."""
    return f"{language}/feed.xml"


def not_found_path(language: str) -> str:
    """Give the page that static hosts show for an unknown address below a language."""
    return f"{language}/404.html"


def sitemap_part(name: str) -> str:
    """Give one sitemap of several."""
    return f"sitemap-{name}.xml"


def asset_path(name: str, data: bytes) -> str:
    """Give an asset's place by its content, so that it can be cached for ever: `assets/bridge.1f2e3d4c5b6a.svg`."""
    file = PurePosixPath(name)
    return f"{ASSETS}{file.stem}.{hashlib.sha256(data).hexdigest()[:12]}{file.suffix.lower()}"


def beside_page(language: str, slug: str, name: str) -> str | None:
    """Give the place where a page's body finds a file it refers to as `name`; None when that is outside its folder.

    The body goes out exactly as approved, its references untouched, so the files come to it.
    """
    parts = [part for part in PurePosixPath(name).parts if part != "."]
    if not parts or name.startswith("/") or ".." in parts or any(part.startswith(".") for part in parts):
        return None
    return f"{language}/{slug}/{'/'.join(parts)}"


def address(path: str) -> str:
    """Give what readers see of a path: folders end in a slash, `index.html` is never shown."""
    return path.removesuffix("index.html") if path == CHOOSER or path.endswith("/index.html") else path


def way_to_root(path: str) -> str:
    """Give the relative link from a page to the site's root."""
    return "../" * path.count("/") or "./"


def rooted(base_url: str) -> str:
    """Give the site's root as seen from any address of its host, for pages that stand at addresses nobody knows."""
    return urlsplit(base_url).path.rstrip("/") + "/"


def absolute(base_url: str, path: str) -> str:
    """Give the absolute URL of a path; without a base URL, its address from the host's root."""
    return f"{base_url}/{address(path)}"
