"""A context lets nothing through that could end it, and says the same text to who reads it back."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spectable.targets.quoting import Code, Context, join, unsafe

PYTHON = Context(open='"', close='"', escape={"\\": "\\\\", '"': '\\"'}, other="\\u{:04x}", astral="\\U{:08x}")
JAVA = Context(open='"', close='"', escape={"\\": "\\\\", '"': '\\"'}, other="\\u{:04x}", pairs=True)
BLOCK = Context(escape={"*/": "*\\/"}, keep="\n", width=30)


@given(st.text())
def test_a_python_string_reads_back_as_the_text(text: str) -> None:
    assert ast.literal_eval(PYTHON(text)) == text


@given(st.text())
def test_nothing_unsafe_stands_raw(text: str) -> None:
    assert not any(unsafe(c) for c in PYTHON(text))


def test_bidirectional_controls_and_separators_are_escaped() -> None:
    assert PYTHON("a\u202eb\u2028\x00\u200b") == '"a\\u202eb\\u2028\\u0000\\u200b"'


def test_a_point_above_ffff_is_two_units_where_the_language_says_so() -> None:
    assert JAVA("\U000e0001") == '"\\udb40\\udc01"'
    assert PYTHON("\U000e0001") == '"\\U000e0001"'


def test_letters_of_every_alphabet_stand_as_they_are() -> None:
    assert PYTHON("名称 – čeština 🎉") == '"名称 – čeština 🎉"'


def test_the_longest_spelling_is_escaped_first() -> None:
    assert Context(escape={"*/": "X", "*": "Y"})("**/*") == "YXY"


def test_lines_wrap_at_blanks_and_keep_their_bullets() -> None:
    text = "one two three four five six seven\n\n- a bullet that is too long for a line"
    assert BLOCK.lines(text, 4) == (
        "one two three four five",
        "six seven",
        "",
        "- a bullet that is too",
        "  long for a line",
    )


def test_a_block_comment_cannot_be_left() -> None:
    assert "*/" not in BLOCK("a */ b **/")


def test_join_refuses_what_no_context_has_quoted() -> None:
    assert join([Code("a"), Code("b")], ", ") == "a, b"
    with pytest.raises(TypeError, match="'b' was not quoted"):
        join([Code("a"), "b"])  # type: ignore[list-item]
