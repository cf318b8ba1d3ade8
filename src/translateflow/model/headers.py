"""The headers every page of the site goes out with, whoever serves it: `serve`, nginx, Caddy."""

SECURITY = {
    # Nothing but the site's own style sheet and images; a script in an approved text or an SVG stays dead.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = SECURITY["Content-Security-Policy"]
SEARCH_POLICY = POLICY.replace("default-src 'none'; ", "default-src 'none'; script-src 'self'; connect-src 'self'; ")
"""The search page filters its list by the site's own script, which asks for the words of the texts."""
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""An SVG file opened on its own may style itself, no more."""

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
"""Kept, but asked about each time: a correction or a withdrawal is seen at once."""
NEVER_KEEP = "private, no-store"

LANGUAGE_COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600
VARY_BY_READER = "Accept-Language, Cookie"
