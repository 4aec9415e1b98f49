"""A focal point chooses how often mails tell what colleagues changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.delegates import list_colleagues
from tests.webapp.city import enter
from tests.webapp.mailed import mail, set_up_mail
from tests.webapp.respond.test_delegating import invite, read_link

if TYPE_CHECKING:
    from mail_server import MailServer
    from tests.webapp.city import City

__all__ = ["enter", "mail", "read_link"]


def find_rhythms(city: City) -> list[str]:
    return [one.digest for one in list_colleagues(city.store, city.response)]


def test_the_choice_is_kept_for_the_person_alone(city: City, mail: MailServer) -> None:
    set_up_mail(city.app, mail)
    assert '<option value="weekly" selected>' in city.get().text

    reply = city.post("digest", {"rhythm": "none"})

    assert reply.status_code == 303
    assert '<option value="none" selected>' in city.get().text
    assert find_rhythms(city) == ["none", "weekly"]


def test_another_word_is_no_choice(city: City) -> None:
    assert city.post("digest", {"rhythm": "hourly"}).status_code == 400
    assert find_rhythms(city) == ["weekly", "weekly"]


def test_a_delegate_gets_none_and_has_none_to_choose(
    city: City, mail: MailServer
) -> None:
    cho = invite(city)
    set_up_mail(city.app, mail)

    assert 'id="digest"' not in city.get(client=cho).text
    assert city.post("digest", {"rhythm": "daily"}, client=cho).status_code == 404


def test_where_no_mail_is_sent_there_is_nothing_to_choose(city: City) -> None:
    assert 'id="digest"' not in city.get().text
