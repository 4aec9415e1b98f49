"""How pages are looked over, tried on pages that have something wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inspection import Follower, Watch, look_over, run_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

SITE = "http://site.example"
ELSEWHERE = "http://elsewhere.example/letters.css"
SOUND = """<!doctype html><html lang="en" dir="ltr"><head><title>A page</title></head>
<body><main><h1>A page</h1>{}</main></body></html>"""

LINKS = f"""<p id="here"><a href="#here">Here</a> <a href="#gone">Gone</a>
<a href="/next">Next</a> <a href="{ELSEWHERE}">Elsewhere</a>
<a rel="noreferrer" href="{ELSEWHERE}">Quietly</a></p>"""


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<h1>Another</h1>", "2 h1"),
        (f"<p>{'w' * 300}</p>", "px wide in"),
        (
            "<style>button { padding: 0; border: 0 }</style><button>Go</button>",
            "px: <button>",
        ),
        (
            '<div class="item"><label><input type="radio" name="a">Yes</label></div>',
            'px: <input type="radio"',
        ),
        (
            "<details><summary><h2>More</h2></summary><img src='data:,'></details>",
            "image-alt",
        ),
        ('<p style="color:#aaa">Faint</p>', "color-contrast"),
        ("<input>", "label ("),
    ],
)
def test_what_is_wrong_is_named(page: Page, part: str, fault: str) -> None:
    page.set_content(SOUND.format(part))

    faults = look_over(page, "en", "ltr")

    assert any(fault in one for one in faults), faults


ALIKE = "<p>Sound.</p>" * 9
TIGHT = "display: inline-block; width: 9px; height: 9px; background: #fff"


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ('<p style="color: #aaa">Faint</p>', "color-contrast"),
        ('<div style="background: #555"><p>Sound.</p></div>', "color-contrast"),
        ('<p><b style="color: #aaa">Faint</b></p>', "color-contrast"),
        ('<div style="opacity: 0.3"><p>Sound.</p></div>', "color-contrast"),
        ('<label style="color: #aaa">Faint <input></label>', "color-contrast"),
        (
            '<p style="color: #aaa" hidden>Faint</p>' * 3
            + '<p style="color: #aaa">Faint</p>',
            "color-contrast",
        ),
        (
            '<label style="color: #aaa">Off <input disabled></label>' * 3
            + '<label style="color: #aaa">Faint <input></label>',
            "color-contrast",
        ),
        (
            f'<a style="{TIGHT}" href="#a"></a><a style="{TIGHT}" href="#b"></a>',
            "target",
        ),
        ("<p><img src='data:,'></p>", "image-alt"),
    ],
)
def test_a_sample_finds_what_looks_otherwise(page: Page, part: str, fault: str) -> None:
    page.set_content(SOUND.format(ALIKE + part))

    faults = run_axe(page, sampled=True)

    assert any(fault in one for one in faults), faults


def test_a_sample_takes_three_of_those_that_look_alike(page: Page) -> None:
    page.set_content(SOUND.format(ALIKE + '<p style="color: #aaa">Faint</p>' * 9))

    found = [run_axe(page, sampled=sampled) for sampled in (False, True)]

    assert [len(faults) for faults in found] == [9, 3]


def test_a_sound_page_has_no_fault_in_a_sample_either(page: Page) -> None:
    page.set_content(SOUND.format(ALIKE))

    assert run_axe(page, sampled=True) == []


def test_links_without_a_goal_and_such_as_tell_are_named(page: Page) -> None:
    page.route(f"{SITE}/", lambda route: route.fulfill(body=SOUND.format(LINKS)))
    page.goto(f"{SITE}/")

    faults = Follower().list_dead_ends(page, follow=False)

    assert faults == ["there is no #gone", f"{ELSEWHERE} learns of this page"]


def test_a_sound_page_has_no_fault(page: Page) -> None:
    page.set_content(SOUND.format("<p>Sound.</p>"))

    assert look_over(page, "en", "ltr") == []


def test_a_page_in_the_wrong_direction_is_named(page: Page) -> None:
    page.set_content(SOUND.format("<p>Sound.</p>"))

    faults = look_over(page, "ar", "rtl")

    assert faults == ["the language is en", "the direction is ltr"]


def test_what_a_page_asks_of_others_and_breaks_is_seen(page: Page) -> None:
    def reply(route: Route) -> None:
        part = f'<p style="color:red">x</p><link rel="stylesheet" href="{ELSEWHERE}">'
        part += "<script src='/broken.js'></script>"
        headers = {"Content-Security-Policy": "style-src 'self'; script-src 'self'"}
        route.fulfill(
            body=SOUND.format(part), content_type="text/html", headers=headers
        )

    page.route(f"{SITE}/", reply)
    page.route(
        f"{SITE}/broken.js", lambda route: route.fulfill(body="nothing.at.all()")
    )
    watch = Watch(page, SITE)

    page.goto(f"{SITE}/")

    faults = watch.list_faults()
    assert len([one for one in faults if "inline style" in one]) == 1
    assert len([one for one in faults if ELSEWHERE in one]) >= 1
    assert len([one for one in faults if "nothing is not defined" in one]) == 1
    assert watch.list_faults() == []


def test_a_file_from_elsewhere_is_a_stray(page: Page) -> None:
    page.route(
        f"{SITE}/",
        lambda route: route.fulfill(
            body=SOUND.format(f'<img alt="" src="{ELSEWHERE}">'),
            content_type="text/html",
        ),
    )
    page.route(ELSEWHERE, lambda route: route.fulfill(body=""))
    watch = Watch(page, SITE)

    page.goto(f"{SITE}/")

    assert f"asked for {ELSEWHERE}" in watch.list_faults()
