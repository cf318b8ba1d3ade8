"""What a newsroom has decided: `translateflow.toml` and TRANSLATEFLOW_* variables, as one frozen object."""

from translateflow.settings.keys import KEYS
from translateflow.settings.read import FILE_NAME, LanguageRules, Settings, read_environment, read_settings
from translateflow.settings.spec import KeySpec

__all__ = ["FILE_NAME", "KEYS", "KeySpec", "LanguageRules", "Settings", "read_environment", "read_settings"]
