"""The desk shows who takes part, how far they are in each round, and who is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.invitations import admit
from meter.fieldwork.submission import submit_response
from meter.mailing.outbox import note_invitation
from tests.webapp.workshops.reading import read
from webapp.workshops.routes import read_desk

if TYPE_CHECKING:
    from tests.webapp.workshops.meeting import Meeting


def test_participants_stand_with_profile_focal_points_and_how_far_they_are(
    meeting: Meeting,
) -> None:
    meeting.answer("Marenda", 50.0)

    page = read(meeting.desk.get(f"{meeting.base}/").text)

    assert (
        "Marenda 100,000 to 500,000 inhabitants ; North French, Arabic Ana"
        " ana@marenda.example Submitted 3 of 3 Has not begun 0 of 1" in page
    )
    assert "Oruva Arabic Omar omar@oruva.example Has not begun" in page
    assert "What is there Small Open 1 of 2" in page


def test_who_has_opened_the_link_and_answered_nothing_is_told(meeting: Meeting) -> None:
    link = meeting.links["Oruva"][0]
    admit(meeting.desk.store, link.token, meeting.desk.clock())

    page = read(meeting.desk.get(f"{meeting.base}/").text)

    told = "Oruva Arabic Omar omar@oruva.example Has opened the link 0 of 3"
    assert f"{told} Has not begun 0 of 1" in page


def test_who_is_behind_a_week_before_the_end_stands_first(meeting: Meeting) -> None:
    desk = meeting.desk
    desk.clock.go_on(minutes=1)
    meeting.answer("Marenda", 50.0)
    response = meeting.response_of("Marenda", meeting.talk)
    submit_response(desk.store, response, "Ana", desk.clock())

    def look() -> list[tuple[str, bool, tuple[str, ...]]]:
        with desk.app.test_request_context("/"):
            found = read_desk(meeting.workshop).participants
        return [(one.name, one.is_unfinished, one.behind_in) for one in found]

    assert look() == [("Marenda", False, ()), ("Oruva", True, ())]
    desk.clock.go_on(days=23, minutes=1)
    both = ("What is there", "What we hope")
    assert look() == [("Oruva", True, both), ("Marenda", False, ())]


def test_a_mail_that_did_not_arrive_is_told_until_a_later_one_does(
    meeting: Meeting,
) -> None:
    sent, store = meeting.links["Oruva"][0].invitation, meeting.desk.store
    note_invitation(store, sent, meeting.desk.clock(), "550 no such user")

    page = read(meeting.desk.get(f"{meeting.base}/").text)

    assert "1 mail did not arrive: check the address." in page
    assert "Oruva , Omar omar@oruva.example The mail server says: 550 no such" in page
    other = meeting.links["Oruva"][1].invitation
    note_invitation(store, other, meeting.desk.clock(), None)
    assert "550" not in meeting.desk.get(f"{meeting.base}/").text


def test_cells_stay_a_table_and_name_their_column_where_they_are_drawn_as_cards(
    meeting: Meeting,
) -> None:
    page = meeting.desk.get(f"{meeting.base}/").text
    table = page.partition('id="participants-table"')[2]

    # Rows drawn as blocks lose their roles in some browsers unless these are written.
    assert table.count('role="row"') == 3
    assert table.count('role="rowheader"') == 2
    assert table.count('role="cell"') == 6
    for title in ("Focal points", "What is there", "What we hope"):
        assert table.count(f'role="cell" data-column="{title}"') == 2
