from __future__ import annotations

from instruments.model.answers import SENTENCES, AnswerError, AnswerFault, Missing


def test_reasons_are_five() -> None:
    assert [str(reason) for reason in Missing] == [
        "unanswered",
        "not_asked",
        "not_applicable",
        "dont_know",
        "refused",
    ]


def test_every_fault_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert set(SENTENCES) == set(AnswerFault)


def test_an_error_keeps_its_facts_and_says_them() -> None:
    error = AnswerError(AnswerFault.NOT_AN_OPTION, given="x", options=["a", "b"])

    assert error.facts == {"given": "x", "options": ["a", "b"]}
    assert str(error) == "'x' is not an option; use one of 'a', 'b'."
