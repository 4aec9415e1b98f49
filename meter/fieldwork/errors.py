"""Why something cannot be done in a round, for a response, or by a link.

DataError, exit 11, data (meter/errors.py)
    RoundKeyError, UnknownMethodError, RelativeMethodError
    PasswordError, AccountUnknownError, OperationError, UnknownSectionError
    SheetColumnsError, StrangeColumnError, LongRowError, RepeatedRowError
StateError, exit 12, state
    RoundKeyTakenError, AccountTakenError, RoundNotOpenError
    LastAdministratorError, PasswordSetError
    RoundClosedError: RoundFrozenError
    ResponseSubmittedError, IncompleteError, AnswersChangedError
    HandedInError, SeenError                                answering apart
    AlreadyInvitedError, NotAssignedError, DelegateError    delegates
    NotReturnedError, NotReviewedError, NotSubmittedError   review
    OpenQuestionsError, NoQuestionError, ReopeningAskedError
    FileQuotaError, EvidenceCountError                      evidence
    StepCountError, StepChangedError                        work plans
    InvitationError: InvitationExpiredError, InvitationRevokedError
NotFoundError, exit 13, not found
    LinkUnknownError
    InvitationUnknownError (an InvitationError too)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import DataError, MeterError, NotFoundError, StateError

if TYPE_CHECKING:
    from collections.abc import Sequence


class RoundKeyError(DataError):
    """A key for a round is not written as keys are."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f'"{key}" cannot be the key of a round. Use small letters, digits, - and _,'
            " begin with a letter, and stay within 60 characters."
        )


class PasswordError(DataError):
    """A password is too short to be kept."""

    def __init__(self, least: int) -> None:
        self.least = least
        super().__init__(f"The password is too short. Use at least {least} characters.")


class OperationError(DataError):
    """The name of a save is too long to be kept."""

    def __init__(self, operation: str, most: int) -> None:
        self.operation = operation
        self.most = most
        super().__init__(f"The operation id is longer than {most} characters.")


class UnknownMethodError(DataError):
    """An instrument does not declare the method that a round asks for."""

    def __init__(self, method: str, known: Sequence[str]) -> None:
        self.method = method
        self.known = tuple(known)
        super().__init__(
            f'The instrument has no method "{method}". It has: {", ".join(known)}.'
        )


class RelativeMethodError(DataError):
    """Every score of a method depends on the other units, so no response has one."""

    def __init__(self, method: str) -> None:
        self.method = method
        super().__init__(
            f'Scores of the method "{method}" depend on the other units, and a round '
            "scores each response as it is handed in. Choose a method with goalposts, "
            "and restate the round under this one when it is over."
        )


class SheetColumnsError(DataError):
    """A table lacks columns that it must have."""

    def __init__(self, missing: Sequence[str], wanted: Sequence[str]) -> None:
        self.missing = tuple(missing)
        self.wanted = tuple(wanted)
        super().__init__(
            f"The file has no column {' and no column '.join(self.missing)}."
            f" Name the columns in its first row: {', '.join(wanted)}."
        )


class StrangeColumnError(DataError):
    """A table has a column that means nothing here."""

    def __init__(self, column: str, known: Sequence[str]) -> None:
        self.column = column
        self.known = tuple(known)
        super().__init__(
            f'Column "{column}" is ignored. Known columns: {", ".join(known)}.'
        )


class LongRowError(DataError):
    """A row of a table has more cells than the table has columns."""

    def __init__(self) -> None:
        super().__init__(
            "It has more cells than the first row. Put quotes around"
            " text with a comma in it."
        )


class RepeatedRowError(DataError):
    """A row of a table says what an earlier one says; `first` is that one's number."""

    def __init__(self, name: str, email: str, first: int) -> None:
        self.name = name
        self.email = email
        self.first = first
        super().__init__(f"{name} with {email} is in row {first} too. Remove one.")


class RoundKeyTakenError(StateError):
    """Another round has the key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f'There is already a round "{key}". Choose another key.')


class AccountTakenError(StateError):
    """Another account has the e-mail address."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(f"There is already an account for {email}.")


class LastAdministratorError(StateError):
    """Nobody would look after the accounts any more."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(
            f"{email} is the last administrator. Make somebody else one first."
        )


class PasswordSetError(StateError):
    """An account that is shut, or whose holder has set a password, gets no link."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(
            f"{email} has a password, or is shut. Whoever runs the server sets another"
            f" with: meter account password {email}"
        )


class LinkUnknownError(NotFoundError):
    """A link to set a password is used, replaced, too old, or was none."""

    def __init__(self) -> None:
        MeterError.__init__(
            self,
            "This link does not work any more. Ask an administrator for a new one.",
        )


class RoundClosedError(StateError):
    """A round no longer takes answers."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f'The round "{key}" is closed and takes no more answers.')


class RoundFrozenError(RoundClosedError):
    """A round is frozen for now: nothing of it changes until it is thawed."""

    def __init__(self, key: str) -> None:
        self.key = key
        StateError.__init__(
            self,
            f'The round "{key}" is frozen: its answers stay as they are, so that all'
            " look at the same numbers. The organiser can thaw it.",
        )


class RoundNotOpenError(StateError):
    """A round does not take answers yet."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f'The round "{key}" is not open yet.')


class ResponseSubmittedError(StateError):
    """A response has been submitted and stays as it is."""

    def __init__(self, response_id: int) -> None:
        self.response_id = response_id
        super().__init__("These answers have been submitted and cannot be changed.")


class IncompleteError(StateError):
    """A response lacks answers that it must have before submission."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = tuple(items)
        super().__init__(
            f"Answer these items before you submit: {', '.join(self.items)}."
        )


class HandedInError(StateError):
    """A person's answers apart are handed in and stay as they are."""

    def __init__(self, response_id: int) -> None:
        self.response_id = response_id
        super().__init__(
            "These answers have been handed in. The focal point can give them back."
        )


class SeenError(StateError):
    """Answers apart are not given back to somebody who has seen the others'."""

    def __init__(self, person: str) -> None:
        self.person = person
        super().__init__(
            f"{person} has seen answers of others, so these stay as they were given."
        )


class AlreadyInvitedError(StateError):
    """A person has a link of the organiser's to the same response."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(
            f"{email} answers for this unit already, by a link of the organiser's."
            " That link stays as it is."
        )


class AnswersChangedError(StateError):
    """Answers were changed since the reviewer saw them; nothing was recorded."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = tuple(items)
        super().__init__(
            f"These answers were changed meanwhile: {', '.join(self.items)}."
            " Read them again first."
        )


class NotReturnedError(StateError):
    """Answers are changed that the review did not return."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = tuple(items)
        super().__init__(
            f"These answers were not returned and stay: {', '.join(self.items)}."
        )


class NotReviewedError(StateError):
    """A round's answers are not reviewed."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f'The round "{key}" declares no review.')


class NotSubmittedError(StateError):
    """A response is not submitted, or not again after it was taken back."""

    def __init__(self, response_id: int) -> None:
        self.response_id = response_id
        super().__init__("These answers are not submitted. Wait until they are.")


class ReopeningAskedError(StateError):
    """A unit asks for its answers to be reopened, and has asked already."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(f"{by} has asked already. Wait for the organiser.")


class OpenQuestionsError(StateError):
    """A response is submitted again while questions of its review are open."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = tuple(items)
        super().__init__(
            f"Reply about these items before you submit: {', '.join(self.items)}."
        )


class NoQuestionError(StateError):
    """Somebody replies where the review asked nothing, or is content by now."""

    def __init__(self, item: str) -> None:
        self.item = item
        super().__init__(f'Nothing is asked about "{item}" now.')


class NotAssignedError(StateError):
    """A delegate changes answers of sections that are not theirs."""

    def __init__(self, sections: Sequence[str]) -> None:
        self.sections = tuple(sections)
        super().__init__(
            f"These sections are not yours to answer: {', '.join(self.sections)}."
            " Ask the focal point to assign them to you."
        )


class DelegateError(StateError):
    """A delegate does what only a focal point may do."""

    def __init__(self) -> None:
        super().__init__(
            "Only the focal point, whom the organiser invited, can do this."
        )


class AccountUnknownError(DataError):
    """No account that works has the address of somebody who is given a role."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(
            f"{email} has no account. Make one with: meter account add {email}"
        )


class UnknownSectionError(DataError):
    """A delegate is given a section that the questionnaire does not have."""

    def __init__(self, section: str, known: Sequence[str]) -> None:
        self.section = section
        self.known = tuple(known)
        super().__init__(
            f'There is no section "{section}". Choose among: {", ".join(known)}.'
        )


class FileQuotaError(StateError):
    """The files of a response would come to more than is kept; sizes are in bytes."""

    def __init__(self, used: int, size: int, most: int) -> None:
        self.used = used
        self.size = size
        self.most = most
        super().__init__(
            f"{used} of {most} bytes are used, and the file has {size}. Remove a file,"
            " or add a link instead."
        )


class EvidenceCountError(StateError):
    """An answer has as much evidence as it may."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(
            f"There are {most} links and files here already. Remove one first."
        )


class StepCountError(StateError):
    """A work plan has as many steps as it may."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"The plan has {most} steps already. Remove one first.")


class StepChangedError(StateError):
    """A step of a work plan was changed since it was read; nothing was kept."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(f"{by} has changed this step meanwhile. Read it again first.")


class InvitationError(MeterError):
    """An invitation link does not let anybody in."""


class InvitationUnknownError(InvitationError, NotFoundError):
    """No invitation has the link: mistyped, cut off, or replaced by a newer one."""

    def __init__(self) -> None:
        MeterError.__init__(
            self,
            "This invitation link is not known. Use the newest link you were sent,"
            " or ask the organiser for a new one.",
        )


class InvitationExpiredError(InvitationError, StateError):
    """An invitation link is past its last day."""

    def __init__(self) -> None:
        super().__init__(
            "This invitation link has expired. Ask the organiser for a new one."
        )


class InvitationRevokedError(InvitationError, StateError):
    """The organiser has withdrawn an invitation."""

    def __init__(self) -> None:
        super().__init__(
            "This invitation has been withdrawn. Ask the organiser if that is a"
            " surprise."
        )
