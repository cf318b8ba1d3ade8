"""A fact: something a text states that must survive translation by value, however it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Amount = int | Decimal
"""The value of a number. Equal values are equal and hash alike, whichever of the two types they have."""

Value = Amount | str | tuple[int | None, ...]


class Kind(StrEnum):
    """What a fact is; the word that a report uses for it."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    AMOUNT = "amount of money"
    MEASURE = "measure"
    REFERENCE = "reference"
    DATE = "date"
    TIME = "time"
    PHONE = "phone number"


class Fact(NamedTuple):
    """One fact of a text. `text` is how it is written there.

    `readings` are other values the same characters may have; `parts` are the numbers it falls apart into when the
    other side writes it in several pieces. `stem` is the letters that a figure is glued to (`CO` in `CO2`);
    `unit` is the code of the currency or measure beside it.
    """

    kind: Kind
    value: Value
    text: str
    readings: tuple[Value, ...] = ()
    parts: tuple[Amount, ...] = ()
    stem: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of value that one text states."""

    numbers: tuple[Fact, ...] = ()
    dates: tuple[Fact, ...] = ()
    times: tuple[Fact, ...] = ()
    phones: tuple[Fact, ...] = ()


NO_FACTS = Facts()
