from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from instruments import Missing
from meter.fieldwork.responses import history
from meter.fieldwork.rounds import close_round
from meter.storage.errors import NotSavedError

if TYPE_CHECKING:
    from tests.webapp.city import City


def save(
    operation: str = "a1", seen: dict[str, int] | None = None, **texts: Any
) -> Any:
    answers = {
        key: {"texts": [text] if isinstance(text, str) else text, "reason": ""}
        for key, text in texts.items()
    }
    return {"operation": operation, "answers": answers, "seen": seen or {}}


def test_an_answer_is_saved_with_a_receipt(city: City) -> None:
    reply = city.autosave(save(level="partly"))

    assert reply.status_code == 200
    told = reply.get_json()
    assert told["saved"] == {"level": 1}
    assert told["receipts"]["level"].startswith("Saved <time")
    assert told["errors"] == told["conflicts"] == {}
    assert city.stored == {"level": "partly"}


def test_the_reply_names_what_no_longer_applies(city: City) -> None:
    partly = city.autosave(save("a1", level="partly")).get_json()
    none = city.autosave(save("a2", {"level": 1}, level="none")).get_json()

    assert partly["hidden"] == ["how"]
    assert none["hidden"] == ["more", "how"]


def test_a_reason_is_saved_as_one(city: City) -> None:
    body = {"operation": "a", "answers": {"share": {"texts": [], "reason": "RF"}}}

    city.autosave(body)

    assert city.stored == {"share": Missing.REFUSED}


def test_an_answer_that_is_taken_back_has_a_receipt_of_its_own(city: City) -> None:
    city.give({"words": "gone"})

    told = city.autosave(save(seen={"words": 1}, words=[])).get_json()

    assert told["receipts"]["words"].startswith("Cleared")
    assert city.stored == {"words": Missing.UNANSWERED}


def test_nonsense_gets_a_sentence_and_the_rest_is_saved(city: City) -> None:
    told = city.autosave(save(level="fully", share="a lot")).get_json()

    assert told["errors"] == {"share": "Write a number in digits, such as 12.5."}
    assert told["saved"] == {"level": 1}
    assert city.stored == {"level": "fully"}


def test_a_stale_answer_meets_the_other_one_in_words_and_as_it_was_given(
    city: City,
) -> None:
    city.give({"topics": ("law", "money")}, by="Bo <b>")

    told = city.autosave(save(topics=["skills"])).get_json()

    conflict = told["conflicts"]["topics"]
    assert conflict["revision"] == 1
    assert conflict["texts"] == ["law", "money"]
    assert "Bo &lt;b&gt;" in conflict["html"]
    assert "Law; Money" in conflict["html"]
    assert city.stored == {"topics": ("law", "money")}


def test_a_save_that_is_sent_twice_changes_nothing_the_second_time(city: City) -> None:
    first = city.autosave(save("once", words="One")).get_json()
    city.autosave(save("other", {"words": 1}, words="Two"))

    second = city.autosave(save("once", words="One")).get_json()

    assert second["saved"] == first["saved"]
    assert city.stored == {"words": "Two"}
    assert len(history(city.store, city.response, "words")) == 2


def test_items_that_the_instrument_does_not_have_are_left_out(city: City) -> None:
    told = city.autosave(save(level="fully", nothing="x")).get_json()

    assert told["saved"] == {"level": 1}
    assert "nothing" not in told["errors"]


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {},
        {"operation": "", "answers": {}},
        {"operation": "x" * 65, "answers": {}},
        {"operation": "a", "answers": {"level": "partly"}},
        {"operation": "a", "answers": {"level": {"texts": "partly"}}},
        {"operation": "a", "answers": {"level": {"texts": [1]}}},
        {"operation": "a", "answers": {"level": {"texts": [], "reason": "NAN"}}},
        {"operation": "a", "answers": {}, "seen": {"level": "1"}},
        {"operation": "a", "answers": {}, "seen": {"level": True}},
        {"operation": "a", "answers": {}, "by": "Bo"},
        {"operation": "a", "answers": {str(n): {"texts": []} for n in range(501)}},
    ],
)
def test_a_body_of_another_shape_is_refused_with_a_sentence(
    city: City, body: Any
) -> None:
    reply = city.autosave(body)

    assert reply.status_code == 400
    assert reply.get_json()["error"]
    assert city.stored == {}


def test_a_closed_round_is_told_in_a_sentence(city: City) -> None:
    close_round(city.store, city.round.id, city.clock())

    reply = city.autosave(save(level="fully"), token=city.token())

    assert reply.status_code == 409
    assert "closed" in reply.get_json()["error"]


def test_a_database_that_cannot_write_promises_nothing(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_job: object) -> None:
        cause = "the disk is full"
        raise NotSavedError(cause)

    token = city.token()
    monkeypatch.setattr(city.store, "write", fail)

    reply = city.autosave(save(level="fully"), token=token)

    assert reply.status_code == 507
    assert "Nothing was saved" in reply.get_json()["error"]


def test_a_save_without_the_token_of_its_session_is_refused(city: City) -> None:
    bare = city.amal.post(city.path("save"), json=save(level="fully"))
    others = city.autosave(save(level="fully"), token=city.token(city.bo))

    assert (bare.status_code, others.status_code) == (400, 400)
    assert city.stored == {}


def test_a_stranger_cannot_save(city: City) -> None:
    stranger = city.app.test_client()
    token = city.token(stranger, f"/join/{city.tokens[0]}")

    reply = city.autosave(save(level="fully"), client=stranger, token=token)

    assert reply.status_code == 404
    assert reply.get_json()["error"]
    assert city.stored == {}
