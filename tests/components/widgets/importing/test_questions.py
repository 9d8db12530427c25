"""What a file says is shown as it is, never as formatting."""

from __future__ import annotations

import pytest

from components.widgets.importing.questions import Item, escaped, item_label


@pytest.mark.parametrize("text", ["*Excludes*", "[c]", ":red[x]", "a_b_c", "$1$", "`code`", "#1"])
def test_marks_of_a_text_are_no_formatting(text: str) -> None:
    shown = escaped(text)
    assert shown.replace("\\", "") == text.replace("\\", "")
    assert all(
        shown[place - 1] == "\\" for place, letter in enumerate(shown) if letter in "*_[]$`#:"
    )


def test_a_word_is_named_with_how_often_it_comes() -> None:
    assert item_label(Item("NFA", "4 rows")) == "‘NFA’, 4 rows"
    assert item_label(Item("OT")) == "‘OT’"
