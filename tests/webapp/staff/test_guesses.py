from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

from webapp.staff import guesses
from webapp.staff.guesses import MOST_GUESSES, WINDOW, GuessLimit

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_ten_guesses_are_taken_and_the_next_is_not() -> None:
    limit = GuessLimit()

    taken = [limit.take("ada", NOON) for _ in range(MOST_GUESSES + 1)]

    assert taken == [True] * MOST_GUESSES + [False]


def test_each_key_is_counted_for_itself() -> None:
    limit = GuessLimit()
    for _ in range(MOST_GUESSES):
        limit.take("ada", NOON)

    assert limit.take("bea", NOON)


def test_guesses_are_forgotten_after_the_window() -> None:
    limit = GuessLimit()
    for _ in range(MOST_GUESSES):
        limit.take("ada", NOON)

    assert not limit.take("ada", NOON + WINDOW - timedelta(seconds=1))
    assert limit.take("ada", NOON + WINDOW)


def test_refused_guesses_do_not_prolong_the_wait() -> None:
    limit = GuessLimit()
    for minute in range(30):
        limit.take("ada", NOON + timedelta(seconds=minute))

    assert limit.take("ada", NOON + WINDOW + timedelta(seconds=1))


def test_the_right_password_forgets_the_guesses() -> None:
    limit = GuessLimit()
    for _ in range(MOST_GUESSES):
        limit.take("ada", NOON)

    limit.forget("ada")

    assert limit.take("ada", NOON)


def test_made_up_addresses_do_not_fill_the_memory() -> None:
    limit = GuessLimit()

    for number in range(guesses.MOST_KEYS + 50):
        limit.take(f"address {number}", NOON)

    assert len(limit._times) == guesses.MOST_KEYS


def test_threads_cannot_take_more_together() -> None:
    limit = GuessLimit()
    taken: list[bool] = []

    def guess() -> None:
        taken.extend(limit.take("ada", NOON) for _ in range(20))

    threads = [Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(taken) == MOST_GUESSES
