"""Who is who: each keeps their own entry, and others read what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from meter.errors import DataError, NotFoundError
from meter.fieldwork import units
from meter.fieldwork.given.errors import EmailError, TitleError
from meter.network.directory import (
    Holder,
    Sought,
    find_own_entry,
    list_public,
    parse_languages,
    parse_phone,
    save_entry,
    search,
    withdraw_entry,
)
from meter.network.errors import (
    ChangedMeanwhileError,
    FieldError,
    LanguageError,
    PhoneError,
    ThemeError,
)
from meter.network.records import FIELDS, EntryDraft, PublicEntry
from tests.meter.network.conftest import THEMES

if TYPE_CHECKING:
    from meter.network.records import Entry
    from meter.records import Unit
    from tests.meter.network.conftest import Network

SAID: dict[str, Any] = {
    "name": "Ana Sá",
    "position": "Head of services",
    "organisation": "City Hall",
    "work": "Counters\nand forms",
    "themes": ("rules",),
    "languages": ["fr", "ar"],
    "email": "ana@example.org",
    "phone": "+82 2 1234 5678",
    "about": "Sings.",
}


def say(network: Network, unit: Unit, *shown: str, seen: int = 0, **said: Any) -> Entry:
    draft = EntryDraft({**SAID, **said}, frozenset(shown))
    return save_entry(
        network.store, network.holder(unit), draft, seen, network.at, themes=THEMES
    )


def test_nobody_sees_what_its_owner_did_not_switch_on(network: Network) -> None:
    store, workshop = network.store, network.workshop.id
    own = say(network, network.strong)

    assert find_own_entry(store, network.holder(network.strong)) == own
    assert own.phone == "+82 2 1234 5678"
    assert list_public(store, workshop) == []

    say(network, network.strong, "name", "themes", seen=1)
    (found,) = list_public(store, workshop)

    assert found.said == {"name": "Ana Sá", "themes": ("rules",)}
    assert found.text("email") == ""
    assert found.codes("languages") == ()


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_is_switched_on_by_itself(network: Network, name: str) -> None:
    say(network, network.strong, name)
    (found,) = list_public(network.store, network.workshop.id)
    assert set(found.said) == {name}


def test_a_field_that_says_nothing_is_not_shown(network: Network) -> None:
    say(network, network.strong, "phone", phone=" ")
    assert list_public(network.store, network.workshop.id) == []


def test_withdrawing_deletes_all_at_once(network: Network) -> None:
    store, holder = network.store, network.holder(network.strong)
    say(network, network.strong, "name")

    withdraw_entry(store, holder)

    assert list_public(store, network.workshop.id) == []
    assert find_own_entry(store, holder) is None
    assert b"Sings" not in _dump(network)


def _dump(network: Network) -> bytes:
    with network.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM directory").all()
    return repr(rows).encode()


def test_a_stale_save_writes_nothing(network: Network) -> None:
    first = say(network, network.strong, "name")
    second = say(network, network.strong, "name", seen=1, name="Ana")

    for seen in (0, 1, 7):
        with pytest.raises(ChangedMeanwhileError):
            say(network, network.strong, "email", seen=seen, name="Anna")

    assert (first.revision, second.revision) == (1, 2)
    holder = network.holder(network.strong)
    assert find_own_entry(network.store, holder) == second


def test_what_was_withdrawn_does_not_come_back_by_a_stale_save(
    network: Network,
) -> None:
    say(network, network.strong, "name")
    withdraw_entry(network.store, network.holder(network.strong))
    with pytest.raises(ChangedMeanwhileError):
        say(network, network.strong, "name", seen=1)
    assert list_public(network.store, network.workshop.id) == []


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"name": "x" * 201}, TitleError),
        ({"email": "nobody"}, EmailError),
        ({"phone": "call me"}, PhoneError),
        ({"languages": ["Klingon"]}, LanguageError),
        ({"themes": ("law",)}, ThemeError),
        ({"age": "40"}, FieldError),
    ],
)
def test_what_is_none_is_refused(
    network: Network, said: dict[str, Any], error: type[DataError]
) -> None:
    with pytest.raises(error):
        say(network, network.strong, **said)
    assert find_own_entry(network.store, network.holder(network.strong)) is None


def test_only_people_of_units_that_take_part_are_in_it(network: Network) -> None:
    owner = network.workshop.owner_id
    stranger = units.save_unit(network.store, owner, "Stranger", {}, network.at)
    holder = Holder(network.workshop.id, stranger.id, 1)
    with pytest.raises(NotFoundError):
        save_entry(
            network.store, holder, EntryDraft(SAID), 0, network.at, themes=THEMES
        )


def test_people_come_by_name_and_the_nameless_last(network: Network) -> None:
    say(network, network.strong, "email", name="Aaron")
    say(network, network.weak, "name", name="zoe")
    say(network, network.other, "name", name="Bo")
    found = list_public(network.store, network.workshop.id)
    assert [one.text("name") for one in found] == ["Bo", "zoe", ""]


ENTRIES = (
    PublicEntry(1, {"name": "Ana", "unit": "Porto", "languages": ("pt", "fr")}),
    PublicEntry(2, {"name": "Bo", "work": "Open data", "themes": ("rules",)}),
)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), [1, 2]),
        (Sought("  "), [1, 2]),
        (Sought("DATA open"), [2]),
        (Sought("data porto"), []),
        (Sought(unit="Porto"), [1]),
        (Sought(language="fr"), [1]),
        (Sought(theme="rules"), [2]),
        (Sought(language="fr", theme="rules"), []),
        (Sought("shown-in-words"), [1, 2]),
    ],
)
def test_entries_are_found_by_what_they_show(sought: Sought, found: list[int]) -> None:
    def spell_out(one: PublicEntry) -> list[str]:
        return [*map(one.text, ("name", "unit", "work")), "Shown-in-words"]

    assert [one.id for one in search(ENTRIES, sought, spell_out)] == found
    assert bool(sought) == (sought not in (Sought(), Sought("  ")))


def test_languages_are_kept_by_their_tags_each_once() -> None:
    assert parse_languages(["fr", "ar", "fr"]) == ["fr", "ar"]


@pytest.mark.parametrize("text", ["+82 2 1234-5678", "(02) 123456"[1:], "0123"])
def test_telephone_numbers_are_kept_as_people_write_them(text: str) -> None:
    assert parse_phone(f" {text} ") == text


@pytest.mark.parametrize("text", ["12", "x1234", "1234;ext=5", "1" * 41, "+"])
def test_what_is_no_telephone_number_is_refused(text: str) -> None:
    with pytest.raises(PhoneError):
        parse_phone(text)
