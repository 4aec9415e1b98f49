"""A stream gives the answers of a round as of one moment, while people go on saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.comparison.answer_stream import list_written, open_stream
from meter.comparison.errors import StaleCodesError
from meter.comparison.frames import round_answers
from meter.errors import NotFoundError
from meter.fieldwork.responses import save_answers
from meter.storage.repository.packed import Packed, sort_packed
from meter.storage.repository.responses import update_response
from scoring.errors import PackedAnswersError
from tests.meter.comparison.kept import submit

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


@pytest.fixture
def answered(workshop: Workshop) -> Workshop:
    """Three units have submitted, a fourth has not."""
    submit(workshop, workshop.response_id, {"site": "no", "note": "=1+1"})
    for number, code in enumerate(("none", "partly")):
        given = workshop.invite_unit(f"City {number}")
        submit(workshop, given.response_id, {"law": code, "site": "yes", "users": 7.0})
    workshop.invite_unit("Draft")
    return workshop


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_blocks_of_any_size_give_the_same_answers(
    answered: Workshop, rows: int
) -> None:
    whole = round_answers(answered.store, answered.round.id)

    with open_stream(answered.store, answered.round.id) as stream:
        blocks = list(stream.read(rows))

    assert stream.units == 3
    assert [name for block in blocks for name in block.names] == whole.names
    assert [one for block in blocks for one in block.unit_ids] == whole.unit_ids
    assert b"".join(b.coded.tobytes() for b in blocks) == whole.coded.tobytes()
    assert max(map(len, blocks)) <= rows


def test_words_come_with_the_codes(answered: Workshop) -> None:
    with open_stream(answered.store, answered.round.id) as stream:
        (block,) = stream.read()

    assert list_written(answered.instrument) == ["note", "since"]
    assert block.words == {(answered.unit.id, "note"): "=1+1"}


def test_a_save_neither_waits_for_a_stream_nor_is_seen_by_it(
    answered: Workshop,
) -> None:
    given = answered.invite_unit("Late")

    with open_stream(answered.store, answered.round.id) as stream:
        blocks = stream.read(1)
        names = next(blocks).names
        # All of this is committed while the stream stands open.
        submit(answered, given.response_id, {"site": "no"})
        names += [name for block in blocks for name in block.names]

    assert names == ["Marenda", "City 0", "City 1"]
    with open_stream(answered.store, answered.round.id) as stream:
        assert stream.units == 4


def test_the_fingerprint_tells_other_answers_and_no_others(answered: Workshop) -> None:
    store, number = answered.store, answered.round.id

    def tell() -> str:
        with open_stream(store, number) as stream:
            return stream.fingerprint()

    first = tell()
    draft = answered.invite_unit("Other").response_id
    save_answers(store, draft, {"law": "none"}, {}, "Ana", answered.at)
    assert tell() == first
    submit(answered, draft, {"site": "no"})
    assert tell() != first


def test_a_round_that_nobody_answered_has_no_blocks(workshop: Workshop) -> None:
    with open_stream(workshop.store, workshop.round.id) as stream:
        assert (stream.units, list(stream.read())) == (0, [])


def test_what_cannot_be_read_is_refused(answered: Workshop) -> None:
    def change(**values: object) -> None:
        answered.store.write(
            lambda one: update_response(one, answered.response_id, values)
        )

    with pytest.raises(NotFoundError), open_stream(answered.store, 99):
        pass
    change(coded=b"short")
    with (
        open_stream(answered.store, answered.round.id) as stream,
        pytest.raises(PackedAnswersError, match="5 bytes"),
    ):
        list(stream.read())
    change(coded_meaning="0" * 64)
    with (
        pytest.raises(StaleCodesError),
        open_stream(answered.store, answered.round.id),
    ):
        pass


def test_rows_that_come_in_any_order_are_put_in_that_of_the_ids() -> None:
    found = sort_packed(Packed([3, 1, 2], ["c", "a", "b"], b"ccaabb", 2))

    assert found == Packed([1, 2, 3], ["a", "b", "c"], b"aabbcc", 2)
