"""The words of an invitation by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.meter.mailing.conftest import before
from webapp.mails.invitations import word_invitation, word_invitation_subject
from webapp.mails.phrases import Asker

if TYPE_CHECKING:
    from tests.meter.mailing.conftest import Team

ADA = Asker("Ada", "ada@example.org")


def test_it_says_who_invites_to_what_until_when_and_that_the_link_is_personal(
    team: Team,
) -> None:
    link = "https://x.example/join/t"
    text = word_invitation(team.ana, team.round, "Marenda", ADA, link, before(days=20))

    assert word_invitation_subject("Marenda").endswith("Marenda")
    assert text.startswith("Hello Ana,\n\nAda invites you to answer for Marenda")
    assert "The deadline is 1 Dec 2026" in text
    assert f"{link}\nThe link is yours alone" in text
