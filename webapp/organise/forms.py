"""Forms of the organiser: what is asked, and the sentence where it does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from typing_extensions import override
from wtforms import DateField, Form, StringField
from wtforms.validators import AnyOf, Optional, StopValidation, ValidationError

from meter.errors import (
    DataError,
    EmailError,
    ProfileError,
    RelativeMethodError,
    RoundClosedError,
    RoundKeyError,
    RoundKeyTakenError,
    SheetColumnsError,
    SheetError,
    SheetSizeError,
    StateError,
    TitleError,
)
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.profiles import parse_profile_value
from meter.fieldwork.given.titles import parse_title
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.organise.facts import word_facts

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
    RelativeMethodError: mark(
        "Scores under this method depend on the other units, so a round cannot score"
        " one response alone. Choose a method with goalposts."
    ),
    RoundKeyTakenError: mark("Another round has this key. Choose another one."),
    ProfileError: mark("Give a number in the range, or one of the choices."),
    RoundClosedError: mark("The round is closed and takes no more answers."),
    SheetError: mark("The file cannot be read. Save it as CSV (UTF-8) or XLSX."),
    SheetSizeError: mark("The file has more than %(most)s rows. Split it into parts."),
    SheetColumnsError: mark(
        "Columns are missing: %(missing)s. Name the columns in the first row:"
        " %(wanted)s."
    ),
}
"""What to do about an error, in the source language; others say it themselves."""

FACT = "fact-"
"""Fields of the profile are named after their keys behind this."""


def explain(error: DataError | StateError) -> str:
    """Write what to do about an error, in the language of the reader."""
    sentence = SENTENCES.get(type(error))
    return _(sentence) % word_facts(error) if sentence else str(error)


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


class RoundForm(Form):
    """A new round of one instrument."""

    title = StringField(
        validators=[Given(mark("Give the round a title.")), Parsed(parse_title)]
    )
    key = StringField(validators=[Optional()])
    method = ChoiceField()
    closes_on = DayField(validators=[Optional()])

    def offer_methods(self, worded: Instrument) -> None:
        """Offer the methods that can score one response, the default first."""
        alone = [key for key, one in worded.methods.items() if not one.is_relative]
        keys = sorted(alone, key=lambda key: key != _find_default(worded))
        if not keys:
            del self.method
            return
        choices = [(key, worded.methods[key].title) for key in keys]
        self.method.offer(choices, _("Choose one of the methods."))

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


def make_unit_form(profile: tuple[ProfileField, ...], posted: Any) -> UnitForm:
    """Make the form for one unit with the facts that an instrument asks for."""
    fields = {FACT + fact.key: _make_fact_field(fact) for fact in profile}
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
