"""Settings for web servers that show the site without us: nginx, Caddy, hosts that read `_redirects`. Pure."""

from translateflow.hosting.snippets import HostedSite, plan_snippets

__all__ = ["HostedSite", "plan_snippets"]
