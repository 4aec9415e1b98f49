"""Every page that somebody can reach, and how they get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import FilePayload, Page, expect

from instruments import Missing
from meter.fieldwork.responses import load_answers, save_answers
from meter.fieldwork.rounds import close_round
from meter.fieldwork.units import list_units
from tests.meter.exchange.fill_in.books import fill
from walk import Walk, go, press
from webapp.current import utc_now

Reach = Callable[[Page, Walk], int]
"""Goes to a page and gives the status of the server's reply."""

BAD_LIST = "name,email,contact\nAlpha,alpha@city.example,Ana\nBeta,no address,Ben\n"


def to(address: str) -> Reach:
    """Go to an address, with places of the walk in it."""
    return lambda page, walk: go(page, address.format(walk=walk))


def sign_in_wrongly(page: Page, walk: Walk) -> int:
    go(page, "/staff/sign-in")
    page.fill("#email", f"nobody.{walk.language}@city.example")
    page.fill("#password", "a long enough guess")
    return press(page, "main form button")


def try_out(page: Page, _: Walk) -> int:
    """Choose one of the upper levels for nearly all that is asked."""
    go(page, "/try/meter/")
    levels = page.locator(".item:nth-of-type(-n+20) .levels label:nth-child(4) input")
    levels.evaluate_all("(all) => { for (const one of all) one.checked = true; }")
    status = press(page, "#answers button")
    expect(page.locator(".headline .figure-large")).to_be_visible()
    return status


def try_nonsense(page: Page, _: Walk) -> int:
    go(page, "/try/ecities/")
    page.fill('[name="q-invite"]', "a few")
    return press(page, "#answers button")


def see_trial_numbers(page: Page, walk: Walk) -> int:
    try_out(page, walk)
    return press(page, "main form button[formaction]")


def send_without_a_token(page: Page, walk: Walk) -> int:
    go(page, walk.fresh)
    page.locator('main [name="csrf_token"]').evaluate("one => { one.value = 'x'; }")
    return press(page, "main form button")


def answer_nonsense(page: Page, walk: Walk) -> int:
    status = go(page, f"{walk.half_way}/sections/commitment")
    page.fill('[name="q-c1_3"]', "about half")
    page.keyboard.press("Tab")
    expect(page.locator("#i-c1_3 .wrong")).to_be_visible()
    return status


def send_nonsense(page: Page, walk: Walk) -> int:
    answer_nonsense(page, walk)
    return press(page, "#answers .actions button:not([name])")


def meet_a_colleague(page: Page, walk: Walk) -> int:
    status = go(page, f"{walk.half_way}/sections/technology")
    response = int(walk.half_way.rsplit("/", 1)[1])
    store, at = walk.site.store, utc_now()
    seen = {key: one.revision for key, one in load_answers(store, response).items()}
    save_answers(store, response, {"t_note": f"Theirs, {at}"}, seen, "A colleague", at)
    page.fill('[name="q-t_note"]', "Written meanwhile")
    page.keyboard.press("Tab")
    expect(page.locator("#i-t_note .conflict button")).to_have_count(2)
    return status


def send_a_workbook(page: Page, walk: Walk) -> int:
    """Fill in a good cell, a bad one and one that a colleague changes meanwhile."""
    response = int(walk.half_way.rsplit("/", 1)[1])
    store, at = walk.site.store, utc_now()
    blank = page.request.get(f"{walk.half_way}/workbook.xlsx").body()
    words = {("t_note", "answer"): f"Of the workbook, {at}", ("c1_3", "answer"): "half"}
    filled = fill(blank, {**words, ("l_note", "answer"): f"Law, {at}"})
    seen = {key: one.revision for key, one in load_answers(store, response).items()}
    save_answers(store, response, {"t_note": f"Theirs, {at}"}, seen, "A colleague", at)
    go(page, f"{walk.half_way}/workbook")
    file = FilePayload(name="w.xlsx", mimeType="application/zip", buffer=filled)
    page.set_input_files("#file", file)
    return press(page, 'form[enctype="multipart/form-data"] button')


def differ_from_a_colleague(page: Page, walk: Walk) -> int:
    """Meet a colleague at a question that takes a note: theirs can be kept as one."""
    status = go(page, f"{walk.half_way}/sections/technology")
    response = int(walk.half_way.rsplit("/", 1)[1])
    store, at = walk.site.store, utc_now()
    stored = load_answers(store, response)
    seen = {key: one.revision for key, one in stored.items()}
    kept = stored.get("t1_2")
    other = "mostly" if kept and kept.answer == "none" else "none"
    note = {"t1_2": "It says so in the plan of 2020."}
    save_answers(store, response, {"t1_2": other}, seen, "Bo", at, notes=note)
    page.check('[name="q-t1_2"][value="partly"]')
    expect(page.locator("#i-t1_2 .conflict button")).to_have_count(3)
    return status


def read_a_history(page: Page, walk: Walk) -> int:
    differ_from_a_colleague(page, walk)
    return go(page, f"{walk.half_way}/items/t1_2/history")


def prove(walk: Walk) -> str:
    """Name an answer of which not every language adds to the evidence."""
    return f"t1_{1 + sum(map(ord, walk.language)) % 4}"


def add_evidence(page: Page, walk: Walk) -> int:
    """Add a link and a file, and remove a second link."""
    go(page, f"{walk.half_way}/items/{prove(walk)}/evidence")
    for end in (walk.language, f"{walk.language}/gone"):
        page.fill(
            "#link", f"https://a-long-name-of-a-host.city.example/{end}?" + "x" * 60
        )
        press(page, 'form[action$="/link"] button')
    name = "\u0642\u0627\u0646\u0648\u0646 of a long name.txt"
    text = f"The law, {walk.language}".encode()
    page.set_input_files(
        "#file", FilePayload(name=name, mimeType="text/plain", buffer=text)
    )
    press(page, 'form[action$="/file"] button')
    return press(page, 'li:nth-of-type(2) form[action$="/remove"] button')


def refuse_evidence(page: Page, walk: Walk) -> int:
    go(page, f"{walk.half_way}/items/t1_1/evidence")
    page.fill("#link", "city.example")
    return press(page, 'form[action$="/link"] button')


def send_too_large_a_file(page: Page, walk: Walk) -> int:
    go(page, f"{walk.half_way}/items/t1_1/evidence")
    large = FilePayload(name="a.txt", mimeType="text/plain", buffer=b"x" * 6_000_000)
    page.set_input_files("#file", large)
    return press(page, 'form[action$="/file"] button')


def see_evidence_in_the_history(page: Page, walk: Walk) -> int:
    add_evidence(page, walk)
    return go(page, f"{walk.half_way}/items/{prove(walk)}/history")


def see_evidence_of_the_round(page: Page, walk: Walk) -> int:
    status = go(page, f"/organise/{walk.workshop.key}/evidence")
    page.locator("main details summary").first.click()
    return status


def invite_a_colleague(page: Page, walk: Walk) -> int:
    go(page, f"{walk.half_way}/colleagues")
    page.fill("#name", "Somebody with a long name of many words")
    page.fill("#email", "a.very.long.address.of.somebody@a-long-name.city.example")
    page.check("#new-legal")
    return press(page, 'form[action$="/colleagues"] button')


def see_colleagues(page: Page, walk: Walk) -> int:
    invite_a_colleague(page, walk)
    status = go(page, f"{walk.half_way}/colleagues")
    page.locator(".people details summary").first.click()
    return status


def invite_no_colleague(page: Page, walk: Walk) -> int:
    go(page, f"{walk.half_way}/colleagues")
    return press(page, 'form[action$="/colleagues"] button')


def prepare_without_a_title(page: Page, _: Walk) -> int:
    go(page, "/organise/new?instrument=meter")
    page.fill("#key", "Not A Key")
    return press(page, "main form button")


def invite_nobody(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    return press(page, 'form[action$="/invite"] button')


def invite_one(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    page.fill(
        "#name", "A city with a long name, and a very-long-word-in-its-very-middle"
    )
    page.fill("#contact", "Ana")
    page.fill("#email", "a.very.long.address.of.somebody@a-long-name.city.example")
    return press(page, 'form[action$="/invite"] button')


def invite_by_a_bad_file(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    file = FilePayload(name="units.csv", mimeType="text/csv", buffer=BAD_LIST.encode())
    page.set_input_files("#file", file)
    return press(page, 'form[action$="/invite-file"] button')


def open_what_is_closed(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.stale.key}/")
    close_round(walk.site.store, walk.stale.id, utc_now())
    return press(page, 'form[action$="/open"] button')


def see_charts(page: Page, walk: Walk, query: str, count: int) -> int:
    status = go(page, f"/organise/{query.format(walk=walk)}")
    expect(page.locator(".plot .main-svg:first-child")).to_have_count(count)
    return status


def see_who_is_done(page: Page, walk: Walk) -> int:
    status = go(page, f"/answer/{walk.collecting.response_id}/apart")
    for summary in page.locator("main details > summary").all():
        summary.click()
    return status


def see_agreement(page: Page, walk: Walk) -> int:
    status = go(page, f"/answer/{walk.agreeing.response_id}/apart")
    for summary in page.locator("main details > summary").all():
        summary.click()
    return status


def take_an_answer(page: Page, walk: Walk) -> int:
    go(page, f"/answer/{walk.agreeing.response_id}/apart/sections/legal")
    page.fill("#w-l1_1", "The gazette settles it.")
    return press(page, '#i-l1_1 li:first-child button[name="take"]')


def say_too_much(page: Page, walk: Walk) -> int:
    go(page, f"/answer/{walk.agreeing.response_id}/apart/sections/legal")
    page.fill("#w-l1_2", "Too long. " * 300)
    return press(page, '#i-l1_2 li:first-child button[name="take"]')


def agree_too_late(page: Page, walk: Walk) -> int:
    go(page, f"/answer/{walk.agreeing.response_id}/apart/sections/legal")
    store, at = walk.site.store, utc_now()
    stored = load_answers(store, walk.agreeing.response_id)
    seen = {key: one.revision for key, one in stored.items()}
    kept = stored.get("l1_3")
    unknown = kept is not None and kept.answer is Missing.DONT_KNOW
    other = Missing.NOT_APPLICABLE if unknown else Missing.DONT_KNOW
    save_answers(store, walk.agreeing.response_id, {"l1_3": other}, seen, "Bea", at)
    return press(page, '#i-l1_3 li:last-child button[name="take"]')


@dataclass(frozen=True)
class Stop:
    """A page and the way to it: who goes there, how, and the status of the reply.

    What has been reached once is looked at on the phone by turning the laptop into
    one; charts are drawn anew.
    """

    name: str
    role: str
    reach: Reach
    status: int = 200
    anew: bool = False


def charts(name: str, query: str, count: int) -> Stop:
    return Stop(
        name, "organiser", partial(see_charts, query=query, count=count), anew=True
    )


PUBLISHED = "/organise/{walk.workshop.key}/compare/published"


def publish(page: Page, walk: Walk, lines: str) -> int:
    """Send a file of figures for the units of the workshop."""
    go(page, PUBLISHED.format(walk=walk))
    file = FilePayload(name="f.csv", mimeType="text/csv", buffer=lines.encode())
    page.set_input_files("#file", file)
    return press(page, 'form[enctype="multipart/form-data"] button')


def see_published(page: Page, walk: Walk) -> int:
    units = list_units(walk.site.store, walk.workshop.id)
    rows = [f"{unit.name},0.{place:03}" for place, unit in enumerate(units, 100)]
    return publish(page, walk, "\n".join(["name,EGDI 2024", *rows, "Nowhere,0.5"]))


def publish_nonsense(page: Page, walk: Walk) -> int:
    unit = list_units(walk.site.store, walk.workshop.id)[0].name
    return publish(page, walk, f"name,EGDI 2024,OSI\n{unit},high,7\n{unit},0.1,0.2\n")


AGREEING = "/answer/{walk.agreeing.response_id}"


def ask_nothing(page: Page, walk: Walk) -> int:
    """Return an answer without a question."""
    go(page, f"{REVIEW.format(walk=walk)}sections/legal")
    return press(page, '#i-l1_3 form[action$="/return"] button')


def reply_nothing(page: Page, walk: Walk) -> int:
    go(page, f"{walk.questioned}/items/l1_2/question")
    return press(page, 'form[action$="/question"] button:not([name])')


REVIEW = "/review/{walk.checked.key}/{walk.under_review}/"
RESTATED = "/organise/{walk.workshop.key}/compare/restated"

STOPS = (
    Stop("home", "stranger", to("/")),
    Stop("trial", "stranger", to("/try/ecities/")),
    Stop("trial to correct", "stranger", try_nonsense, 422),
    Stop("trial result", "stranger", try_out),
    Stop("trial numbers", "stranger", see_trial_numbers),
    Stop("invitation", "stranger", to("{walk.fresh}")),
    Stop("early invitation", "stranger", to("{walk.early}")),
    Stop("late invitation", "stranger", to("{walk.late}")),
    Stop("invitation in the grace", "stranger", to("{walk.tardy}")),
    Stop("sign-in", "stranger", to("/organise/")),
    Stop("sign-in to correct", "stranger", sign_in_wrongly),
    Stop("no page", "stranger", to("/nowhere"), 404),
    Stop("no instrument", "stranger", to("/try/nothing/"), 404),
    Stop("unknown link", "stranger", to("/join/unknown"), 404),
    Stop("withdrawn link", "stranger", to("{walk.withdrawn}"), 410),
    Stop("expired link", "stranger", to("{walk.expired}"), 410),
    Stop("refused form", "stranger", send_without_a_token, 400),
    Stop("home with answers", "respondent", to("/")),
    Stop("hub", "respondent", to("{walk.half_way}/")),
    *(
        Stop(key, "respondent", to(f"{{walk.half_way}}/sections/{key}"))
        for key in ("commitment", "legal", "policy", "organization", "technology")
    ),
    Stop("nonsense at once", "respondent", answer_nonsense),
    Stop("nonsense sent", "respondent", send_nonsense, 422),
    Stop("search", "respondent", to("{walk.half_way}/search?q=city")),
    Stop("search in vain", "respondent", to("{walk.half_way}/search?q=zebra")),
    Stop("conflict", "respondent", meet_a_colleague),
    Stop("workbook", "respondent", to("{walk.half_way}/workbook")),
    Stop("workbook sent", "respondent", send_a_workbook, 422),
    Stop("late workbook", "respondent", to("{walk.too_late}/workbook")),
    Stop("paper", "respondent", to("{walk.half_way}/print")),
    Stop("paper with answers", "respondent", to("{walk.half_way}/print?answers=1")),
    Stop("conflict with a note", "respondent", differ_from_a_colleague),
    Stop("history", "respondent", read_a_history),
    Stop("evidence", "respondent", add_evidence),
    Stop("evidence to correct", "respondent", refuse_evidence, 422),
    Stop("evidence too large", "respondent", send_too_large_a_file, 413),
    Stop("evidence in the history", "respondent", see_evidence_in_the_history),
    Stop(
        "submitted evidence",
        "respondent",
        to("{walk.done}/items/t1_2/evidence"),
    ),
    Stop("colleagues", "respondent", see_colleagues),
    Stop("colleague to correct", "respondent", invite_no_colleague, 422),
    Stop("link of a colleague", "respondent", invite_a_colleague),
    Stop("check", "respondent", to("{walk.half_way}/check")),
    Stop("submitted hub", "respondent", to("{walk.done}/")),
    Stop("submitted section", "respondent", to("{walk.done}/sections/legal")),
    Stop("result", "respondent", to("{walk.done}/result")),
    Stop("every number", "respondent", to("{walk.done}/result/numbers")),
    Stop("peers", "respondent", to("{walk.done}/peers")),
    Stop("hub in review", "respondent", to("{walk.provisional}/")),
    Stop("provisional result", "respondent", to("{walk.provisional}/result")),
    Stop("questioned hub", "respondent", to("{walk.questioned}/")),
    Stop("questioned section", "respondent", to("{walk.questioned}/sections/legal")),
    Stop("review", "respondent", to("{walk.questioned}/review")),
    Stop("question", "respondent", to("{walk.questioned}/items/l1_2/question")),
    Stop("reply to correct", "respondent", reply_nothing, 422),
    Stop("early hub", "respondent", to("{walk.too_early}/")),
    Stop("early section", "respondent", to("{walk.too_early}/sections/legal")),
    Stop("late hub", "respondent", to("{walk.too_late}/")),
    Stop("late section", "respondent", to("{walk.too_late}/sections/legal")),
    Stop("hub in the grace", "respondent", to("{walk.in_grace}/")),
    Stop("check in the grace", "respondent", to("{walk.in_grace}/check")),
    Stop("section in the grace", "respondent", to("{walk.in_grace}/sections/legal")),
    Stop("apart", "respondent", to("/answer/{walk.agreeing.response_id}/")),
    Stop("own answers", "respondent", to("/answer/{walk.own_collecting}/")),
    Stop(
        "own section", "respondent", to("/answer/{walk.own_collecting}/sections/legal")
    ),
    Stop("own check", "respondent", to("/answer/{walk.own_collecting}/check")),
    Stop("own answers handed in", "respondent", to("/answer/{walk.own}/")),
    Stop("colleagues apart", "respondent", to(f"{AGREEING}/colleagues")),
    Stop("still collecting", "respondent", see_who_is_done),
    Stop("how far they agree", "respondent", see_agreement),
    Stop("side by side", "respondent", to(f"{AGREEING}/apart/sections/legal")),
    Stop("agreed", "respondent", take_an_answer),
    Stop("why to shorten", "respondent", say_too_much, 422),
    Stop("agreed meanwhile", "respondent", agree_too_late, 409),
    Stop("apart invitation", "stranger", to("{walk.agreeing_link}")),
    Stop("round apart", "organiser", to("/organise/{walk.apart.key}/")),
    Stop("rounds", "organiser", to("/organise/")),
    Stop("choice of instrument", "organiser", to("/organise/new")),
    Stop("new round", "organiser", to("/organise/new?instrument=meter")),
    Stop("new round to correct", "organiser", prepare_without_a_title, 422),
    Stop("drafted round", "organiser", to("/organise/{walk.draft.key}/")),
    Stop("open round", "organiser", to("/organise/{walk.workshop.key}/")),
    Stop("evidence of a round", "organiser", see_evidence_of_the_round),
    Stop("round in the grace", "organiser", to("/organise/{walk.grace.key}/")),
    Stop("closed round", "organiser", to("/organise/{walk.closed.key}/")),
    Stop("invitation to correct", "organiser", invite_nobody, 422),
    Stop("links shown once", "organiser", invite_one),
    Stop("list to mend", "organiser", invite_by_a_bad_file, 422),
    Stop("cannot be opened", "organiser", open_what_is_closed, 409),
    Stop("reviewed round", "organiser", to("/organise/{walk.checked.key}/")),
    Stop("units to review", "organiser", to("/review/{walk.checked.key}/")),
    Stop("response to review", "organiser", to(REVIEW)),
    Stop("section to review", "organiser", to(f"{REVIEW}sections/legal")),
    Stop("question to correct", "organiser", ask_nothing, 422),
    Stop("no round", "organiser", to("/organise/nothing/"), 404),
    charts("comparison", "{walk.workshop.key}/compare", 4),
    charts("room", "{walk.workshop.key}/compare?view=room", 4),
    charts("six", "{walk.workshop.key}/compare?{walk.chosen}", 6),
    charts("where it differs", "{walk.workshop.key}/compare/answers", 2),
    charts("peer groups", "{walk.workshop.key}/compare/groups?{walk.chosen}", 2),
    charts("two by two", "{walk.workshop.key}/compare/plane?{walk.chosen}", 1),
    charts("how sure", "{walk.workshop.key}/compare/ranks", 1),
    Stop("published figures", "organiser", see_published),
    Stop("figures to mend", "organiser", publish_nonsense, 422),
    Stop("methods to restate", "organiser", to(RESTATED)),
    Stop("restated", "organiser", to(f"{RESTATED}?as=arithmetic")),
    Stop("nothing to compare", "organiser", to("/organise/{walk.empty.key}/compare")),
    Stop("no scores", "organiser", to("/organise/{walk.unscored.key}/compare")),
)
