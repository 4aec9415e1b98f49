"""What cities and organisers see of a network."""

from __future__ import annotations

from stops.stop import Stop, mistake, to

CITY, DESK = "{walk.done}/network/", "/workshops/sample/network/"

STOPS = (
    Stop("network", "respondent", to(CITY)),
    Stop("directory", "respondent", to(f"{CITY}directory")),
    Stop("directory in vain", "respondent", to(f"{CITY}directory?q=zebra")),
    Stop("entry", "respondent", to(f"{CITY}entry")),
    Stop(
        "entry to correct",
        "respondent",
        mistake(
            f"{CITY}entry",
            {"email": "nowhere", "phone": "by horse"},
            "form.entry button",
        ),
        422,
    ),
    Stop("commitments", "respondent", to(f"{CITY}commitments")),
    Stop("new commitment", "respondent", to(f"{CITY}commitments/new")),
    Stop(
        "commitment to correct",
        "respondent",
        mistake(
            f"{CITY}commitments/new",
            {"owner": "", "due_on": "2001-01-01"},
            'main form[method="post"] button',
        ),
        422,
    ),
    Stop("twinning", "respondent", to(f"{CITY}twinning")),
    Stop("twinning not joined", "respondent", to("{walk.half_way}/network/twinning")),
    Stop("roadmap", "respondent", to(f"{CITY}roadmap")),
    Stop("network at the desk", "organiser", to(DESK)),
    Stop("directory at the desk", "organiser", to(f"{DESK}directory")),
    Stop("commitments at the desk", "organiser", to(f"{DESK}commitments")),
    Stop("twinnings at the desk", "organiser", to(f"{DESK}twinning")),
    Stop("matches", "organiser", to(f"{DESK}twinning/matches")),
    Stop("links of a network", "organiser", to(f"{DESK}links")),
    Stop("roadmap at the desk", "organiser", to(f"{DESK}roadmap")),
    Stop("new milestone", "organiser", to(f"{DESK}roadmap/new")),
    Stop(
        "milestone to correct",
        "organiser",
        mistake(
            f"{DESK}roadmap/new",
            {"title": "", "due_on": "2001-01-01"},
            'main form[method="post"] button',
        ),
        422,
    ),
    Stop(
        "network yet empty", "organiser", to("/workshops/{walk.own_workshop}/network/")
    ),
)
