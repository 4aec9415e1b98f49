"""The form of one's own entry: what is typed is kept, what is ticked is shown."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from meter.network.records import Entry
from meter.records import Unit
from webapp.network.entry_form import (
    EntryForm,
    fill_form,
    read_draft,
    read_shown,
    read_ticked,
)

UNIT = Unit(1, 1, "Porto", {})


def test_the_form_begins_with_what_the_invitation_says() -> None:
    form = fill_form(None, "Ana", "ana@example.org")
    assert (form.name.data, form.email.data) == ("Ana", "ana@example.org")
    assert not form.phone.data


def test_the_form_holds_what_an_entry_says() -> None:
    own = Entry(1, UNIT, 7, name="Ana", languages=("fr", "ar"), phone="12345")
    form = fill_form(own, "Somebody", "else@example.org")
    assert (form.name.data, form.email.data) == ("Ana", "")
    assert (form.languages.data, form.phone.data) == ("French, Arabic", "12345")


def test_ticks_count_where_there_is_something_to_tick() -> None:
    posted = MultiDict(
        [
            ("name", "Ana"),
            ("languages", "French"),
            ("themes", "law"),
            ("themes", "made up"),
            ("show-name", "yes"),
            ("show-password", "yes"),
            ("show-phone", ""),
        ]
    )
    assert read_shown(posted) == {"name"}
    assert read_ticked(posted, ("skills", "law")) == ("law",)
    draft = read_draft(EntryForm(posted), posted, ("skills", "law"))
    assert draft.fields["name"] == "Ana"
    assert draft.fields["languages"] == ["fr"]
    assert draft.fields["about"] == ""
    assert draft.shown == {"name"}
