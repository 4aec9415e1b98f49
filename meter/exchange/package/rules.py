"""`RULES.txt`: by which rules a package leaves out what would tell who answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.exchange.package.paragraphs import head, wrap
from meter.exchange.package.shielding import WITHHELD
from meter.peers.cover import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.exchange.package.snapshot import Snapshot


@dataclass(frozen=True)
class Rules:
    """Sentences in one language; English unless others are given.

    Numbers stand in `agreed`, `left_out`, `held`, `banded`, `places`, `before` and
    `which`. "given" and "withheld" are said as the tables have them.

    Attributes:
        agreed: of `named` units among `counted`.
        held: of a `count` of units that agreed and are not named yet.
        places: how many `places` for facts are `withheld` and `empty`.
        before: how packages of one round are judged together.
        care: what nobody should do with these data.
    """

    title: str = "What this package leaves out, and why"
    units_head: str = "Units"
    all_named: str = "All are named, at the organiser's request."
    agreed: str = (
        "A name stands only beside those that agreed to be named with their answers:"
        " %(named)s of %(counted)s."
    )
    left_out: str = (
        "Of units whose name and scores others have read elsewhere, and that did not"
        " agree to be named here, nothing is in this package, as they would be found by"
        " their scores. Units left out: %(count)s."
    )
    held: str = (
        "Units that agreed and have no name yet: %(count)s. With more names, rows"
        " without one would be found in packages that were made before."
    )
    pseudonym: str = (
        "A pseudonym is drawn by a secret key of the server: it is the same in every"
        " package of this round, another in every other round, and tells neither the"
        " name nor the order in which units came."
    )
    facts_head: str = "Facts about units"
    all_told: str = "All are told, at the organiser's request."
    banded: str = (
        "Numbers are given as bands between powers of ten. Of a unit that is not named"
        " a fact is told only where at least %(others)s others have all the same facts"
        ' told of them; else it says "withheld", also where no fact is known, as that'
        " would tell too."
    )
    places: str = (
        "Places for facts: %(places)s. Withheld: %(withheld)s. Empty, as nothing was"
        " given: %(empty)s."
    )
    written_head: str = "What people wrote"
    written: str = (
        "Texts, dates and links are withheld: only whether they were given is told, as"
        ' "given". Notes beside answers, questions of reviewers and replies are'
        " withheld. Nobody is asked to agree to their publication, so nobody has."
    )
    people_head: str = "People"
    people: str = (
        "No name, no e-mail address and no other trace of a person who answered,"
        " reviewed or organised is in the tables. Where several people of a unit"
        " answered apart, it is told how far they lie apart, and not what one of them"
        " said."
    )
    evidence_head: str = "Evidence"
    evidence: str = "Links and files are counted; what they are and say is withheld."
    times_head: str = "Times"
    times: str = "When a unit answered or submitted is withheld."
    before_head: str = "Packages before this one"
    before: str = (
        "This package is judged beside all that were made of this round before it."
        " Units that came in, left or submitted anew in between did so in groups of at"
        " least %(fewest)s, or no smaller than a former package had made them. Facts"
        " are told of at least %(fewest)s that look alike in all packages together. So"
        " nobody is found by joining the rows of two packages."
    )
    which_head: str = "Answers that are in it"
    which: str = (
        "Those that count: submitted, and in a reviewed round accepted, at %(made_at)s."
        " %(counted)s of %(asked)s units that were asked are in here."
    )
    care_head: str = "Before you use them"
    taken_back: str = (
        "What was agreed to can be taken back: a package that is made later leaves out"
        " what is taken back until then."
    )
    care: str = (
        "Answers may tell of whom they are to somebody who knows the unit well. Do not"
        " try to find out, and put these data together with no others to that end."
    )


def write_rules(snapshot: Snapshot) -> str:
    """Write the rules, and what they came to in this package, in its language."""
    words = snapshot.terms.words
    title = words.rules.title
    lines = [*wrap([words.guide.warning])] if snapshot.terms.with_names else []
    lines += [title, "=" * len(title), ""]
    for place, (name, *paragraphs) in enumerate(_list_parts(snapshot), start=1):
        lines += [*head(f"{place}. {name}"), *wrap(paragraphs)]
    return "\n".join(lines)


def _list_parts(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    """List the parts: a head and what stands below it."""
    rules = snapshot.terms.words.rules
    yield (rules.units_head, *_tell_names(snapshot, rules), rules.pseudonym)
    yield (rules.facts_head, *_tell_facts(snapshot, rules))
    yield rules.written_head, rules.written
    yield rules.people_head, rules.people
    yield rules.evidence_head, rules.evidence
    yield rules.times_head, rules.times
    yield rules.before_head, rules.before % {"fewest": FEWEST}
    made_at = snapshot.made_at.isoformat(timespec="seconds")
    counted = len(snapshot.units)
    fact = {"counted": counted, "asked": snapshot.asked_units, "made_at": made_at}
    yield rules.which_head, rules.which % fact
    yield rules.care_head, rules.taken_back, rules.care


def _tell_names(snapshot: Snapshot, rules: Rules) -> Iterator[str]:
    if snapshot.terms.with_names:
        yield rules.all_named
        return
    named = sum(unit.name is not None for unit in snapshot.units)
    yield rules.agreed % {"named": named, "counted": len(snapshot.units)}
    yield rules.left_out % {"count": snapshot.left_out}
    if snapshot.held:
        yield rules.held % {"count": snapshot.held}


def _tell_facts(snapshot: Snapshot, rules: Rules) -> Iterator[str]:
    if snapshot.terms.with_names:
        yield rules.all_told
        return
    told = [fact for unit in snapshot.units for fact in unit.facts.values()]
    yield rules.banded % {"others": FEWEST - 1}
    yield rules.places % {
        "places": len(told),
        "withheld": told.count(WITHHELD),
        "empty": told.count(""),
    }
