"""Twinning as two cities and their organiser see it, each what is theirs to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.webapp.network.conftest import propose

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room

SCORES: dict[str, Any] = {"draws": "yes", "seen": "0"}


def test_a_city_that_takes_no_part_appears_nowhere_and_sees_nobody(room: Room) -> None:
    room.porto.post("/twinning", **{"theme-law": "offer", "seen": "0"})
    for page in (
        room.porto.get("/twinning"),
        room.get("/twinning"),
        room.get("/twinning/matches"),
    ):
        assert "Lima" not in page.text
    assert "Porto" not in room.lima.get("/twinning").text
    reply = room.lima.post("/twinning/propose", unit=str(room.porto.unit.id))
    assert reply.status_code == 409


def test_a_need_meets_an_offer_and_both_agree(room: Room) -> None:
    room.porto.post("/twinning", **{"theme-law": "offer", "seen": "0"})
    room.lima.post("/twinning", **{"theme-law": "need", "seen": "0", "words": "Soon."})
    page = room.lima.get("/twinning").text
    assert (
        "They can teach: Law (you: declared as a need, they: declared as an offer)"
        in page
    )
    assert "Soon." in room.porto.get("/twinning").text

    reply = room.lima.post("/twinning/propose", unit=str(room.porto.unit.id))

    assert reply.status_code == 303
    assert "You agreed; waits for them" in room.lima.get("/twinning").text
    assert "Waits for your answer" in room.porto.get("/twinning").text
    assert "One side has agreed" in room.get("/twinning").text
    again = room.porto.post("/twinning/propose", unit=str(room.lima.unit.id))
    assert again.status_code == 409
    assert "proposed to each other already" in again.text

    room.porto.post("/twinning/1/agree")
    for page in (room.porto.get("/twinning").text, room.lima.get("/twinning").text):
        assert "Active" in page

    refused = room.porto.post("/twinning/1/end", outcome=" ")
    assert refused.status_code == 422
    room.porto.post("/twinning/1/end", outcome="A law was copied.")
    for page in (room.lima.get("/twinning").text, room.get("/twinning").text):
        assert "A law was copied." in page
        assert "Ended" in page


def test_who_declines_is_told_to_nobody(room: Room) -> None:
    _offer_by_scores(room)
    room.porto.post("/twinning/1/decline")
    assert "You declined" in room.porto.get("/twinning").text
    page = room.lima.get("/twinning").text
    assert "Did not come about" in page
    assert "You declined" not in page
    late = room.lima.post("/twinning/1/agree")
    assert late.status_code == 409
    assert "changed meanwhile" in late.text


def test_levels_are_named_only_where_both_agree(room: Room) -> None:
    _offer_by_scores(room)
    levels = "(you: developing, 10.0 of 100, they: strong, 90.0 of 100)"
    room.lima.post("/twinning", draws="yes", names_levels="yes", seen="1")
    assert levels not in room.lima.get("/twinning").text
    room.porto.post("/twinning", draws="yes", names_levels="yes", seen="1")
    assert levels in room.lima.get("/twinning").text
    # Taken back, it is gone at the next look.
    room.porto.post("/twinning", draws="yes", seen="2")
    page = room.lima.get("/twinning").text
    assert "90.0" not in page
    assert "you: developing, they: strong" in page


def test_what_rests_on_a_result_goes_with_the_tick(room: Room) -> None:
    _offer_by_scores(room)
    room.porto.post("/twinning", seen="1")
    page = room.lima.get("/twinning").text
    assert "they: strong" not in page
    assert "Why is no longer told" in page


def test_leaving_takes_effect_at_once(room: Room) -> None:
    _offer_by_scores(room)
    room.porto.post("/twinning/leave")
    for page in (room.lima.get("/twinning"), room.get("/twinning")):
        assert "Porto" not in page.text


def test_a_stale_word_keeps_what_was_chosen(room: Room) -> None:
    room.porto.post("/twinning", **{"theme-law": "offer", "seen": "0"})
    stale = {"theme-law": "need", "words": "Mine.", "names_levels": "yes", "seen": "0"}

    reply = room.porto.post("/twinning", **stale)

    assert reply.status_code == 409
    assert "Mine." in reply.text
    assert '<option value="need" selected>' in reply.text
    assert 'name="seen" value="1"' in reply.text
    stands = reply.text.partition("What stands now")[2].partition("</section>")[0]
    assert "<dt>Offers</dt><dd><span >Law</span></dd>" in stands
    assert "<dt>Name our levels</dt><dd>No</dd>" in stands
    assert "Mine." not in stands
    assert "What stands now" not in room.porto.get("/twinning").text
    assert "Mine." not in room.porto.get("/twinning").text


def test_what_came_of_it_is_not_lost_where_the_other_ended_it_first(
    room: Room,
) -> None:
    _offer_by_scores(room)
    for city in (room.porto, room.lima):
        city.post("/twinning/1/agree")
    room.lima.post("/twinning/1/end", outcome="A law.")

    reply = room.porto.post("/twinning/1/end", outcome="Two visits.")

    assert reply.status_code == 409
    for said in ("A law.", "You typed:", "Two visits."):
        assert said in reply.text
    # What stands of the consent is no part of it.
    assert "What stands now" not in reply.text


def test_another_city_has_no_hand_in_it(room: Room) -> None:
    _offer_by_scores(room)
    quito = room.settle("Quito")
    for step in ("agree", "decline", "end"):
        reply = quito.post(f"/twinning/1/{step}", outcome="x")
        assert reply.status_code == 404


def _offer_by_scores(room: Room) -> None:
    for city in (room.porto, room.lima):
        city.post("/twinning", **SCORES)
    propose(room)


def test_who_can_teach_is_named_on_a_result_only_among_those_who_agreed(
    room: Room,
) -> None:
    def read_result() -> str:
        return room.lima.client.get(f"/answer/{room.lima.sent.response_id}/result").text

    room.porto.post("/twinning", **{"theme-law": "offer", "seen": "0"})
    assert "Porto" not in read_result()
    assert "once your city takes part too" in read_result()

    room.lima.post("/twinning", seen="0")
    page = read_result()
    assert "<bdi>Porto</bdi>" in page
    assert "(offers to teach it)" in page
    assert "once your city takes part too" not in page

    room.porto.post("/twinning/leave")
    assert "Porto" not in read_result()
