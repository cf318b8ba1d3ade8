"""Two texts' facts side by side: what is missing, what is new, what has changed; equal values cancel each other.

Facts are compared whole first (a date with a date), then by their other readings, and what is left falls apart into
its numbers, which cancel numbers, spelled-out numbers and months on the other side. What still stands is a difference.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from translateflow.checks.facts.addresses import same_phone
from translateflow.checks.facts.fact import Kind
from translateflow.checks.facts.profile import load_profile
from translateflow.checks.facts.spelled import named_months, spelled_hours, spelled_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from translateflow.checks.facts.fact import Amount, Fact, Facts


class Difference(NamedTuple):
    """A fact of one side that the other lacks; both, when one seems to have become the other.

    `doubtful`: people really do write it so at times, and only a reader can tell.
    """

    kind: Kind
    source: str
    target: str
    doubtful: bool


class Side(NamedTuple):
    """One text with its facts."""

    text: str
    language: str
    facts: Facts


_CLOCK = re.compile(r"([0-2]?[0-9])(?:[.:,]([0-5][0-9]))?")


class _Atom(NamedTuple):
    """A number on its own, with the fact that it comes from."""

    value: Amount | str
    fact: Fact


def compare_facts(source: Side, target: Side) -> tuple[Difference, ...]:
    """Give the differences of two texts' facts, in the source's order."""
    one, other = source.facts, target.facts
    if one == other:
        return ()
    phones = _cancel(one.phones, other.phones, _same_phone)
    dates = _cancel(one.dates, other.dates, _date_comparer(one, other))
    times = _cancel(one.times, other.times, _same_reading)
    numbers = _cancel(one.numbers, other.numbers, _same_reading)
    times, numbers = _cancel_clocks(times, numbers)
    left = [_atoms([*numbers[side], *dates[side], *times[side], *phones[side]]) for side in (0, 1)]
    left = list(_cancel_atoms(left[0], left[1]))
    left[0] = _without_spelled(left[0], target)
    left[1] = _without_spelled(left[1], source)
    if not left[0] and not left[1]:
        return tuple(_rearranged(dates)) or (*_without_month(dates[0], target), *_rearranged(times))
    return tuple(_pair_up(left[0], left[1], source, target))


def _same_phone(one: Fact, other: Fact) -> bool:
    return same_phone(str(one.value), str(other.value))


def _same_reading(one: Fact, other: Fact) -> bool:
    return other.value in one.readings or one.value in other.readings or bool(set(one.readings) & set(other.readings))


def _date_comparer(one: Facts, other: Facts) -> Callable[[Fact, Fact], bool]:
    years = [{fact.value[0] for fact in side.dates if isinstance(fact.value, tuple)} for side in (one, other)]

    def same(first: Fact, second: Fact) -> bool:
        if not isinstance(first.value, tuple) or not isinstance(second.value, tuple):
            return False
        if first.value[1:] == second.value[1:]:
            # "30 June and 1 July 2025" and "30. Juni 2025 und 1. Juli 2025" name the same two days.
            return (first.value[0] is None and second.value[0] in years[0]) or (
                second.value[0] is None and first.value[0] in years[1]
            )
        return _same_reading(first, second)

    return same


def _cancel(
    source: Iterable[Fact], target: Iterable[Fact], same: Callable[[Fact, Fact], bool]
) -> tuple[list[Fact], list[Fact]]:
    """Take away equal values, then pairs that `same` accepts; give what is left on each side."""
    left, right = list(source), list(target)
    if not left or not right:
        return left, right
    left, right = _cancel_where(left, right, lambda one, other: one.value == other.value)
    return _cancel_where(left, right, same) if left and right else (left, right)


def _cancel_where(
    source: list[Fact], target: list[Fact], same: Callable[[Fact, Fact], bool]
) -> tuple[list[Fact], list[Fact]]:
    rest = list(target)
    left = []
    for fact in source:
        index = next((index for index, other in enumerate(rest) if same(fact, other)), None)
        if index is None:
            left.append(fact)
        else:
            del rest[index]
    return left, rest


def _cancel_clocks(
    times: tuple[list[Fact], list[Fact]], numbers: tuple[list[Fact], list[Fact]]
) -> tuple[tuple[list[Fact], list[Fact]], tuple[list[Fact], list[Fact]]]:
    """Take away times that the other side writes as bare figures, as in `8.00-12.00 ve 13.30-18.00`."""
    source_times, target_numbers = _cancel(times[0], numbers[1], _same_clock)
    target_times, source_numbers = _cancel(times[1], numbers[0], _same_clock)
    return (source_times, target_times), (source_numbers, target_numbers)


def _same_clock(time: Fact, number: Fact) -> bool:
    clock = _CLOCK.fullmatch(number.text)
    if clock is None:
        return False
    written = (int(clock[1]), int(clock[2] or 0))
    return written == time.value or written in time.readings


def _atoms(facts: list[Fact]) -> list[_Atom]:
    atoms: list[_Atom] = []
    for fact in facts:
        if fact.kind in {Kind.DATE, Kind.TIME}:
            atoms.extend(_Atom(part, fact) for part in fact.parts)
        elif fact.kind is Kind.PHONE:
            atoms.append(_Atom(str(fact.value), fact))
        elif isinstance(fact.value, str) and fact.parts:
            whole_hour = fact.parts[1:] == (0,) and _CLOCK.fullmatch(fact.text)
            atoms.extend(_Atom(part, fact) for part in (fact.parts[:1] if whole_hour else fact.parts))
        elif not isinstance(fact.value, tuple):
            whole = isinstance(fact.value, Decimal) and fact.value == fact.value.to_integral_value()
            atoms.append(_Atom(str(fact.value) if whole and "0" in fact.text[-1:] else fact.value, fact))
    return atoms


def _cancel_atoms(source: list[_Atom], target: list[_Atom]) -> tuple[list[_Atom], list[_Atom]]:
    common = Counter(atom.value for atom in source) & Counter(atom.value for atom in target)
    return _minus(source, common), _minus(target, common)


def _minus(atoms: list[_Atom], counts: Counter[Amount | str]) -> list[_Atom]:
    remaining = Counter(counts)
    left = []
    for atom in atoms:
        if remaining[atom.value] > 0:
            remaining[atom.value] -= 1
        else:
            left.append(atom)
    return left


def _without_spelled(atoms: list[_Atom], other: Side) -> list[_Atom]:
    """Take away what the other side says in words: numbers, and the month of a date in figures."""
    if not atoms:
        return atoms
    spelled = spelled_numbers(other.text, other.language)
    spelled_too = spelled | spelled_hours(other.text, other.language)
    months = named_months(other.text, other.language).keys() | {
        fact.value[1] for fact in other.facts.dates if isinstance(fact.value, tuple)
    }
    return [
        atom
        for atom in atoms
        if not (_may_be_spelled(atom) and atom.value in (spelled if atom.fact.kind is Kind.DATE else spelled_too))
        and not (_is_month(atom) and atom.value in months)
    ]


def _may_be_spelled(atom: _Atom) -> bool:
    """Nobody spells out the figure of `UTF-8`, `01`, `2.0` or one half of `2.1`."""
    fact = atom.fact
    pieces = isinstance(fact.value, str) and len(fact.parts) > 1 and fact.parts[1:] != (0,)
    return not (fact.stem or pieces or (fact.kind is not Kind.DATE and fact.text.startswith("0") and atom.value))


def _is_month(atom: _Atom) -> bool:
    fact = atom.fact
    in_figures = fact.kind is Kind.DATE and not any(letter.isalpha() for letter in fact.text)
    return in_figures and isinstance(fact.value, tuple) and fact.value[1] == atom.value


def _rearranged(facts: tuple[list[Fact], list[Fact]]) -> Iterable[Difference]:
    """Report dates and times whose numbers agree only when mixed: 3 July and 5 June, 9 and 21 o’clock."""
    whole = [[fact for fact in side if isinstance(fact.value, tuple) and fact.value[-1] is not None] for side in facts]
    if whole[0] and len(whole[0]) == len(whole[1]):
        for one, other in zip(*whole, strict=True):
            yield Difference(one.kind, one.text, other.text, doubtful=False)


def _without_month(dates: list[Fact], target: Side) -> Iterable[Difference]:
    """Report dates of the source whose day and year stand in the translation, but whose month stands nowhere."""
    if not dates:
        return
    stated: set[object] = {fact.value for fact in target.facts.numbers} | set(
        named_months(target.text, target.language)
    )
    stated |= {fact.value[1] for fact in target.facts.dates if isinstance(fact.value, tuple)}
    for fact in dates:
        if isinstance(fact.value, tuple) and fact.value[1] not in stated:
            yield Difference(Kind.DATE, fact.text, "", doubtful=True)


def _pair_up(left: list[_Atom], right: list[_Atom], source: Side, target: Side) -> Iterable[Difference]:
    sources, targets = _distinct(left), _distinct(right)
    for fact in sources:
        partner = next((other for other in targets if other.kind is fact.kind), None) or next(iter(targets), None)
        if partner is not None:
            targets.remove(partner)
        doubtful = partner is None and _is_doubtful(fact, target, source)
        yield Difference(fact.kind, fact.text, partner.text if partner else "", doubtful)
    for fact in targets:
        yield Difference(fact.kind, "", fact.text, _is_doubtful(fact, source, target))


def _distinct(atoms: list[_Atom]) -> list[Fact]:
    return list({(atom.fact.kind, atom.fact.text): atom.fact for atom in atoms}.values())


_SMALL = 12


def _is_doubtful(fact: Fact, other: Side, own: Side) -> bool:
    """Whether a fact that only one side has may be left out or repeated by a careful person."""
    values = {number.value for number in other.facts.numbers}
    if fact.value in values:  # said twice here, once there
        return True
    if fact.stem and not re.search(rf"(?<!\w){re.escape(fact.stem)}(?![^\W\d_])", other.text):
        return True  # an identifier such as CO2 that the other side gives another name
    languages_known = load_profile(other.language).known and load_profile(own.language).known
    return not languages_known and isinstance(fact.value, int) and fact.value <= _SMALL


def compare_units(source: Facts, target: Facts) -> tuple[Difference, ...]:
    """Give the units that differ: beside the same number, or of a kind that the translation has nowhere."""
    if not any(fact.unit for fact in source.numbers):
        return ()
    differences = []
    beside = {fact.value: fact for fact in target.numbers if fact.unit}
    for fact in source.numbers:
        partner = beside.get(fact.value)
        if fact.unit and partner and partner.unit != fact.unit and not _has(target, fact) and not _has(source, partner):
            differences.append(Difference(fact.kind, fact.unit, partner.unit, doubtful=False))
    return tuple(dict.fromkeys(differences))


def _has(facts: Facts, wanted: Fact) -> bool:
    """Whether a text states this number of this unit."""
    return any(fact.value == wanted.value and fact.unit == wanted.unit for fact in facts.numbers)


def missing_units(source: Facts, target: Facts) -> frozenset[str]:
    """Give the units of the source that stand nowhere in the translation."""
    return frozenset(fact.unit for fact in source.numbers if fact.unit) - {fact.unit for fact in target.numbers}
