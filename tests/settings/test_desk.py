from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

OIDC = """[oidc]
issuer = "https://id.ministry.example/realm"
client_id = "desk"
client_secret_file = "oidc.secret"
name = "Ministry"
"""


def test_the_provider_of_identities_is_read_with_its_secret(tmp_path: Path) -> None:
    (tmp_path / "translateflow.toml").write_text(OIDC)
    (tmp_path / "oidc.secret").write_text("s3cret\n")
    provider = read_settings(tmp_path, {}).desk.provider
    assert provider
    assert (provider.client_id, provider.name, provider.client_secret) == ("desk", "Ministry", "s3cret")
    assert "s3cret" not in repr(read_settings(tmp_path, {}))
    by_variable = read_settings(tmp_path, {"TRANSLATEFLOW_OIDC_CLIENT_SECRET": "other"}).desk.provider
    assert by_variable
    assert by_variable.client_secret == "other"


def test_the_desk_stands_below_the_site_unless_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / "translateflow.toml").write_text('[newsroom]\nbase_url = "https://press.example/"\n')
    options = read_settings(tmp_path, {}).desk
    assert (options.url, options.proxies, options.provider) == ("https://press.example/desk", 0, None)
