"""What goes out for someone to work on, so that what comes back can be merged."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from translateflow.catalog.header import REVISION

if TYPE_CHECKING:
    from translateflow.catalog.catalog import Catalog


def export_catalog(catalog: Catalog) -> tuple[bytes, str]:
    """Give the bytes to hand out and their revision, which stands in their header (`X-Translateflow-Revision`).

    Keep the bytes under `CatalogPaths.export_base(revision)`: they are the base when the file comes back. The same
    catalog has the same revision.
    """
    revision = hashlib.sha256(catalog.to_bytes()).hexdigest()[:32]
    return catalog.with_headers({REVISION: revision}).to_bytes(), revision
