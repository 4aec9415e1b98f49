"""What may be wrong about what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import StateError

if TYPE_CHECKING:
    from datetime import datetime


class NobodyAgreedError(StateError):
    """No unit of a round lets the public see anything of it."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"No unit of the round '{key}' agreed to be published.")


class NothingMeasuredError(StateError):
    """A round scores nothing, so that there are no figures to publish."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"The round '{key}' scores nothing that could be published.")


class AgreementChangedError(StateError):
    """Somebody else of the unit has decided since the page was read."""

    def __init__(self, who: str, at: datetime) -> None:
        self.who = who
        self.at = at
        super().__init__(f"{who} has decided otherwise since the page was read.")


class EditionWithdrawnError(StateError):
    """An edition is withdrawn; its address stays, its figures are not shown."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Edition {number} is withdrawn.")


class TooFewAlikeError(StateError):
    """Beside the packages before, a new one would set too few units apart."""

    def __init__(self, fewest: int) -> None:
        self.fewest = fewest
        super().__init__(
            "Since the packages that were made before, some units came in, left or"
            f" submitted anew, and fewer than {fewest} alike: whoever has both packages"
            " could find their answers. Use the last package, or wait until at least"
            f" {fewest} units have done the same."
        )


class NoMoreAlikeError(StateError):
    """As TooFewAlikeError, in a round that takes no more answers: it stays so."""

    def __init__(self, fewest: int) -> None:
        self.fewest = fewest
        super().__init__(
            "Since the packages that were made before, some units came in, left or"
            f" submitted anew, and fewer than {fewest} alike: whoever has both packages"
            " could find their answers. The round takes no more answers: use the last"
            " package. Its organiser can make one that names every unit, for its own"
            " use alone."
        )


class PackageOvertakenError(StateError):
    """Something of the round was told, or taken back, while a package was made."""

    def __init__(self) -> None:
        super().__init__(
            "Another package or an edition was made, or a name taken back meanwhile."
            " Make this one again."
        )
