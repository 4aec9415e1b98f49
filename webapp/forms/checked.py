"""Fields checked by parsers of ours, with the sentence where something does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms.validators import StopValidation, ValidationError

from meter.comparison.errors import (
    FigureColumnsError,
    FigureError,
    FigureRangeError,
    NobodyFoundError,
    RepeatedFigureError,
)
from meter.errors import DataError, StateError
from meter.exchange.errors import (
    AllKnownError,
    BusyPackageError,
    EmptyPackageError,
    SheetError,
    SheetSizeError,
    UnwritableFileError,
)
from meter.fieldwork.errors import (
    AccountTakenError,
    AccountUnknownError,
    AlreadyInvitedError,
    AnswersChangedError,
    LastAdministratorError,
    LongRowError,
    NotReviewedError,
    NotSubmittedError,
    PasswordError,
    PasswordSetError,
    RelativeMethodError,
    ReopeningAskedError,
    ResponseSubmittedError,
    RoundClosedError,
    RoundFrozenError,
    RoundKeyError,
    RoundKeyTakenError,
    RoundNotOpenError,
    SeenError,
    SheetColumnsError,
    StepChangedError,
    StepCountError,
)
from meter.fieldwork.given.errors import (
    EmailError,
    LanguagesError,
    PastDayError,
    ProfileError,
    TitleError,
    WordsError,
)
from meter.integration.errors import (
    EventsError,
    HookAddressError,
    LifetimeError,
    ScopesError,
    TooManyError,
)
from meter.network.errors import (
    AlreadyTwinnedError,
    ChangedMeanwhileError,
    LanguageError,
    MilestoneDaysError,
    MilestoneOrderError,
    NothingSharedError,
    NotTwinningError,
    PhoneError,
    ReasonMissingError,
    ThemeError,
    TwinningOverError,
)
from meter.peers.errors import (
    ConsentExceedsError,
    NothingDeclaredError,
    PeersWidenedError,
)
from meter.publication.errors import (
    NobodyAgreedError,
    NoMoreAlikeError,
    NothingMeasuredError,
    PackageOvertakenError,
    TooFewAlikeError,
)
from meter.storage.errors import NotSavedError
from meter.workshops.errors import (
    AlreadyDecidedError,
    NotOpenedError,
    OwnRoleError,
    RegistrationClosedError,
    RegistrationsFullError,
    TimeZoneError,
    UnknownRoleError,
    VenueDaysError,
    WorkshopKeyError,
    WorkshopKeyTakenError,
)
from webapp.forms.facts import word_facts
from webapp.languages import gettext as _
from webapp.languages import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from wtforms import Field, Form

SENTENCES: dict[type[Exception], str] = {
    EmailError: mark("Write one e-mail address, like name@example.org."),
    TitleError: mark("Write 1 to 200 characters on one line."),
    RoundKeyError: mark(
        "Use small letters, digits, - and _, begin with a letter, and stay within 60 "
        "characters."
    ),
    RelativeMethodError: mark(
        "Scores under this method depend on the other units, so a round cannot score"
        " one response alone. Choose a method with goalposts."
    ),
    LanguagesError: mark(
        "“%(given)s” cannot be read as a language. Write tags such as fr or zh-Hant,"
        " with semicolons between."
    ),
    TimeZoneError: mark(
        "Choose a time zone of the list, such as Asia/Seoul: the continent, then a"
        " large city."
    ),
    VenueDaysError: mark("Choose a last day that is not before the first."),
    WorkshopKeyError: mark(
        "Use small letters, digits, - and _, begin with a letter, and stay within 60 "
        "characters."
    ),
    WorkshopKeyTakenError: mark("Another workshop has this key. Choose another one."),
    NotOpenedError: mark(
        "Open the first round first: a second one starts from its answers."
    ),
    AlreadyDecidedError: mark("%(unit)s has been admitted or declined already."),
    RegistrationClosedError: mark(
        "Nothing was sent: registration is closed. Ask the organiser to invite you."
    ),
    RegistrationsFullError: mark(
        "Nothing was sent: very many registrations wait already. Try again tomorrow."
    ),
    RoundKeyTakenError: mark("Another round has this key. Choose another one."),
    SeenError: mark(
        "%(person)s has seen answers of others, so these stay as they were given."
    ),
    ResponseSubmittedError: mark(
        "These answers have been submitted and cannot be changed."
    ),
    StepCountError: mark(
        "The plan has %(most)s steps already. Remove one before you add another."
    ),
    StepChangedError: mark(
        "Nothing was kept: %(by)s has changed this step meanwhile. Read it as it"
        " stands now."
    ),
    NotSavedError: mark(
        "Nothing was saved: the server could not write just now. Try again in a minute."
    ),
    AlreadyInvitedError: mark(
        "%(email)s answers for this unit already, by a link of the organiser's. That"
        " link stays as it is."
    ),
    AnswersChangedError: mark(
        "Nothing was recorded: the unit changed what you were reading. Read the answers"
        " as they stand now."
    ),
    NotReviewedError: mark("This round has no review."),
    NotSubmittedError: mark(
        "These answers are being changed. Wait until they are submitted again."
    ),
    ReopeningAskedError: mark(
        "Nothing was sent: %(by)s has asked already. The organiser decides."
    ),
    AccountUnknownError: mark(
        "Nobody with the address %(email)s has an account here. Whoever runs the server"
        " makes one with meter account add."
    ),
    OwnRoleError: mark("%(email)s organises the workshop already."),
    UnknownRoleError: mark("Choose one of the roles."),
    AccountTakenError: mark("%(email)s has an account already."),
    LastAdministratorError: mark(
        "%(email)s is the last administrator. Make somebody else one first."
    ),
    PasswordError: mark("Use at least %(least)s characters."),
    PasswordSetError: mark(
        "%(email)s has set a password, or is shut. Whoever runs the server sets another"
        " with meter account password."
    ),
    WordsError: mark("Write 1 to %(most)s characters."),
    PastDayError: mark(
        "Nothing was kept: %(day)s is more than ten years ago. Check the year and"
        " choose %(earliest)s or a later day."
    ),
    ConsentExceedsError: mark(
        "Nothing was kept: the organiser lets less be seen now. Choose again."
    ),
    NobodyAgreedError: mark(
        "Nothing was published: no unit whose result counts lets the public see"
        " anything. Ask the units to decide first."
    ),
    NothingMeasuredError: mark(
        "Nothing was published: this round scores nothing. Publish a round that has a"
        " method."
    ),
    NothingDeclaredError: mark(
        "Nothing was released: the units see nothing of each other in this round."
    ),
    PeersWidenedError: mark(
        "Units have decided already by what this round declares. It can declare less,"
        " and no more."
    ),
    ProfileError: mark("Give a number in the range, or one of the choices."),
    RoundClosedError: mark("The round is closed and takes no more answers."),
    EmptyPackageError: mark("No answer in this round counts yet."),
    AllKnownError: mark(
        "No package was made: others have read name and scores of every unit whose"
        " answers count, and their answers would be found by them. Ask the units to"
        " agree to be named beside their answers."
    ),
    TooFewAlikeError: mark(
        "No package was made: since the packages before, some units came in, left or"
        " submitted anew, and fewer than %(fewest)s alike. Whoever has both packages"
        " could find their answers. Use the last package, or wait until at least"
        " %(fewest)s units have done the same."
    ),
    NoMoreAlikeError: mark(
        "No package was made: since the packages before, some units came in, left or"
        " submitted anew, and fewer than %(fewest)s alike. Whoever has both packages"
        " could find their answers. The round takes no more answers: use the last"
        " package. Its organiser can make one that names every unit, for its own use"
        " alone."
    ),
    PackageOvertakenError: mark(
        "No package was made: another package or an edition was made, or a name was"
        " taken back meanwhile. Make it again."
    ),
    BusyPackageError: mark("Other packages are being made now. Try again in a minute."),
    # What it names is a folder of the server.
    UnwritableFileError: mark(
        "The server has no room for the file just now. Try again in a minute; if that"
        " does not help, tell whoever runs it."
    ),
    RoundFrozenError: mark(
        "The round is frozen: nothing of it changes until it is thawed, on the page of"
        " its workshop."
    ),
    RoundNotOpenError: mark("The round is not open yet, and takes no answers."),
    FigureError: mark(
        "%(column)s: write a number, with a point before the decimals, or nothing."
    ),
    FigureRangeError: mark("%(column)s: %(value)s is not between 0 and %(most)s."),
    FigureColumnsError: mark(
        "Beside the names the file needs one column a figure, each with a name of its"
        " own of at most 60 characters, and at most %(most)s of them."
    ),
    RepeatedFigureError: mark("%(name)s is in row %(first)s too. Remove one."),
    NobodyFoundError: mark(
        "No row names a unit of this round. Write the names as the round has them."
    ),
    LongRowError: mark("The row has more cells than the first row has columns."),
    SheetError: mark("The file cannot be read. Save it as CSV (UTF-8) or XLSX."),
    SheetSizeError: mark("The file has more than %(most)s rows. Split it into parts."),
    SheetColumnsError: mark(
        "Columns are missing: %(missing)s. Name the columns in the first row:"
        " %(wanted)s."
    ),
    PhoneError: mark("Write a telephone number in digits, like +82 2 1234 5678."),
    LanguageError: mark(
        "Name each language as you do yours, with commas between; %(name)s is not"
        " known here."
    ),
    ThemeError: mark("Choose themes of this workshop."),
    ReasonMissingError: mark("Say why you give the commitment up."),
    MilestoneDaysError: mark("Choose a last day that is not before the first one."),
    MilestoneOrderError: mark(
        "It would wait for itself, by way of %(titles)s. Choose another milestone, or"
        " nothing."
    ),
    ChangedMeanwhileError: mark(
        "Nothing was saved: it was changed after you opened this page. What stands now"
        " is shown above what you typed; save again to replace it."
    ),
    NotTwinningError: mark("Both cities have to take part in twinning first."),
    NothingSharedError: mark(
        "Neither of the two offers what the other one needs, as things stand now."
    ),
    AlreadyTwinnedError: mark("The two have been proposed to each other already."),
    ScopesError: mark("Choose at least one thing that the token may do."),
    LifetimeError: mark("Choose for how many days the token holds: 1 to %(most)s."),
    EventsError: mark("Choose at least one event of which the address is told."),
    HookAddressError: mark(
        "Events are not sent to this address. Write all of it, beginning with https://,"
        " without a name and password; it must lead to the public internet."
    ),
    TooManyError: mark("There are %(most)s already. Remove one that is not used."),
    TwinningOverError: mark(
        "The twinning has changed meanwhile. Read how it stands now."
    ),
}
"""What to do about an error, in the source language; others say it themselves."""


def explain(error: DataError | StateError) -> str:
    """Write what to do about an error, in the language of the reader."""
    sentence = SENTENCES.get(type(error))
    return _(sentence) % word_facts(error) if sentence else str(error)


class Parsed:
    """A validator that lets through what a parser of ours can read."""

    def __init__(self, parse: Callable[[str], object]) -> None:
        self._parse = parse

    def __call__(self, form: Form, field: Field) -> None:
        """Parse what was given; say what to do where that fails."""
        del form
        try:
            self._parse(field.data or "")
        except DataError as error:
            raise ValidationError(explain(error)) from error


class Given:
    """A validator that asks for something, in the language of the reader."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __call__(self, form: Form, field: Field) -> None:
        """Ask for a value where there is none."""
        del form
        if not (field.data or "").strip():
            raise StopValidation(_(self._sentence))
