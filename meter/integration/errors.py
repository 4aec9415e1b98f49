"""What may go wrong between METER and other programs.

DataError, exit 11, data (meter/errors.py)
    ScopesError, LifetimeError, EventsError, HookAddressError
StateError, exit 12, state
    TokenUnknownError, StaleAnswerError, AgreedAloneError, TooManyError, DeliveryError
"""

from __future__ import annotations

from meter.errors import DataError, StateError


class ScopesError(DataError):
    """A token is to be let do nothing, or something that there is not."""

    def __init__(self) -> None:
        super().__init__("Choose at least one thing that the token may do.")


class LifetimeError(DataError):
    """A token is to hold for no time, or for too long."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"Choose for how many days the token holds: 1 to {most}.")


class EventsError(DataError):
    """A webhook is to be told of nothing, or of something that there is not."""

    def __init__(self) -> None:
        super().__init__("Choose at least one event of which the address is told.")


class HookAddressError(DataError):
    """An address cannot be told of events."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(
            "Events are not sent to this address. Write all of it, beginning with"
            " https://, without a name and password; it must lead to the public"
            " internet."
        )


class TooManyError(StateError):
    """An account has as many tokens or webhooks as it may have."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"There are {most} already. Remove one that is not used.")


class TokenUnknownError(StateError):
    """A token lets nobody in: it is none, is over, or its account is shut."""

    def __init__(self) -> None:
        super().__init__(
            "The token is not known, has expired or was revoked. Make a new one."
        )


class StaleAnswerError(StateError):
    """An answer has another revision than whoever writes it has seen."""

    def __init__(self, item: str) -> None:
        self.item = item
        super().__init__(
            f"The answer to {item} was changed since. Nothing was written."
        )


class AgreedAloneError(StateError):
    """The answers of a unit whose people answer apart are agreed on by them alone."""

    def __init__(self, round_key: str) -> None:
        self.round_key = round_key
        super().__init__(
            f'The people of a unit answer apart in the round "{round_key}". What they'
            " agree on is for them to write."
        )


class DeliveryError(StateError):
    """A webhook did not take an event."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"The event was not taken: {problem}.")
