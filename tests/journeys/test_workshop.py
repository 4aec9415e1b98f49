"""An organiser's journey from an empty install to the printed pack, and once more."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from city_steps import XLSX, come_in
from openpyxl import Workbook
from playwright.sync_api import FilePayload, expect

from filling import choose, choose_answers, receipt_of
from instruments import load_instrument
from instruments.model.items import TextItem
from live_site import LiveSite
from mail_server import HOST, MailServer, read_text, serving
from meter.fieldwork.responses import list_responses, save_answers
from meter.fieldwork.submission import submit_response
from meter.fieldwork.units import list_units
from meter.workshops.workshops import list_rounds, list_workshops
from tests.meter.reports.code_reading import shows_code
from tests.meter.reports.pdf_reading import read_pdf
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page

    from meter.records import Round

EMAIL, PASSWORD = "host@city.example", "a long enough password"
TITLE = "E-cities of the coast"
MEASURED, CONSULTED = f"{TITLE}: City readiness", f"{TITLE}: Expectations"
HEADINGS = "name,email,contact,languages,population,region,country,income"
ROWS = (
    ("Nairi", "nora@nairi.example", "Nora", "en", 800_000, "asia", "Narat", "high"),
    ("Oruva", "no address", "Omar", "ar; en", 90_000, "africa", "Oru", "low"),
    ("Pelun", "piet@pelun.example", "Piet", "es", "many", "europe", "Pel", "high"),
)
"""Two of the rows cannot be used as they are."""

MENDED = {"no address": "omar@oruva.example", "many": "2400000"}
BY_LETTER, BY_MAIL = ("Arva", "Nairi"), ("Oruva", "Pelun", "Tavi")
BEHIND = "Pelun"
HOPE = "To learn from each other."


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with serving() as server:
        yield server


def run(folder: Path, *words: str, **settings: str) -> str:
    """Run a command of METER as whoever keeps the server does."""
    known = {"METER_DATA": str(folder), **settings}
    ran = subprocess.run(
        [sys.executable, "-m", "meter", *words],
        env={**os.environ, **known},
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


@pytest.fixture
def site(tmp_path: Path, mail: MailServer) -> Iterator[LiveSite]:
    """Set up a server that is empty but for its first account."""
    run(tmp_path, "db", "upgrade")
    assert run(tmp_path, "account", "add", EMAIL) == f"{EMAIL} can sign in.\n"
    with LiveSite.started(tmp_path) as site:
        site.mail_by(
            smtp_host=HOST, smtp_port=mail.port, smtp_sender="meter@city.example"
        )
        yield site


def sign_in(page: Page) -> None:
    page.goto("/workshops/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")


def prepare(page: Page) -> None:
    page.get_by_role("link", name="Prepare a new workshop").click()
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.get_by_label("Place", exact=False).first.fill("Harbour Hall")
    page.get_by_label("First day").fill("2037-06-18")
    page.get_by_label("Last day").first.fill("2037-06-19")
    page.get_by_label("Time zone of the place").fill("Asia/Seoul")
    page.get_by_label("A questionnaire that measures").select_option("meter")
    page.get_by_label("Title of this round").fill(MEASURED)
    page.get_by_label("A consultation beside it").select_option("ecities")
    page.get_by_label("Title of the consultation").fill(CONSULTED)
    soon = utc_now().date() + dt.timedelta(days=5)
    page.get_by_label("Last day for answers").fill(soon.isoformat())
    page.get_by_role("button", name="Prepare the workshop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator(".lead").first).to_contain_text("Asia/Seoul")


def describe(page: Page, city: str, language: str) -> None:
    """Fill in who a city is: the form of the organiser, and of who registers."""
    page.get_by_label("Name of the unit").fill(city)
    page.get_by_label("Focal point", exact=True).fill(f"Focal {city}")
    page.get_by_label("E-mail address").fill(f"{city.lower()}@city.example")
    page.get_by_label("Language that the focal point").select_option(language)
    page.get_by_label("Population").fill("250000")
    page.get_by_label(re.compile("^Region")).select_option("asia")
    page.get_by_label(re.compile("^Country")).fill("Sarmana")
    page.get_by_label("Income group").select_option("upper_middle")


def go_to_participants(page: Page) -> None:
    page.get_by_role("link", name="Add participants, make links and letters").click()


def go_back(page: Page) -> None:
    page.get_by_role("link", name="Back to the workshop").click()


def add_by_form(page: Page) -> None:
    go_to_participants(page)
    describe(page, "Arva", "fr")
    page.get_by_role("button", name="Add and show the links").click()
    expect(page.locator(".links tbody tr")).to_have_count(2)
    go_back(page)


def write_list() -> FilePayload:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in (HEADINGS.split(","), *ROWS):
        sheet.append(row)
    book.save(file)
    return FilePayload(name="cities.xlsx", mimeType=XLSX, buffer=file.getvalue())


def add_by_workbook(page: Page) -> None:
    """Send a workbook; its bad rows are named, mended in place, and taken."""
    go_to_participants(page)
    page.get_by_label("File", exact=True).set_input_files([write_list()])
    page.get_by_role("button", name="Read the file").click()
    named = page.get_by_role("alert")
    expect(named).to_contain_text("2 things to mend")
    expect(named.get_by_text("Row 3:")).to_be_visible()
    expect(named.get_by_text("Row 4:")).to_be_visible()
    text = page.get_by_label("The whole list").input_value()
    for wrong, right in MENDED.items():
        text = text.replace(wrong, right)
    page.get_by_label("The whole list").fill(text)
    page.get_by_role("button", name="Check again").click()
    expect(named).to_have_count(0)
    page.get_by_role("button", name="Add these 3").click()
    expect(page.locator(".links tbody tr")).to_have_count(6)
    go_back(page)


def register(page: Page, stranger: Page) -> None:
    """Let a city register itself, and admit it."""
    page.get_by_role("link", name="Registration").click()
    page.get_by_role("button", name="Open registration").click()
    stranger.goto(page.get_by_label("Address to pass on").input_value())
    describe(stranger, "Tavi", "en")
    stranger.get_by_role("button", name="Send to the organiser").click()
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("has your regist")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="1 registration waits for your decision.").click()
    page.get_by_role("button", name="Admit and show the links Tavi").click()
    go_back(page)


def tick(page: Page, cities: tuple[str, ...]) -> None:
    go_to_participants(page)
    for city in cities:
        page.get_by_role("checkbox", name=city).check()


def print_letters(page: Page) -> list[str]:
    """Print letters for some cities; give the addresses that their codes lead to."""
    tick(page, BY_LETTER)
    page.get_by_label("Letters to print").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make links").click()
    content = Path(waiting.value.path()).read_bytes()
    letters = read_pdf(content)
    assert len(letters.pages) == len(BY_LETTER)
    assert all("Harbour Hall" in one for one in letters.pages)
    addresses = [one for one in letters.acting if "/join/" in one]
    found = [re.findall(r"http[^')]+/join/[\w-]+", one)[0] for one in addresses]
    assert len(set(found)) == 2 * len(BY_LETTER)
    for place, address in enumerate(found):
        pages = [shows_code(content, page, address) for page in range(len(BY_LETTER))]
        assert pages == [place < 2, place >= 2]
    page.get_by_role("link", name=TITLE).click()
    return found


def mail_links(page: Page, mail: MailServer) -> None:
    """Mail links to the other cities, each in its language."""
    tick(page, BY_MAIL)
    page.get_by_label("Send them by e-mail, too").check()
    page.get_by_role("button", name="Make links").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("6 links are sent")
    go_back(page)
    assert mail.recipients.count("omar@oruva.example") == 2
    assert mail.taken[0]["Content-Language"] == "ar"
    links = [re.findall(r"http\S+/join/[\w-]+", read_text(one)) for one in mail.taken]
    assert [len(one) for one in links] == [1] * 6


def answer(site: LiveSite, asked: Round, *cities: str, submit: bool = True) -> None:
    """Let cities answer a round, as pages that have tests of their own do."""
    at, instrument = utc_now(), load_instrument(asked.instrument_key)
    names = {one.id: one.name for one in list_units(site.store, asked.id)}
    said = {key for key, one in instrument.items.items() if isinstance(one, TextItem)}
    given = {**choose_answers(instrument), **dict.fromkeys(said, HOPE)}
    for one in list_responses(site.store, asked.id):
        if names[one.unit_id] in cities:
            save_answers(site.store, one.id, given, {}, "Focal", at)
            if submit:
                submit_response(site.store, one.id, "Focal", at)


def answer_in_a_browser(page: Page, link: str) -> None:
    """Come in by the link of a letter, answer a question, and submit all."""
    come_in(page, f"{link}?lang=en")
    page.get_by_role("link", name="Commitment", exact=True).click()
    choose(page, "c1_1", "none")
    expect(receipt_of(page, "c1_1")).to_contain_text("Saved")
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="Check and submit").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("main")).to_contain_text("Nairi")


def line_of(page: Page, city: str) -> Locator:
    return page.locator(".progress").get_by_role("row", name=re.compile(city))


def see_how_far_they_are(page: Page) -> None:
    for city in ("Arva", "Nairi", "Oruva"):
        expect(line_of(page, city)).to_contain_text("Submitted")
    expect(line_of(page, "Tavi")).to_contain_text("Answering")
    expect(line_of(page, BEHIND)).to_contain_text("behind")
    profile = "1,000,000 to 5,000,000 inhabitants; Europe; Pel; High income"
    expect(line_of(page, BEHIND)).to_contain_text(profile)


def remind(page: Page, site: LiveSite, mail: MailServer) -> None:
    """Remind who is behind; a timer sends the mails, and Nairi gets none."""
    mail.taken.clear()
    mail.recipients.clear()
    page.get_by_role("button", name=re.compile("^Remind")).click()
    settings = site.app.extensions["meter"].settings
    known = {
        "METER_BASE_URL": site.url,
        "METER_SMTP_HOST": HOST,
        "METER_SMTP_PORT": str(mail.port),
        "METER_SMTP_SECURITY": "none",
        "METER_SMTP_SENDER": "meter@city.example",
    }
    told = run(settings.data, "remind", **known)
    assert "piet@pelun.example" in told
    assert "piet@pelun.example" in mail.recipients
    assert "nora@nairi.example" not in told


def freeze(page: Page) -> None:
    page.get_by_text("Freeze all answers…").click()
    page.get_by_role("button", name="Freeze all answers").click()
    expect(page.locator("main")).to_contain_text("Frozen")


def compare(page: Page) -> None:
    page.get_by_role("link", name=f"Compare {MEASURED}").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for city in ("Arva", "Nairi", "Oruva"):
        expect(page.get_by_role("rowheader", name=city).first).to_be_visible()


def print_the_pack(page: Page) -> None:
    page.get_by_role("link", name="Facilitator's pack").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="The pack as PDF").click()
    pack = read_pdf(Path(waiting.value.path()).read_bytes())
    assert "PDF/UA" in pack.claims or "pdfuaid" in pack.claims
    for city in (*BY_LETTER, *BY_MAIL):
        assert city in pack.text
    for words in (TITLE, "Harbour Hall", HOPE):
        assert words in pack.text


def ask_again(page: Page) -> str:
    """Prepare and open the second round; give the link of Nairi."""
    page.get_by_text("Second round…").click()
    page.get_by_label("Title of the second round").fill("After the discussion")
    page.get_by_role("button", name="Prepare the second round").click()
    page.get_by_role("button", name="Open it and invite again").click()
    expect(page.locator(".links tbody tr")).to_have_count(5)
    row = page.get_by_role("row", name=re.compile("Nairi"))
    return row.locator(".code").inner_text()


def go_on(page: Page, link: str) -> None:
    """Come back in the second round: what was answered in the first is there."""
    come_in(page, f"{link}?lang=en")
    expect(page.locator("main")).to_contain_text("are here already, each marked so")
    page.get_by_role("link", name="Commitment", exact=True).click()
    expect(page.locator('#i-c1_1 input[value="none"]')).to_be_checked()
    expect(page.locator("#i-c1_1")).to_contain_text(f"From {MEASURED}")


def gather(page: Page, stranger: Page) -> None:
    add_by_form(page)
    add_by_workbook(page)
    register(page, stranger)
    page.get_by_role("button", name="Open all rounds for answers").click()


def answer_most(site: LiveSite) -> None:
    """Let two cities answer all, one all but for its submission, one a part."""
    [workshop] = list_workshops(site.store, 1)
    measured, consulted = list_rounds(site.store, workshop)
    answer(site, measured, "Arva", "Oruva")
    answer(site, measured, "Nairi", "Tavi", submit=False)
    answer(site, consulted, "Arva", "Nairi")


def test_an_organisers_journey_from_an_empty_install_to_the_printed_pack(
    visit: Callable[..., Page], site: LiveSite, mail: MailServer
) -> None:
    organiser, city = visit(), visit(locale="en")
    sign_in(organiser)
    prepare(organiser)
    desk = organiser.url
    gather(organiser, visit())
    by_letter = print_letters(organiser)
    mail_links(organiser, mail)

    answer_most(site)
    answer_in_a_browser(city, by_letter[2])
    organiser.goto(desk)
    see_how_far_they_are(organiser)
    remind(organiser, site, mail)

    organiser.goto(desk)
    freeze(organiser)
    compare(organiser)
    organiser.goto(desk)
    print_the_pack(organiser)
    organiser.goto(desk)
    go_on(city, ask_again(organiser))
