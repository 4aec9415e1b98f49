"""What a city sees of a second round: what changed, and what it plans."""

from __future__ import annotations

from stops.stop import Stop, mistake, to

STOPS = (
    Stop("second hub", "respondent", to("{walk.again}/")),
    Stop("second result", "respondent", to("{walk.again}/result")),
    Stop("changes", "respondent", to("{walk.again}/changes")),
    Stop("nothing to set beside", "respondent", to("{walk.half_way}/changes")),
    Stop("work plan", "respondent", to("{walk.again}/plan")),
    Stop("plan yet empty", "respondent", to("{walk.half_way}/plan")),
    Stop(
        "plan to correct",
        "respondent",
        mistake(
            "{walk.again}/plan",
            {"words": "", "due_on": "2001-01-01"},
            'form[action$="/plan"] button',
        ),
        422,
    ),
)
