"""People as they are named in catalogs and records: `Name <mail>`."""

from __future__ import annotations

import re


def names_a_person(by: str) -> bool:
    """Tell whether this names somebody who can be reached: a name and a mail address."""
    name, _, rest = by.partition("<")
    return bool(name.strip()) and "@" in rest and rest.rstrip().endswith(">")


def is_same_person(one: str, other: str) -> bool:
    """Compare by mail address, or by the whole name where there is none, whatever the case. Nobody is nobody's like."""
    return bool(one) and _address(one) == _address(other)


def _address(person: str) -> str:
    match = re.search(r"<([^<>]+)>", person)
    return (match[1] if match else person).strip().casefold()
