"""What staff did, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meter.audit.records import Action, Entry
    from meter.publication.parts import Part


def say_action(action: Action) -> str:
    """Name an action, as in a list to choose from."""
    words: Mapping[Action, str] = {
        "round_opened": _("Opened the round"),
        "round_closed": _("Closed the round for good"),
        "round_frozen": _("Froze the round"),
        "round_thawed": _("Ended the freeze of the round"),
        "unit_described": _("Wrote down facts about the unit"),
        "registration_admitted": _("Admitted a registration"),
        "registration_refused": _("Refused a registration"),
        "invited": _("Invited somebody of the unit"),
        "link_renewed": _("Made a new link for somebody of the unit"),
        "link_withdrawn": _("Withdrew the link of somebody of the unit"),
        "reminded": _("Asked for a reminder to somebody of the unit"),
        "answers_imported": _("Took answers of the unit over from a file"),
        "answer_verified": _("Verified an answer"),
        "answer_returned": _("Returned an answer with a question"),
        "reopening_asked": _("Asked for its answers to be reopened"),
        "response_reopened": _("Reopened the answers"),
        "response_accepted": _("Accepted the answers"),
        "reviewer_named": _("Named a reviewer"),
        "reviewer_withdrawn": _("Withdrew a reviewer"),
        "peers_declared": _("Said how much units see of each other"),
        "peers_released": _("Let the units see the comparison"),
        "figures_published": _("Set published figures beside the results"),
        "figures_dropped": _("Took published figures away"),
        "edition_published": _("Published an edition for everybody"),
        "edition_withdrawn": _("Withdrew an edition"),
        "package_made": _("Made a research package"),
        "links_extended": _("Let links go on for the network"),
        "twinning_proposed": _("Proposed a twinning"),
        "contribution_published": _("Published what was contributed"),
        "contribution_returned": _("Returned what was contributed"),
        "contribution_withdrawn": _("Withdrew what was contributed"),
        "member_named": _("Named a member"),
        "member_withdrawn": _("Withdrew a member"),
        "account_added": _("Added an account"),
        "account_disabled": _("Shut an account"),
        "account_enabled": _("Opened an account again"),
        "account_link_made": _("Made a link to set a password"),
        "administrator_named": _("Made somebody an administrator"),
        "administrator_withdrawn": _("Made somebody an administrator no longer"),
        "answer_written": _("Wrote an answer by a program"),
        "token_made": _("Made a token for a program"),
        "token_revoked": _("Revoked the token of a program"),
        "webhook_added": _("Added an address that is told of events"),
        "webhook_removed": _("Removed an address that is told of events"),
    }
    return words[action]


def say_part(action: Action, part: Part) -> str:
    """Tell a unit what a package or an edition holds of it."""
    of_package: Mapping[Part, str] = {
        "named": _("Your answers are in it, with the name of your unit."),
        "unnamed": _("Your answers are in it, without the name of your unit."),
        "absent": _("Your answers are not in it."),
    }
    of_edition: Mapping[Part, str] = {
        "named": _("Your unit was named in it."),
        "unnamed": _("Your unit was counted in it, without its name."),
        "absent": _("Your unit was not in it."),
    }
    return (of_package if action == "package_made" else of_edition)[part]


def say_who(entry: Entry) -> str:
    """Name who acted, by the name that they had then; METER where nobody was.

    Of a unit that asks for something the trail keeps no name of a person.
    """
    return _("The unit") if entry.role == "focal_point" else entry.who or "METER"
