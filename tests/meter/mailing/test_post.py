"""The post speaks to a real mail server, and tells what it said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mail_server import (
    PASSWORD,
    USER,
    find_port,
    listening_silently,
    serving,
    serving_encrypted,
)
from meter.errors import SettingsError
from meter.mailing.errors import MailRefusedError, MailServerError
from meter.mailing.post import Post
from meter.settings import Settings
from tests.meter.mailing.test_letters import AT, LETTER

if TYPE_CHECKING:
    from pathlib import Path

    from mail_server import MailServer


def test_several_letters_go_over_one_line(mail: MailServer, tmp_path: Path) -> None:
    with Post(mail.settings(tmp_path)) as post:
        post.send(LETTER, AT)
        post.send(replace(LETTER, email="ben@example.org"), AT)

    assert mail.recipients == ["ana@example.org", "ben@example.org"]
    assert mail.texts() == ["Hello Ana,\n"] * 2


@pytest.mark.parametrize(("code", "is_final"), [(550, True), (450, False)])
def test_a_recipient_that_is_refused_is_told_and_the_next_is_served(
    mail: MailServer, tmp_path: Path, code: int, *, is_final: bool
) -> None:
    mail.refused["ana@example.org"] = f"{code} No such person here"
    with Post(mail.settings(tmp_path)) as post:
        with pytest.raises(MailRefusedError) as raised:
            post.send(LETTER, AT)
        post.send(replace(LETTER, email="ben@example.org"), AT)

    assert raised.value.is_final is is_final
    assert raised.value.said == f"{code} No such person here"
    assert mail.recipients == ["ben@example.org"]


@pytest.mark.parametrize(("code", "is_final"), [(554, True), (452, False)])
def test_words_that_are_refused_are_told(
    mail: MailServer, tmp_path: Path, code: int, *, is_final: bool
) -> None:
    mail.data_reply = f"{code} Not with us"
    with (
        Post(mail.settings(tmp_path)) as post,
        pytest.raises(MailRefusedError) as raised,
    ):
        post.send(LETTER, AT)

    assert (raised.value.said, raised.value.is_final) == (
        f"{code} Not with us",
        is_final,
    )


def test_a_server_that_is_down_takes_nothing(mail: MailServer, tmp_path: Path) -> None:
    settings = mail.settings(tmp_path, smtp_port=find_port())

    with Post(settings) as post, pytest.raises(MailServerError, match="refused"):
        post.send(LETTER, AT)


def test_a_server_that_says_nothing_is_left_in_time(
    mail: MailServer, tmp_path: Path
) -> None:
    with listening_silently() as port:
        settings = mail.settings(tmp_path, smtp_port=port)
        with (
            Post(settings, seconds=0.2) as post,
            pytest.raises(MailServerError, match="timed out"),
        ):
            post.send(LETTER, AT)


def test_a_line_is_encrypted_before_anybody_signs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving_encrypted(tmp_path) as (server, trusted):
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        signed = {"smtp_user": USER, "smtp_password": PASSWORD}
        settings = server.settings(tmp_path, smtp_security="starttls", **signed)
        with Post(settings) as post:
            post.send(LETTER, AT)
        wrong = settings.model_copy(update={"smtp_user": "nobody"})
        with Post(wrong) as post, pytest.raises(MailServerError, match="535"):
            post.send(LETTER, AT)

    assert server.saw_tls
    assert server.recipients == ["ana@example.org"]


def test_a_server_whom_nobody_vouches_for_gets_no_password(tmp_path: Path) -> None:
    with serving_encrypted(tmp_path) as (server, _trusted):
        signed = {"smtp_user": USER, "smtp_password": PASSWORD}
        settings = server.settings(tmp_path, smtp_security="starttls", **signed)
        with Post(settings) as post, pytest.raises(MailServerError, match="verif"):
            post.send(LETTER, AT)

    assert server.taken == []


def test_a_server_that_cannot_encrypt_is_not_used_in_the_clear(tmp_path: Path) -> None:
    with serving() as server:
        settings = server.settings(tmp_path, smtp_security="starttls")
        with Post(settings) as post, pytest.raises(MailServerError, match="STARTTLS"):
            post.send(LETTER, AT)

    assert server.taken == []


@pytest.mark.parametrize("name", ["smtp_host", "smtp_sender", "base_url"])
def test_what_is_not_set_is_named(mail: MailServer, tmp_path: Path, name: str) -> None:
    settings = mail.settings(tmp_path, **{name: None})

    assert not settings.can_mail
    with pytest.raises(SettingsError, match=f"METER_{name.upper()}"):
        Post(settings)
    assert not Settings(data=tmp_path).can_mail


@pytest.mark.parametrize("sender", ["METER", "METER <>", "@", "meter@exa..mple.org"])
def test_a_sender_who_is_none_is_a_setting_to_mend(
    mail: MailServer, tmp_path: Path, sender: str
) -> None:
    with pytest.raises(SettingsError, match="smtp_sender"):
        Post(mail.settings(tmp_path, smtp_sender=sender))
