"""Approved editions -> pages, feeds, sitemap. A pure function of its input (`plan_site`), written atomically.

`publish_site` puts the site in place, `read_published` reads it back for `verify`. HTTP is in `web/`.
"""

from translateflow.website.addresses import asset_path
from translateflow.website.integrity import find_altered
from translateflow.website.media import COMPRESSED, media_type
from translateflow.website.missing import render_missing
from translateflow.website.passages import list_passages
from translateflow.website.pictures import picture_size
from translateflow.website.plan import PlannedFile, SitePlan, plan_site
from translateflow.website.published import BODY_END, BODY_START, PublishedPage, read_published
from translateflow.website.publishing import Publisher, SiteReport, publish_site
from translateflow.website.rendering import TEMPLATE_NAMES
from translateflow.website.reporting import Reported, render_report
from translateflow.website.style import find_weak_pairs

__all__ = [
    "BODY_END",
    "BODY_START",
    "COMPRESSED",
    "TEMPLATE_NAMES",
    "PlannedFile",
    "PublishedPage",
    "Publisher",
    "Reported",
    "SitePlan",
    "SiteReport",
    "asset_path",
    "find_altered",
    "find_weak_pairs",
    "list_passages",
    "media_type",
    "picture_size",
    "plan_site",
    "publish_site",
    "read_published",
    "render_missing",
    "render_report",
]
