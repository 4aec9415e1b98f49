from __future__ import annotations

import instruments


def test_the_package_offers_what_its_list_names() -> None:
    missing = [name for name in instruments.__all__ if not hasattr(instruments, name)]

    assert missing == []


def test_the_example_of_the_readme_works() -> None:
    instrument = instruments.load_instrument("meter")

    assert instrument.title
    assert instruments.list_library()
