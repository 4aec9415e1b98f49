"""The rules of a package in the language that is spoken."""

from __future__ import annotations

from meter.exchange.package.rules import Rules
from webapp.languages import gettext as _


def write_rules() -> Rules:
    """Write the sentences; "given" and "withheld" stay as the tables have them."""
    return Rules(
        title=_("What this package leaves out, and why"),
        units_head=_("Units"),
        all_named=_("All are named, at the organiser's request."),
        agreed=_(
            "A name stands only beside those that agreed to be named with their"
            " answers: %(named)s of %(counted)s."
        ),
        left_out=_(
            "Of units whose name and scores others have read elsewhere, and that"
            " did not agree to be named here, nothing is in this package, as they"
            " would be found by their scores. Units left out: %(count)s."
        ),
        held=_(
            "Units that agreed and have no name yet: %(count)s. With more names,"
            " rows without one would be found in packages that were made before."
        ),
        pseudonym=_(
            "A pseudonym is drawn by a secret key of the server: it is the same in"
            " every package of this round, another in every other round, and tells"
            " neither the name nor the order in which units came."
        ),
        facts_head=_("Facts about units"),
        all_told=_("All are told, at the organiser's request."),
        banded=_(
            "Numbers are given as bands between powers of ten. Of a unit that is"
            " not named a fact is told only where at least %(others)s others have"
            ' all the same facts told of them; else it says "withheld", also where'
            " no fact is known, as that would tell too."
        ),
        places=_(
            "Places for facts: %(places)s. Withheld: %(withheld)s. Empty, as"
            " nothing was given: %(empty)s."
        ),
        written_head=_("What people wrote"),
        written=_(
            "Texts, dates and links are withheld: only whether they were given is"
            ' told, as "given". Notes beside answers, questions of reviewers and'
            " replies are withheld. Nobody is asked to agree to their publication,"
            " so nobody has."
        ),
        people_head=_("People"),
        people=_(
            "No name, no e-mail address and no other trace of a person who"
            " answered, reviewed or organised is in the tables. Where several people"
            " of a unit answered apart, it is told how far they lie apart, and not"
            " what one of them said."
        ),
        evidence_head=_("Evidence"),
        evidence=_("Links and files are counted; what they are and say is withheld."),
        times_head=_("Times"),
        times=_("When a unit answered or submitted is withheld."),
        before_head=_("Packages before this one"),
        before=_(
            "This package is judged beside all that were made of this round before"
            " it. Units that came in, left or submitted anew in between did so in"
            " groups of at least %(fewest)s, or no smaller than a former package had"
            " made them. Facts are told of at least %(fewest)s that look alike in"
            " all packages together. So nobody is found by joining the rows of two"
            " packages."
        ),
        which_head=_("Answers that are in it"),
        which=_(
            "Those that count: submitted, and in a reviewed round accepted, at"
            " %(made_at)s. %(counted)s of %(asked)s units that were asked are in"
            " here."
        ),
        care_head=_("Before you use them"),
        taken_back=_(
            "What was agreed to can be taken back: a package that is made later"
            " leaves out what is taken back until then."
        ),
        care=_(
            "Answers may tell of whom they are to somebody who knows the unit well."
            " Do not try to find out, and put these data together with no others to"
            " that end."
        ),
    )
