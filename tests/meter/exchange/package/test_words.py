"""Labels: a plain yes and no has the words that were given."""

from __future__ import annotations

import json
from typing import Any

from instruments import Instrument
from meter.exchange.package.words import Words
from tests.meter.conftest import DOCUMENT

TINY = Instrument.model_validate(DOCUMENT)


def test_a_plain_yes_and_no_is_said_in_the_chosen_words() -> None:
    words = Words(yes="Oui", no="Non")

    said = [one.say for one in words.options_of(TINY, TINY.items["site"])]
    assert said == ["Oui", "Non"]
    law = [one.say for one in words.options_of(TINY, TINY.items["law"])]
    assert law == ["Not at all", "Partly", "Fully"]


def test_an_item_of_a_list_is_asked_with_its_entry_first() -> None:
    document: dict[str, Any] = json.loads(json.dumps(DOCUMENT))
    document["sections"][0]["entry"] = {"key": "port", "say": "The port"}
    asked = Instrument.model_validate(document)

    assert Words().ask_of(TINY, "law") == "There is a law."
    assert Words().ask_of(asked, "law") == "The port: There is a law."
