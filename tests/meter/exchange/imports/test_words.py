"""Questions and options are found by keys and by words in any language."""

from __future__ import annotations

from instruments import Instrument, load_instrument
from meter.exchange.imports.words import Words, fold, squash


def test_words_are_compared_whatever_their_case_width_and_spaces() -> None:
    assert fold("  There\u00a0 IS\t\uff21 law. ") == "there is a law."
    assert squash("L1_1 ") == "l11"


def test_a_question_is_found_by_key_and_by_what_it_asks(
    instrument: Instrument,
) -> None:
    words = Words(instrument)

    assert words.find_item("law") == "law"
    assert words.find_item("there is a LAW.") == "law"
    assert words.find_item("nothing") is None


def test_a_question_is_found_in_every_language() -> None:
    meter = load_instrument("meter")
    words = Words(meter)

    path = "l1_1"
    for language, texts in meter.translations.items():
        asked = next(text for at, text in texts.items() if f".{path}.ask" in f".{at}")
        assert words.find_item(asked) == path, language


def test_words_that_several_questions_have_find_none() -> None:
    words = Words(load_instrument("meter"))
    several = next(
        item.ask
        for item in words.instrument.items.values()
        if len(words.list_asked(item.ask)) > 1
    )

    assert words.find_item(several) is None
    assert len(words.list_asked(several)) == 5


def test_an_option_is_found_by_code_and_by_its_words(instrument: Instrument) -> None:
    words = Words(instrument)
    law, site = instrument.items["law"], instrument.items["site"]

    assert words.find_option(law, "PARTLY") == "partly"
    assert words.find_option(law, "Not  at all") == "none"
    assert words.find_option(law, "perhaps") is None
    assert words.find_option(site, "yes") == "yes"
    assert "yes" in words.affirmed


def test_an_entry_of_a_list_is_found_as_the_row_of_a_grid() -> None:
    osi = load_instrument("osi_2024")
    words = Words(osi)
    section = next(one for one in osi.sections if one.entry)
    assert section.entry is not None
    item = section.items[0]

    assert words.find_part(item.ask, section.entry.say) == item.key
    group = item.key.removesuffix(f"_{section.entry.key}")
    assert words.find_part(group, section.entry.key) == item.key
