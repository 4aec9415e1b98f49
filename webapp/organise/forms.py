"""Forms of the organiser: what is asked, and the sentence where it does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from typing_extensions import override
from wtforms import BooleanField, DateField, Form, StringField
from wtforms.validators import AnyOf, Optional

from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.profiles import parse_profile_value
from meter.fieldwork.given.titles import parse_title
from meter.peers.groups import list_peer_fields
from meter.peers.levels import LEVELS
from webapp.forms.checked import Given, Parsed
from webapp.languages import gettext as _
from webapp.languages import mark, ngettext
from webapp.peers.words import declare_level

if TYPE_CHECKING:
    from collections.abc import Callable

    from wtforms import Field

    from instruments.model.instrument import Instrument
    from instruments.model.questionnaire import ProfileField
    from meter.records import PeerLevel

GRACE_DAYS = (0, 1, 3, 7, 14, 30)
"""The days of grace after the deadline that a round may declare."""

FACT = "fact-"
"""Fields of the profile are named after their keys behind this."""


class ChoiceField(StringField):
    """One of some codes; `choices` pairs each with its words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices: list[tuple[str, str]] = []

    def offer(self, choices: list[tuple[str, str]], sentence: str) -> None:
        """Take these codes alone; the sentence says what to choose."""
        self.choices = choices
        codes = [code for code, _words in choices]
        self.validators = [*self.validators, AnyOf(codes, message=sentence)]


class DayField(DateField):
    """A day that says how to write one."""

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a day as browsers send it."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            sentence = _("Choose a day, or write it like 2026-11-30.")
            raise ValueError(sentence) from None


class PeerLevelForm(Form):
    """What units see of each other; nothing, unless more is chosen."""

    peers = ChoiceField(default="nothing")

    def offer_levels(self, say: Callable[[PeerLevel], str]) -> None:
        """Offer the levels, the least first; `say` gives the words of each."""
        levels = [(str(level), say(level)) for level in LEVELS]
        self.peers.offer(levels, _("Choose what units see of each other."))

    @property
    def peer_level(self) -> PeerLevel:
        """The most that units see of each other."""
        return next(level for level in LEVELS if level == self.peers.data)


class RoundForm(PeerLevelForm):
    """A new round of one instrument."""

    title = StringField(
        validators=[Given(mark("Give the round a title.")), Parsed(parse_title)]
    )
    key = StringField(validators=[Optional()])
    method = ChoiceField()
    closes_on = DayField(validators=[Optional()])
    grace = ChoiceField(default="0")
    apart = BooleanField()
    reviewed = BooleanField()
    workshop = ChoiceField(default="")

    def offer_workshops(self, choices: list[tuple[str, str]], chosen: str) -> None:
        """Offer the workshops that the round may belong to; one may be chosen."""
        if not choices:
            del self.workshop
            return
        if not self.workshop.data and chosen in dict(choices):
            self.workshop.data = chosen
        sentence = _("Choose one of your workshops.")
        self.workshop.offer([("", _("None")), *choices], sentence)

    peer_field = ChoiceField(default="")

    def offer_grace(self) -> None:
        """Offer how long late answers are taken."""
        later = [(str(days), _say_days(days)) for days in GRACE_DAYS if days]
        choices = [("0", _("Not at all")), *later]
        self.grace.offer(choices, _("Choose one of the periods."))

    def offer_methods(self, worded: Instrument) -> None:
        """Offer the methods that can score one response, the default first."""
        alone = [key for key, one in worded.methods.items() if not one.is_relative]
        keys = sorted(alone, key=lambda key: key != _find_default(worded))
        if not keys:
            del self.method
            return
        choices = [(key, worded.methods[key].title) for key in keys]
        self.method.offer(choices, _("Choose one of the methods."))

    def offer_peers(self, worded: Instrument) -> None:
        """Offer what units see of each other, and by which fact they are grouped."""
        self.offer_levels(declare_level)
        facts = [(fact.key, fact.title) for fact in list_peer_fields(worded)]
        groups = [("", _("No groups: all units are peers")), *facts]
        self.peer_field.offer(groups, _("Choose one of the facts, or no groups."))

    def ensure_later(self, at: datetime) -> bool:
        """Refuse a last day that is over."""
        day = self.closes_on.data
        if day is None or day >= at.date():
            return True
        sentence = _("Choose today or a later day, or leave it empty.")
        self.closes_on.errors = [*self.closes_on.errors, sentence]
        return False

    @property
    def closes_at(self) -> datetime | None:
        """The end of the last day in UTC; None where none was given."""
        day = self.closes_on.data
        if day is None:
            return None
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


def _say_days(days: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}


def _find_default(worded: Instrument) -> str | None:
    return worded.default_method if worded.methods else None


class UnitForm(Form):
    """One unit to invite, and the person who answers for it."""

    name = StringField(validators=[Given(mark("Name the unit.")), Parsed(parse_title)])
    contact = StringField(
        validators=[Given(mark("Name the person to invite.")), Parsed(parse_title)]
    )
    email = StringField(
        validators=[
            Given(mark("Give the person's e-mail address.")),
            Parsed(parse_email),
        ]
    )


def make_unit_form(
    profile: tuple[ProfileField, ...], posted: Any, **more: Field
) -> UnitForm:
    """Make the form for one unit with the facts that an instrument asks for.

    `more` are further fields, before the facts.
    """
    fields = {**more, **{FACT + fact.key: _make_fact_field(fact) for fact in profile}}
    form: UnitForm = type("UnitFormOfInstrument", (UnitForm,), fields)(posted)
    for fact in profile:
        field = form[FACT + fact.key]
        if isinstance(field, ChoiceField):
            options = [(option.code, option.say) for option in fact.options or ()]
            field.offer([("", ""), *options], _("Choose one of the options."))
    return form


def _make_fact_field(fact: ProfileField) -> Field:
    if fact.type == "single":
        return ChoiceField(fact.title, validators=[Optional()])
    parsed = Parsed(lambda text: parse_profile_value(fact, text))
    return StringField(fact.title, validators=[Optional(), parsed])


def read_facts(
    form: UnitForm, profile: tuple[ProfileField, ...]
) -> dict[str, str | float]:
    """Read the facts that were given into a profile."""
    given = {fact: form[FACT + fact.key].data or "" for fact in profile}
    return {
        fact.key: parse_profile_value(fact, text)
        for fact, text in given.items()
        if text.strip()
    }
