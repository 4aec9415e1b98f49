from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from meter.exchange.errors import SheetError
from meter.fieldwork.errors import AlreadyInvitedError
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.errors import EmailError, TitleError
from webapp.forms.checked import Given, Parsed, explain


class AddressForm(Form):
    email = StringField(validators=[Given("Give an address."), Parsed(parse_email)])


def test_errors_below_are_explained_in_our_words() -> None:
    assert explain(EmailError("x")) == (
        "Write one e-mail address, like name@example.org."
    )
    assert explain(TitleError("", 200)) == "Write 1 to 200 characters on one line."
    assert explain(SheetError()) == str(SheetError())


def test_a_sentence_names_the_facts_of_its_error() -> None:
    assert "ana@example.org" in explain(AlreadyInvitedError("ana@example.org"))


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        (" ", ["Give an address."]),
        ("ana", ["Write one e-mail address, like name@example.org."]),
        ("Ana@example.org", []),
    ],
)
def test_a_field_says_what_to_do_until_the_parser_takes_it(
    given: str, errors: list[str]
) -> None:
    form = AddressForm(MultiDict({"email": given}))

    form.validate()

    assert list(form.email.errors) == errors
