"""What is seen of roles: members, accounts, what staff did."""

from __future__ import annotations

from stops.stop import Stop, mistake, to

MEMBERS = "/workshops/sample/members"
BY_NUMBERS = "/organise/{walk.workshop.key}/compare"

STOPS = (
    Stop("members", "organiser", to(MEMBERS)),
    Stop(
        "member to correct",
        "organiser",
        mistake(
            MEMBERS, {"email": "nobody@city.example"}, 'form[action$="/members"] button'
        ),
        422,
    ),
    Stop("accounts", "organiser", to("/admin/accounts")),
    Stop(
        "account to correct",
        "organiser",
        mistake(
            "/admin/accounts",
            {"name": "", "email": "nowhere"},
            'form[action$="/accounts"] button',
        ),
        422,
    ),
    Stop("trail of a workshop", "organiser", to("/workshops/sample/trail")),
    Stop("trail of a round", "organiser", to("/organise/{walk.workshop.key}/trail")),
    Stop("own trail", "respondent", to("{walk.done}/trail")),
    Stop("own trail yet empty", "respondent", to("{walk.half_way}/trail")),
    Stop("comparison by numbers", "researcher", to(BY_NUMBERS)),
)
