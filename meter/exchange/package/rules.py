"""`RULES.txt`: by which rules a package leaves out what would tell who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.package.guide import Guide
from meter.exchange.package.shielding import WITHHELD
from meter.peers.cover import FEWEST

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot

WARNING = Guide.warning

_RULES = """\
What this package leaves out, and why
=====================================

1. Units. {units}
   A pseudonym is drawn by a secret key of the server: it is the same in every package
   of this round, another in every other round, and tells neither the name nor the order
   in which units came.
2. Facts about units. {facts}
3. What people wrote. Texts, dates and links are withheld: only whether they were given
   is told, as "given". Notes beside answers, questions of reviewers and replies are
   withheld. Nobody is asked to agree to their publication, so nobody has.
4. People. No name, no e-mail address and no other trace of a person who answered,
   reviewed or organised is in the tables. Where several people of a unit answered
   apart, it is told how far they lie apart, and not what one of them said.
5. Evidence. Links and files are counted; what they are and say is withheld.
6. Times. When a unit answered or submitted is withheld.
7. Packages before. This one is judged beside every package of this round that was
   made before it. Units that came in, left or submitted anew in between did so in
   groups of at least {fewest}, or no smaller than a package had made them before, and
   facts are told of at least {fewest} that look alike in all packages together, so that
   nobody is found by joining the rows of two packages.
8. Which answers. Those that count: submitted, and in a reviewed round accepted, at
   {made_at}. {counted} of {asked} units that were asked are in here.

What was agreed to can be taken back: a package that is made later leaves out what is
taken back until then. Answers may tell of whom they are to somebody who knows the unit
well. Do not try to find out, and put these data together with no others to that end.
"""

_ONLY_AGREED = (
    "Each has a pseudonym. A name stands beside it only of those that agreed to be\n"
    "   named beside their answers: {named} of {counted}. Of units whose name and\n"
    "   scores others have read elsewhere, and that did not agree to that, nothing is\n"
    "   in here, as they would be found by their scores: {left_out} are left out."
)
_HELD = (
    "\n   Of those that agreed, {held} have no name yet: by names rows without one"
    "\n   would be found in packages that were made before."
)
_ALL_NAMED = "All are named, at the organiser's request."

_BANDED = """\
Numbers are given as bands between powers of ten. Of a unit that
   is not named a fact is told only where at least {others} others have all the same
   facts told of them; else it says "withheld", also where no fact is known, as that
   would tell too. Of {places} places for facts {withheld} say so;
   {empty} are empty, as nothing was given."""
_ALL_TOLD = "All are told, at the organiser's request."


def write_rules(snapshot: Snapshot) -> str:
    """Write the rules, and what they came to in this package."""
    counted = len(snapshot.units)
    named = sum(unit.name is not None for unit in snapshot.units)
    told = [fact for unit in snapshot.units for fact in unit.facts.values()]
    whole = snapshot.terms.with_names
    text = _RULES.format(
        units=_ALL_NAMED
        if whole
        else _ONLY_AGREED.format(
            named=named, counted=counted, left_out=snapshot.left_out
        )
        + (_HELD.format(held=snapshot.held) if snapshot.held else ""),
        facts=_ALL_TOLD
        if whole
        else _BANDED.format(
            others=FEWEST - 1,
            places=len(told),
            withheld=told.count(WITHHELD),
            empty=told.count(""),
        ),
        fewest=FEWEST,
        made_at=snapshot.made_at.isoformat(timespec="seconds"),
        counted=counted,
        asked=snapshot.asked_units,
    )
    return f"{WARNING}\n\n{text}" if whole else text
