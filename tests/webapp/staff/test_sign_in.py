from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from meter.fieldwork.accounts import find_account, hash_password, save_account
from tests.webapp.desk import PASSWORD, Desk, read_token

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

PAGE = "/staff/sign-in"


def sign_in(
    client: FlaskClient, email: str, password: str, address: str = PAGE
) -> TestResponse:
    token = read_token(client.get(PAGE))
    given = {"csrf_token": token, "email": email, "password": password}
    return client.post(address, data=given)


def sentence(reply: TestResponse) -> str:
    return reply.text.partition('<a href="#email">')[2].partition("</a>")[0]


def test_the_right_password_leads_to_the_rounds(desk: Desk) -> None:
    client = desk.app.test_client()

    reply = sign_in(client, "Ada@Example.org ", PASSWORD)

    assert reply.location == "/organise/"
    assert client.get("/organise/").status_code == 200


def test_sign_in_leads_back_to_where_somebody_wanted_to_go(desk: Desk) -> None:
    desk.draft()
    client = desk.app.test_client()
    turned_away = client.get("/organise/seoul/")

    reply = sign_in(client, "ada@example.org", PASSWORD, turned_away.location)

    assert reply.location == "/organise/seoul/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil"]
)
def test_sign_in_leads_to_no_other_site(desk: Desk, target: str) -> None:
    client = desk.app.test_client()

    reply = sign_in(client, "ada@example.org", PASSWORD, f"{PAGE}?next={target}")

    assert reply.status_code == 302
    assert urlsplit(reply.location).netloc == ""
    assert not reply.location.startswith(("//", "/\\"))


def test_wrong_password_unknown_address_and_closed_account_sound_alike(
    desk: Desk,
) -> None:
    save_account(desk.store, replace(desk.other, active=False))
    client = desk.app.test_client()

    said = {
        sentence(sign_in(client, "ada@example.org", "wrong password")),
        sentence(sign_in(client, "nobody@example.org", "wrong password")),
        sentence(sign_in(client, "no address at all", "wrong password")),
        sentence(sign_in(client, "bea@example.org", PASSWORD)),
    }

    assert len(said) == 1
    assert said.pop().startswith("E-mail address and password do not belong together")


def test_what_was_typed_stays_but_never_the_password(desk: Desk) -> None:
    reply = sign_in(desk.app.test_client(), "ada@example.org", "wrong password")

    assert 'value="ada@example.org"' in reply.text
    assert "wrong password" not in reply.text


def test_blank_fields_are_named_and_not_counted(desk: Desk) -> None:
    client = desk.app.test_client()

    replies = [sign_in(client, "", "") for _ in range(20)]

    reply = replies[-1]
    assert "Enter your e-mail address." in reply.text
    assert "Enter your password." in reply.text
    assert reply.status_code == 200


def test_signing_out_makes_a_copy_of_the_cookie_worthless(desk: Desk) -> None:
    client, thief = desk.app.test_client(), desk.app.test_client()
    sign_in(client, "ada@example.org", PASSWORD)
    stolen = client.get_cookie("meter")
    assert stolen is not None
    thief.set_cookie("meter", stolen.value)
    assert thief.get("/organise/").status_code == 200

    token = read_token(client.get("/organise/"))
    client.post("/staff/sign-out", data={"csrf_token": token})

    assert thief.get("/organise/").status_code == 302
    assert client.get("/organise/").status_code == 302


def test_signing_out_here_leaves_the_other_browser_signed_in(desk: Desk) -> None:
    elsewhere = desk.enter(desk.owner)

    desk.post("/staff/sign-out")

    assert desk.get("/organise/").status_code == 302
    assert elsewhere.get("/organise/").status_code == 200


def test_signing_out_needs_the_token_of_a_form(desk: Desk) -> None:
    reply = desk.client.post("/staff/sign-out")

    assert reply.status_code == 400
    assert desk.get("/organise/").status_code == 200


def test_signing_out_by_an_address_alone_does_nothing(desk: Desk) -> None:
    assert desk.get("/staff/sign-out").status_code == 405
    assert desk.get("/organise/").status_code == 200


def test_a_password_of_any_letters_is_the_one_that_was_set(desk: Desk) -> None:
    chosen = " Süßes Geheimnis ﬁ é مرحبا "
    account = replace(desk.other, password_hash=hash_password(chosen))
    save_account(desk.store, account)

    reply = sign_in(desk.app.test_client(), "bea@example.org", chosen)

    assert reply.location == "/organise/"


def test_a_closed_account_is_out_at_once(desk: Desk) -> None:
    save_account(desk.store, replace(desk.owner, active=False))

    assert desk.get("/organise/").status_code == 302


def test_a_session_ends_after_half_a_day(desk: Desk) -> None:
    desk.clock.go_on(hours=11.9)
    assert desk.get("/organise/").status_code == 200

    desk.clock.go_on(hours=0.2)

    assert desk.get("/organise/").status_code == 302


def test_a_session_speaks_for_its_own_account_alone(desk: Desk) -> None:
    with desk.client.session_transaction() as session:
        session["_user_id"] = desk.other.uniquifier

    assert desk.get("/organise/").status_code == 302


@pytest.mark.parametrize("where", ["header", "address"])
def test_no_token_of_the_library_signs_anybody_in(desk: Desk, where: str) -> None:
    from webapp.staff.accounts import StaffUser

    with desk.app.test_request_context():
        token = str(StaffUser(desk.owner).get_auth_token())
    client = desk.app.test_client()

    if where == "header":
        reply = client.get("/organise/", headers={"Authentication-Token": token})
    else:
        reply = client.get(f"/organise/?auth_token={token}")

    assert reply.status_code == 302


def test_no_cookie_outlives_the_session(desk: Desk) -> None:
    client = desk.app.test_client()
    token = read_token(client.get(PAGE))
    given = {"csrf_token": token, "email": "ada@example.org", "password": PASSWORD}

    client.post(PAGE, data={**given, "remember": "y"})

    assert client.get_cookie("remember_token") is None


def test_the_library_brings_no_other_page(desk: Desk) -> None:
    endpoints = {rule.endpoint for rule in desk.app.url_map.iter_rules()}

    assert {name for name in endpoints if name.startswith("security.")} == {
        "security.login",
        "security.logout",
    }


def test_replies_of_the_library_are_not_kept(desk: Desk) -> None:
    reply = desk.app.test_client().get(PAGE)

    assert reply.headers["Cache-Control"] == "no-store"


def test_signing_in_changes_of_an_account_its_hash_and_language_alone(
    desk: Desk,
) -> None:
    client = desk.app.test_client()
    client.get("/?lang=fr")
    sign_in(client, "ada@example.org", PASSWORD)

    now = find_account(desk.store, "ada@example.org")
    assert now is not None
    # Mails to her are in the language in which she signed in.
    changed = replace(desk.owner, password_hash=now.password_hash, language="fr")
    assert now == changed
