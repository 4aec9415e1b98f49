"""Packages made before: who stood in each, and who has to stay alike in the next.

In every package of a round a unit has the same pseudonym, and the same answers until it
submits anew: whoever has two of them joins their rows, with all facts told in either.
And whoever knows which city came in, left or submitted anew in between finds its row
where no others did the same. So units are divided into classes by what is told of them
in all packages; none may hold fewer than `FEWEST` that are not known, unless earlier
packages made it as small.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple, dataclass
from itertools import chain
from typing import TYPE_CHECKING

from meter.audit.records import Scope
from meter.peers.cover import FEWEST, hides_others
from meter.publication.errors import PackageOvertakenError, TooFewAlikeError
from meter.storage.repository import audit

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from meter.audit.records import Entry
    from meter.publication.known import Known
    from meter.storage import Connection

    Package = Mapping[int, "Member"]
    """Who stands in a package, by id of the unit."""


@dataclass(frozen=True, slots=True)
class Member:
    """A unit in a package.

    Attributes:
        submission: which one of its submissions is told.
        alike: a number that it has in common with those of which the same facts are
            told there.
        is_named: whether its name stands there.
    """

    submission: int
    alike: int = 0
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A package as it was judged, before it is made.

    Attributes:
        members: who is in it.
        earlier: how many packages it was judged beside.
        by_name: the units that were known by name, and are left out of it.
    """

    members: Package
    earlier: int
    by_name: AbstractSet[int]


def write_members(members: Package) -> list[list[int]]:
    """Write who stands in a package as plain numbers, for the audit trail."""
    return [
        [unit, *(int(one) for one in astuple(member))]
        for unit, member in sorted(members.items())
    ]


def read_members(entry: Entry) -> Package | None:
    """Read who stood in a package; None where that was not written down yet."""
    found = entry.detail.get("units")
    if found is None:
        return None
    return {
        unit: Member(submission, alike, bool(is_named))
        for unit, submission, alike, is_named in found
    }


def list_packages(connection: Connection, round_id: int) -> list[Package]:
    """List the packages of a round that may be passed on, the first one first.

    One that names units unasked is for the organiser alone, and is none of them.
    """
    scope = Scope(round_id=round_id, actions=("package_made",))
    found = reversed(audit.list_entries(connection, scope))
    read = (read_members(one) for one in found if not one.detail.get("names"))
    return [one for one in read if one is not None]


def list_sheltered(packages: Iterable[Package]) -> set[int]:
    """List the units whose answers stand in packages without their name."""
    return {
        unit
        for package in packages
        for unit, member in package.items()
        if not member.is_named
    }


def list_named(packages: Iterable[Package]) -> set[int]:
    """List the units whose name stands in packages beside their answers."""
    return {
        unit
        for package in packages
        for unit, member in package.items()
        if member.is_named
    }


def list_uncovering(
    packages: Sequence[Package], known: AbstractSet[int], wanted: AbstractSet[int]
) -> set[int]:
    """List the units that are not to be named together: they uncover others.

    Of those that looked alike in the packages of a round, too few would be left without
    a name.

    Args:
        packages: that were made of the round.
        known: units whose name and scores others have read.
        wanted: units that are to be named, and are not known yet.
    """
    traces = {one: _trace(one, packages) for one in chain.from_iterable(packages)}
    named = known | wanted
    return {
        unit
        for alike in _gather(traces)
        if not hides_others(alike, named)
        for unit in wanted & set(alike)
    }


def divide(
    submissions: Mapping[int, int],
    packages: Sequence[Package],
    known: Collection[int],
) -> list[list[int]]:
    """Divide the units of the next package that are not known into classes.

    Whatever is told beside them may divide them further, as long as enough stay alike.

    Args:
        submissions: of the next package, by id of the unit.
        packages: that were made before.
        known: units that are named, or whose name and scores others have read.

    Raises:
        TooFewAlikeError: a class would be too small.
    """
    hidden = {*submissions, *chain.from_iterable(packages)}.difference(known)
    before = _gather({unit: _trace(unit, packages) for unit in hidden})
    newest = {unit: Member(one) for unit, one in submissions.items()}
    after = _gather({unit: _trace(unit, [*packages, newest]) for unit in hidden})
    small = [one for one in after if len(one) < FEWEST and one not in before]
    if packages and small:
        raise TooFewAlikeError(FEWEST)
    return [one for one in after if one[0] in submissions]


def _trace(unit: int, packages: Iterable[Package]) -> tuple[Hashable, ...]:
    """Tell what readers of all packages see: when its row stood there and was new."""
    seen: list[int] = []
    trace: list[Hashable] = []
    for package in packages:
        member = package.get(unit)
        if member is None:
            trace.append(None)
            continue
        if member.submission not in seen:
            seen.append(member.submission)
        trace.append((seen.index(member.submission), member.alike))
    return tuple(trace)


def _gather(traces: Mapping[int, tuple[Hashable, ...]]) -> list[list[int]]:
    """Gather the units whose rows look alike; who stood nowhere is in no class."""
    classes: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for unit in sorted(traces):
        if any(step is not None for step in traces[unit]):
            classes[traces[unit]].append(unit)
    return list(classes.values())


def ensure_stands(
    connection: Connection, round_id: int, judged: Judged, known: Known
) -> None:
    """Refuse a package beside which something was told, or taken back, since then.

    Raises:
        PackageOvertakenError: another one was made, one of its units was named, or one
            that it names does not agree to that any more.
    """
    is_overtaken = len(list_packages(connection, round_id)) != judged.earlier
    told = list_sheltered([judged.members]) & known.by_name
    taken_back = list_named([judged.members]) - known.open
    if is_overtaken or told - judged.by_name or taken_back:
        raise PackageOvertakenError
