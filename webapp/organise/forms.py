"""Forms of the organiser: what is asked, and the sentence where it does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from wtforms import DateField, Form, SelectField, StringField
from wtforms.validators import Optional, StopValidation, ValidationError

from meter.errors import (
    DataError,
    EmailError,
    ProfileError,
    RoundKeyError,
    RoundKeyTakenError,
    StateError,
    TitleError,
)
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.profiles import parse_profile_value
from meter.fieldwork.given.titles import parse_title
from webapp.languages import gettext as _
from webapp.languages import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from wtforms import Field

    from instruments.model.instrument import Instrument
    from instruments.model.questionnaire import ProfileField

SENTENCES: dict[type[Exception], str] = {
    EmailError: mark("Write one e-mail address, like name@example.org."),
    TitleError: mark("Write 1 to 200 characters on one line."),
    RoundKeyError: mark(
        "Use small letters, digits, - and _, begin with a letter, and stay within 60 "
        "characters."
    ),
    RoundKeyTakenError: mark("Another round has this key. Choose another one."),
    ProfileError: mark("Give a number in the range, or one of the choices."),
}
"""What to do about an error, in the source language; others say it themselves."""

FACT = "fact-"
"""Fields of the profile are named after their keys behind this."""


def explain(error: DataError | StateError) -> str:
    """Write what to do about an error, in the language of the reader."""
    sentence = SENTENCES.get(type(error))
    return _(sentence) if sentence else str(error)


class Parsed:
    """A validator that lets through what a parser of ours can read."""

    def __init__(self, parse: Callable[[str], object]) -> None:
        self._parse = parse

    def __call__(self, form: Form, field: Field) -> None:
        """Parse what was given; say what to do where that fails."""
        del form
        try:
            self._parse(field.data or "")
        except DataError as error:
            raise ValidationError(explain(error)) from error


class Given:
    """A validator that asks for something, in the language of the reader."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for a value where there is none."""
        del form
        if not (field.data or "").strip():
            raise StopValidation(_(self._sentence))


class RoundForm(Form):
    """A new round of one instrument."""

    title = StringField(
        validators=[Given(mark("Give the round a title.")), Parsed(parse_title)]
    )
    key = StringField(validators=[Optional()])
    method = SelectField(choices=[], validate_choice=True)
    closes_on = DateField(validators=[Optional()])

    def offer_methods(self, worded: Instrument) -> None:
        """Offer the methods of an instrument, its default first."""
        keys = sorted(worded.methods, key=lambda key: key != worded.default_method)
        self.method.choices = [(key, worded.methods[key].title) for key in keys]
        if not keys:
            del self.method

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


def make_unit_form(profile: tuple[ProfileField, ...], posted: Any) -> UnitForm:
    """Make the form for one unit with the facts that an instrument asks for."""
    fields = {FACT + fact.key: _make_fact_field(fact) for fact in profile}
    form: UnitForm = type("UnitFormOfInstrument", (UnitForm,), fields)(posted)
    return form


def _make_fact_field(fact: ProfileField) -> Field:
    parsed = Parsed(lambda text: parse_profile_value(fact, text))
    if fact.type != "single":
        return StringField(fact.title, validators=[Optional(), parsed])
    options = [(option.code, option.say) for option in fact.options or ()]
    return SelectField(
        fact.title, choices=[("", ""), *options], validators=[Optional(), parsed]
    )


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
