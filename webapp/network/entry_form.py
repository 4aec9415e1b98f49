"""The form of one's own entry: what is said, and what of it others may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import Form, StringField
from wtforms.validators import Optional

from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.network.directory import parse_phone
from meter.network.records import FIELDS, EntryDraft
from webapp.forms.checked import Parsed
from webapp.network.theme_words import read_languages, say_languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.datastructures import MultiDict

    from meter.network.records import Entry

LINES = ("name", "position", "organisation", "work", "email", "phone", "about")
"""Fields that hold a text."""

SHOW = "show-"
"""The tick that lets others see a field is named after it behind this."""


class EntryForm(Form):
    """What somebody says about themselves; each may be left empty."""

    name = StringField(validators=[Optional(), Parsed(parse_title)])
    position = StringField(validators=[Optional(), Parsed(parse_title)])
    organisation = StringField(validators=[Optional(), Parsed(parse_title)])
    work = StringField(validators=[Optional(), Parsed(parse_words)])
    languages = StringField(validators=[Optional(), Parsed(read_languages)])
    email = StringField(validators=[Optional(), Parsed(parse_email)])
    phone = StringField(validators=[Optional(), Parsed(parse_phone)])
    about = StringField(validators=[Optional(), Parsed(parse_words)])


def fill_form(entry: Entry | None, name: str, email: str) -> EntryForm:
    """Fill the form with an entry, else with what the invitation says."""
    if entry is None:
        return EntryForm(data={"name": name, "email": email})
    said = {one: entry.say(one) for one in LINES}
    return EntryForm(data={**said, "languages": say_languages(entry.languages)})


def read_draft(
    form: EntryForm, posted: MultiDict[str, str], themes: Iterable[str]
) -> EntryDraft:
    """Read what a valid form says."""
    fields = {name: form[name].data or "" for name in LINES}
    return EntryDraft(
        {
            **fields,
            "themes": read_ticked(posted, themes),
            "languages": read_languages(form.languages.data or ""),
        },
        read_shown(posted),
    )


def read_ticked(posted: MultiDict[str, str], themes: Iterable[str]) -> tuple[str, ...]:
    """Read the themes that were ticked, in their order."""
    ticked = set(posted.getlist("themes"))
    return tuple(key for key in themes if key in ticked)


def read_shown(posted: MultiDict[str, str]) -> frozenset[str]:
    """Read which fields others may see."""
    return frozenset(name for name in FIELDS if posted.get(SHOW + name))
