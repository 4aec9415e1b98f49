"""Participants come by a form or a file; their links go out on a page or as letters."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from meter.fieldwork.invitations import list_invitations
from meter.workshops.workshops import list_participants
from tests.meter.reports.pdf_reading import read_pdf
from tests.webapp.mailed import mail, set_up_mail
from tests.webapp.workshops.reading import read

if TYPE_CHECKING:
    from mail_server import MailServer
    from tests.webapp.workshops.meeting import Meeting

__all__ = ["mail"]

FORM = {
    "name": "Pelun",
    "contact": "Piet",
    "email": "piet@pelun.example",
    "speaks": "ru",
    "languages": "nl; fr",
    "fact-population": "1200000",
    "fact-region": "south",
}
LIST = """name,email,contact,languages,population,region
Pelun,piet@pelun.example,Piet,ru; nl,1200000,south
Nairi,no address,Nora,ar,5,north
Tavi,tea@tavi.example,Tea,a language,5,north
Sorun,sam@sorun.example,Sam,es,many,north
"""


def names(meeting: Meeting) -> list[str]:
    found = list_participants(meeting.desk.store, meeting.workshop)
    return [one.unit.name for one in found]


def test_a_form_adds_a_unit_and_shows_a_link_to_every_round(meeting: Meeting) -> None:
    page = read(meeting.desk.get(f"{meeting.base}/participants/").text)
    assert "Whoever is added is invited to: What is there ; What we hope" in page

    told = read(meeting.desk.post(f"{meeting.base}/participants/", FORM).text)

    assert "Send these 2 links now" in told
    assert "What is there Pelun Piet piet@pelun.example http://localhost/join/" in told
    assert "What we hope Pelun Piet" in told
    found = list_participants(meeting.desk.store, meeting.workshop)
    [pelun] = [one for one in found if one.unit.name == "Pelun"]
    assert pelun.languages == ("ru", "nl", "fr")
    assert pelun.unit.profile == {"population": 1_200_000.0, "region": "south"}
    sent = list_invitations(meeting.desk.store, meeting.measured.id)
    assert {one.person_name: one.language for one in sent}["Piet"] == "ru"


def test_a_unit_that_takes_part_keeps_what_is_not_given_anew(meeting: Meeting) -> None:
    more = {"name": "Marenda", "contact": "Bo", "email": "bo@marenda.example"}

    meeting.desk.post(f"{meeting.base}/participants/", more)

    [marenda, _] = list_participants(meeting.desk.store, meeting.workshop)
    assert marenda.languages == ("fr", "ar")
    assert marenda.unit.profile == {"population": 250_000.0, "region": "north"}
    page = read(meeting.desk.get(f"{meeting.base}/").text)
    assert "Ana ana@marenda.example Bo bo@marenda.example" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Name the unit."),
        ({"email": "piet"}, "Write one e-mail address"),
        ({"languages": "a language"}, "cannot be read as a language"),
        ({"fact-region": "west"}, "Choose one of the options."),
    ],
)
def test_what_does_not_fit_is_said_and_nobody_is_added(
    meeting: Meeting, wrong: dict[str, str], sentence: str
) -> None:
    refused = meeting.desk.post(f"{meeting.base}/participants/", {**FORM, **wrong})

    assert refused.status_code == 422
    assert sentence in read(refused.text)
    assert names(meeting) == ["Marenda", "Oruva"]


def test_a_file_names_every_bad_row_and_adds_nobody_before_it_is_told_to(
    meeting: Meeting,
) -> None:
    desk, address = meeting.desk, f"{meeting.base}/participants/file"
    empty = desk.post(address)
    assert "Choose a CSV or XLSX file first." in read(empty.text)

    checked = desk.post(address, {"file": (io.BytesIO(LIST.encode()), "list.csv")})

    told = read(checked.text)
    assert checked.status_code == 422
    assert "3 things to mend" in told
    for row in (3, 4, 5):
        assert f"Row {row}:" in told
    assert "cannot be read as a language" in told
    assert names(meeting) == ["Marenda", "Oruva"]
    added = desk.post(address, {"list": LIST, "go": "invite"})
    assert "What we hope Pelun Piet" in read(added.text)
    assert names(meeting) == ["Marenda", "Oruva", "Pelun"]


def test_links_are_made_anew_for_who_has_not_come_in(meeting: Meeting) -> None:
    desk, address = meeting.desk, f"{meeting.base}/participants/links"
    city = desk.app.test_client()
    link = f"/join/{meeting.links['Oruva'][0].token}"
    token = city.get(link).text.split('csrf_token" value="')[1].split('"')[0]
    city.post(link, data={"csrf_token": token})

    told = read(desk.post(address, {"round": "measured"}).text)

    assert "What is there Marenda Ana" in told
    assert "Oruva" not in told
    assert city.get(link).status_code == 200
    # The former link is over.
    former = meeting.links["Marenda"][0].token
    assert desk.app.test_client().get(f"/join/{former}").status_code == 410


def test_whoever_is_ticked_gets_a_new_link_in_any_case(meeting: Meeting) -> None:
    desk, address = meeting.desk, f"{meeting.base}/participants/links"
    unit = meeting.links["Oruva"][0].unit.id

    told = read(desk.post(address, {"unit": str(unit)}).text)

    assert "What is there Oruva Omar" in told
    assert "What we hope Oruva Omar" in told
    assert "Marenda" not in told


def test_letters_are_a_page_a_person_in_their_language_with_every_link(
    meeting: Meeting,
) -> None:
    sent = meeting.desk.post(
        f"{meeting.base}/participants/links", {"way": "letters", "language": "es"}
    )

    assert sent.mimetype == "application/pdf"
    assert sent.headers["Content-Disposition"] == (
        "attachment; filename=seoul-letters.pdf"
    )
    found = read_pdf(sent.data)
    assert len(found.pages) == 2
    first, second = found.pages
    assert "Ana" in first
    assert "Omar" in second
    assert "Seoul workshop" in first
    assert "City Hall" in first
    assert "Asia/Seoul" in first
    links = set(re.findall(r"/join/[\w-]+", " ".join(found.acting)))
    # Four links, and each opens what it is for.
    assert len(links) == 4
    for one in links:
        assert meeting.desk.app.test_client().get(one).status_code == 200
    assert len(pypdfium2.PdfDocument(sent.data)) == 2


def test_links_are_mailed_where_that_is_ticked(
    meeting: Meeting, mail: MailServer
) -> None:
    set_up_mail(meeting.desk.app, mail)

    told = meeting.desk.post(f"{meeting.base}/participants/links", {"mail": "yes"})

    assert "4 links are sent" in read(told.text)
    assert len(mail.taken) == 4


def test_a_list_that_is_read_again_ends_no_link_unless_that_is_ticked(
    meeting: Meeting,
) -> None:
    desk, address = meeting.desk, f"{meeting.base}/participants/file"
    ana = meeting.links["Marenda"]
    rows = "name,email,contact\nMarenda,ana@marenda.example,\n"
    more = f"{rows}Pelun,piet@pelun.example,Piet\n"

    def opens() -> list[int]:
        city = desk.app.test_client()
        return [city.get(f"/join/{one.token}").status_code for one in ana]

    checked = desk.post(address, {"list": more})
    told = read(checked.text)
    assert "1 row is ready. Nobody is added yet." in told
    assert "Already invited; the link was not used yet." in told
    assert "No name: letters greet the address." in told
    added = read(desk.post(address, {"list": more, "go": "invite"}).text)
    assert "Pelun Piet" in added
    assert "Marenda" not in added
    # Pressed again, as after letters: nobody is new any more.
    again = desk.post(address, {"list": more, "go": "invite"})
    assert again.status_code == 422
    assert "No links are made" in read(again.text)
    assert opens() == [200, 200]
    newest = re.search(r'name="again" type="checkbox" value="(\d+)"', checked.text)
    assert newest is not None
    sent = {"list": rows, "go": "invite", "again": newest[1]}
    assert "Marenda" in read(desk.post(address, sent).text)
    assert opens() == [410, 410]
