"""Forms of workshops: a new one with its rounds, where it meets, who takes part."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from wtforms import BooleanField, Form, StringField
from wtforms.validators import Optional

from meter.fieldwork.given.languages import parse_languages
from meter.fieldwork.given.titles import parse_title
from meter.workshops.records import Entry
from meter.workshops.workshops import Venue, list_time_zones, parse_time_zone
from webapp.forms.checked import Given, Parsed
from webapp.languages import gettext as _
from webapp.languages import list_languages, mark
from webapp.organise.forms import (
    ChoiceField,
    DayField,
    PeerLevelForm,
    make_unit_form,
    read_facts,
)
from webapp.peers.words import offer_level

if TYPE_CHECKING:
    from datetime import date

    from instruments.model.questionnaire import ProfileField
    from webapp.organise.forms import UnitForm
    from webapp.wording import Wording


class VenueForm(Form):
    """What a workshop is called, where it meets and when."""

    title = StringField(
        validators=[Given(mark("Give the workshop a title.")), Parsed(parse_title)]
    )
    place = StringField(validators=[Optional(), Parsed(parse_title)])
    begins_on = DayField(validators=[Optional()])
    ends_on = DayField(validators=[Optional()])
    time_zone = StringField(
        default="UTC",
        validators=[Given(mark("Choose a time zone.")), Parsed(parse_time_zone)],
    )

    def ensure_days(self) -> bool:
        """Refuse a last day before the first."""
        begins_on, ends_on = self.begins_on.data, self.ends_on.data
        if begins_on is None or ends_on is None or begins_on <= ends_on:
            return True
        sentence = _("Choose a last day that is not before the first.")
        self.ends_on.errors = [*self.ends_on.errors, sentence]
        return False

    @property
    def venue(self) -> Venue:
        """Where and when it meets, once the form is sound."""
        return Venue(
            self.place.data or "",
            self.begins_on.data,
            self.ends_on.data,
            self.time_zone.data or "",
        )


class WorkshopForm(VenueForm, PeerLevelForm):
    """A new workshop with one or two rounds."""

    key = StringField(validators=[Optional()])
    scored = ChoiceField(default="meter")
    scored_title = StringField(validators=[Optional(), Parsed(parse_title)])
    consulted = ChoiceField(default="")
    consulted_title = StringField(validators=[Optional(), Parsed(parse_title)])
    closes_on = DayField(validators=[Optional()])
    reviewed = BooleanField()

    def offer_instruments(self, wordings: list[Wording]) -> None:
        """Offer what measures for the first round, and everything for the second."""
        sentence = _("Choose one of the questionnaires.")
        choices = [(one.instrument.key, one.instrument.title) for one in wordings]
        alone = [
            (one.instrument.key, one.instrument.title)
            for one in wordings
            if any(not method.is_relative for method in one.instrument.methods.values())
        ]
        self.scored.offer(alone, sentence)
        self.consulted.offer([("", _("None")), *choices], sentence)

    def offer_peers(self) -> None:
        """Offer what units see of each other, a sentence a level."""
        self.offer_levels(offer_level)

    def ensure_later(self, at: datetime) -> bool:
        """Refuse a last day for answers that is over at the venue."""
        closes_at = find_end(self.closes_on.data, self.time_zone.data or "")
        if closes_at is None or closes_at > at:
            return True
        sentence = _("Choose today or a later day, or leave it empty.")
        self.closes_on.errors = [*self.closes_on.errors, sentence]
        return False

    def list_rounds(self, titles: dict[str, str]) -> list[tuple[str, str]]:
        """List the instruments of the rounds to draft, each with its title."""
        title = self.title.data or ""
        given = (
            (self.scored.data, self.scored_title.data),
            (self.consulted.data, self.consulted_title.data),
        )
        return [
            (key, words or derive_title(title, titles[key]))
            for key, words in given
            if key
        ]


def derive_title(workshop: str, instrument: str) -> str:
    """Write the title of a round where none is given."""
    title = _("%(workshop)s: %(instrument)s") % {
        "workshop": workshop,
        "instrument": instrument,
    }
    return title[:200].rstrip()


def find_end(day: date | None, time_zone: str) -> datetime | None:
    """Give the end of a day in a time zone; None without a day or a zone."""
    if day is None or time_zone not in list_time_zones():
        return None
    begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(time_zone))
    return begins + timedelta(days=1)


class RoundAgainForm(Form):
    """A second round."""

    title = StringField(
        validators=[Given(mark("Give the round a title.")), Parsed(parse_title)]
    )
    closes_on = DayField(validators=[Optional()])


def make_participant_form(profile: tuple[ProfileField, ...], posted: Any) -> UnitForm:
    """Make the form of a unit that takes part, with its languages.

    The first language is one that METER speaks, and may be left open.
    """
    further = StringField(validators=[Optional(), Parsed(parse_languages)])
    form = make_unit_form(
        profile, posted, speaks=ChoiceField(default=""), languages=further
    )
    choices = [(one.code, one.name) for one in list_languages().values()]
    speaks = cast("ChoiceField", form["speaks"])
    speaks.offer(
        [("", _("Another one, or not known")), *choices],
        _("Choose one of the languages."),
    )
    return form


def read_entry(form: UnitForm, profile: tuple[ProfileField, ...]) -> Entry:
    """Read who is to take part, once the form is sound."""
    speaks = form["speaks"].data or ""
    return Entry(
        form.name.data or "",
        form.contact.data or "",
        form.email.data or "",
        read_facts(form, profile),
        parse_languages(f"{speaks} {form['languages'].data or ''}"),
    )
