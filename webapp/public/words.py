"""What is said of levels of the public, of licences, and of figures withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.peers.cover import FEWEST
from webapp.filters import show_number
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from meter.peers.records import Withheld
    from meter.publication.records import Licence, PublicLevel


def name_level(level: PublicLevel) -> str:
    """Name what the public sees of a unit."""
    names = {
        "nothing": _("Nothing"),
        "counted": _("Counted, without a name"),
        "named": _("With our name"),
        "open": _("With our name and our answers"),
    }
    return names[level]


def say_level(level: PublicLevel) -> str:
    """Say what it means that the public sees that much, to who decides."""
    words = {
        "nothing": _("Your result is in nothing that is published from now on."),
        "counted": _(
            "Your result counts in the numbers of participants on each stage and in the"
            " spread of scores. Nobody can work it out: a figure is published only"
            " where five other participants without a name stand in it."
        ),
        "named": _(
            "As above; and your name is published with your stage, your index and its"
            " parts, never with your answers."
        ),
        "open": _(
            "As above; and in packages for researchers your name stands beside your"
            " answers."
        ),
    }
    return words[level]


def name_licence(licence: Licence) -> str:
    """Name a licence for who chooses one."""
    names = {
        "CC-BY-4.0": _("CC BY 4.0: anyone may use it and names the source"),
        "CC-BY-SA-4.0": _("CC BY-SA 4.0: the same, and passes it on alike"),
        "CC0-1.0": _("CC0 1.0: anyone may use it without conditions"),
        "ODbL-1.0": _("ODbL 1.0: for databases; names the source, passes it on alike"),
    }
    return names[licence]


def say_withheld(withheld: Withheld) -> str:
    """Say why a figure is not told."""
    words = {
        "few": _("not told: fewer than %(fewest)s participants"),
        "changed": _(
            "not told: with what was published before it would tell of a participant"
        ),
        "alike": _("not told: the participants are too alike, it would tell of each"),
    }
    return words[withheld] % {"fewest": show_number(FEWEST)}
