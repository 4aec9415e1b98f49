"""Whether acknowledged saves make one serial order with what is stored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from instruments import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from instruments import Answer
    from meter.records import Change, Receipt


@dataclass(frozen=True)
class Save:
    """One save as it was sent; its name is its operation, and stands as its author."""

    name: str
    person: int
    answers: Mapping[str, Answer]
    seen: Mapping[str, int]


@dataclass
class Record:
    """What was sent and what was acknowledged, in the order of each person."""

    sent: dict[str, Save] = field(default_factory=dict)
    told: dict[str, Receipt] = field(default_factory=dict)
    second_tellings: list[str] = field(default_factory=list)

    def note(self, save: Save, receipt: Receipt) -> None:
        """Note an acknowledgement; of the same save twice it has to be the same."""
        if save.name not in self.told:
            self.told[save.name] = receipt
        elif self.told[save.name] != receipt:
            self.second_tellings.append(save.name)


def list_faults(record: Record, histories: Mapping[str, Sequence[Change]]) -> list[str]:
    """List what contradicts a serial order; empty where there is one."""
    return [
        *(f"{name} was told two things" for name in record.second_tellings),
        *_list_broken_chains(record, histories),
        *_list_false_receipts(record, histories),
        *_list_cycles(record, histories),
    ]


def _list_broken_chains(
    record: Record, histories: Mapping[str, Sequence[Change]]
) -> Iterator[str]:
    """Every change was sent, follows the one before, and was acknowledged."""
    for item, changes in histories.items():
        former = None
        for number, change in enumerate(changes, 1):
            place = f"{item} {number}"
            if (change.revision, change.former) != (number, former):
                yield f"{place} does not follow what stood before"
            save = record.sent.get(change.changed_by)
            if save is None or save.answers.get(item) != change.answer:
                yield f"{place} was never sent"
            elif record.told[save.name].saved.get(item) != number:
                yield f"{place} was not acknowledged"
            former = change.answer


def _list_false_receipts(
    record: Record, histories: Mapping[str, Sequence[Change]]
) -> Iterator[str]:
    """What a receipt says of an item is what stood there."""
    for name, receipt in record.told.items():
        save = record.sent[name]
        for item, revision in receipt.saved.items():
            yield from _judge_saved(save, item, revision, histories[item])
        for item, stored in receipt.conflicts.items():
            if histories[item][stored.revision - 1].answer != stored.answer:
                yield f"{name} was shown another {item} {stored.revision}"


def _judge_saved(
    save: Save, item: str, revision: int, changes: Sequence[Change]
) -> Iterator[str]:
    """What counts as saved is there, written by one who knew what stood before."""
    if revision == 0 and save.answers[item] is Missing.UNANSWERED:
        return  # nothing was there, and nothing was to be
    if not 0 < revision <= len(changes):
        yield f"{save.name} was told of {item} {revision}, which is not there"
        return
    change = changes[revision - 1]
    if change.answer != save.answers[item]:
        yield f"{save.name} is lost from {item}"
    if change.changed_by == save.name and save.seen[item] != revision - 1 > 0:
        yield f"{save.name} wrote over {item} {revision - 1} without having seen it"


def _list_cycles(
    record: Record, histories: Mapping[str, Sequence[Change]]
) -> Iterator[str]:
    """Saves that each come before the other have no serial order."""
    graph: dict[str, set[str]] = defaultdict(set)
    for earlier, later in _order_persons(record):
        graph[later].add(earlier)
    for name, receipt in record.told.items():
        found = {item: stored.revision for item, stored in receipt.conflicts.items()}
        for item, revision in {**receipt.saved, **found}.items():
            for earlier, later in _order_reads(name, histories[item], revision):
                graph[later].add(earlier)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"no order of {', '.join(error.args[1])}"


def _order_persons(record: Record) -> Iterable[tuple[str, str]]:
    """Pair each save with the one that its person sent before it."""
    last: dict[int, str] = {}
    for name in record.told:
        person = record.sent[name].person
        if person in last:
            yield last[person], name
        last[person] = name


def _order_reads(
    name: str, changes: Sequence[Change], revision: int
) -> Iterable[tuple[str, str]]:
    """Whoever met a revision comes after its writer and before the next one."""
    writers = [change.changed_by for change in changes]
    before, after = writers[:revision], writers[revision : revision + 1]
    if before and before[-1] == name:
        before.pop()
    yield from ((earlier, name) for earlier in before[-1:])
    yield from ((name, later) for later in after)
