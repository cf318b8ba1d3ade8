"""Approved editions -> pages, feeds, sitemap. A pure function of its input (`plan_site`), written atomically.

`publish_site` puts the site in place, `read_published` reads it back for `verify`. HTTP is in `web/`.
"""

from translateflow.website.addresses import asset_path
from translateflow.website.missing import render_missing
from translateflow.website.plan import PlannedFile, SitePlan, plan_site
from translateflow.website.published import BODY_END, BODY_START, PublishedPage, read_published
from translateflow.website.publishing import Publisher, SiteReport, publish_site

__all__ = [
    "BODY_END",
    "BODY_START",
    "PlannedFile",
    "PublishedPage",
    "Publisher",
    "SitePlan",
    "SiteReport",
    "asset_path",
    "plan_site",
    "publish_site",
    "read_published",
    "render_missing",
]
