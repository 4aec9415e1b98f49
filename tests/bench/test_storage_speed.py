"""The store keeps the speeds that it promises, as ratios within one run."""

from __future__ import annotations

import pytest

from tests.bench.bench_storage import (
    GROUPING_GAIN_MIN,
    READ_RATIO_MAX,
    SLOW_COMMIT_SECONDS,
    measure_saving,
    report_reading,
    say,
)


@pytest.mark.bench
def test_a_round_of_100_000_becomes_a_frame_within_3_times_a_parquet_file() -> None:
    assert report_reading().ratio <= READ_RATIO_MAX


@pytest.mark.bench
def test_grouped_commits_carry_a_room_where_the_disk_is_slow() -> None:
    grouped, alone = (
        measure_saving(32, grouped=way, commit_seconds=SLOW_COMMIT_SECONDS)
        for way in (True, False)
    )

    say(f"\n32 people: {grouped.a_second:,.0f} and {alone.a_second:,.0f} a second")
    assert grouped.a_second >= GROUPING_GAIN_MIN * alone.a_second
