"""What a focal point sees: sections, evidence, colleagues, the result."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from meter.fieldwork.responses import load_answers, save_answers
from stops.stop import Stop, to
from tests.meter.exchange.fill_in.books import fill
from walk import Walk, go, press
from webapp.current import utc_now


def answer_nonsense(page: Page, walk: Walk) -> int:
    status = go(page, f"{walk.half_way}/sections/commitment")
    page.fill('[name="q-c1_3"]', "about half")
    page.keyboard.press("Tab")
    expect(page.locator("#i-c1_3 .wrong")).to_be_visible()
    return status


def send_nonsense(page: Page, walk: Walk) -> int:
    answer_nonsense(page, walk)
    return press(page, "#answers .actions button:not([name])")


def go_and_hear_the_news(page: Page, walk: Walk) -> int:
    """Open a section, and wait for its news: what comes now, it hears of later."""
    with page.expect_response("**/sections/technology/now*"):
        return go(page, f"{walk.half_way}/sections/technology")


def meet_a_colleague(page: Page, walk: Walk) -> int:
    status = go_and_hear_the_news(page, walk)
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
    status = go_and_hear_the_news(page, walk)
    response = int(walk.half_way.rsplit("/", 1)[1])
    store, at = walk.site.store, utc_now()
    stored = load_answers(store, response)
    seen = {key: one.revision for key, one in stored.items()}
    kept = stored.get("t1_2")
    held = kept.answer if kept else None
    # Theirs and ours are new: what is ticked already would change nothing.
    theirs, ours, *_ = (one for one in ("none", "partly", "mostly") if one != held)
    note = {"t1_2": "It says so in the plan of 2020."}
    save_answers(store, response, {"t1_2": theirs}, seen, "Bo", at, notes=note)
    page.check(f'[name="q-t1_2"][value="{ours}"]')
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


def reply_nothing(page: Page, walk: Walk) -> int:
    go(page, f"{walk.questioned}/items/l1_2/question")
    return press(page, 'form[action$="/question"] button:not([name])')


STOPS = (
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
)
