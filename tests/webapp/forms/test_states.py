from __future__ import annotations

from markupsafe import Markup

from tests.webapp.city import make_instrument
from webapp.forms.given import Given
from webapp.forms.states import CHECKED, ItemState, list_fillings

ITEMS = make_instrument().items


def fill(key: str, state: ItemState) -> dict[tuple[str, str], str]:
    found = list_fillings(ITEMS[key], state)
    return {(kind, code): text for (kind, _, code), text in found}


def test_an_open_question_has_its_quiet_button_checked() -> None:
    assert fill("level", ItemState()) == {("checked", ""): CHECKED}
    assert fill("share", ItemState()) == {("reason", ""): CHECKED}


def test_a_choice_checks_its_option_and_a_reason_its_own_button() -> None:
    assert fill("level", ItemState(Given(("fully",)))) == {
        ("checked", "fully"): CHECKED
    }
    assert fill("level", ItemState(Given((), "DK"))) == {("checked", "DK"): CHECKED}
    assert fill("share", ItemState(Given((), "DK"))) == {("reason", "DK"): CHECKED}


def test_several_choices_are_all_checked() -> None:
    filled = fill("topics", ItemState(Given(("law", "money"))))

    assert filled == {
        ("reason", ""): CHECKED,
        ("checked", "law"): CHECKED,
        ("checked", "money"): CHECKED,
    }


def test_what_was_typed_is_escaped() -> None:
    filled = fill("words", ItemState(Given(('"><script>',))))

    assert filled["value", ""] == "&#34;&gt;&lt;script&gt;"


def test_a_sentence_about_an_error_is_tied_to_the_control() -> None:
    filled = fill("words", ItemState(error="Use < 3 words."))

    assert filled["bad", ""] == " bad"
    assert filled["invalid", ""] == ' aria-invalid="true"'
    assert filled["described", ""] == ' aria-describedby="e-words"'
    assert filled["error", ""] == '<p class="wrong" id="e-words">Use &lt; 3 words.</p>'


def test_hidden_items_receipts_and_conflicts_go_where_they_belong() -> None:
    state = ItemState(
        is_hidden=True, conflict=Markup("<b>theirs</b>"), receipt=Markup("Saved")
    )

    filled = fill("words", state)

    assert filled["hidden", ""] == " hidden"
    assert filled["conflict", ""] == "<b>theirs</b>"
    assert filled["receipt", ""] == "Saved"
