"""Figures of a report to be taken or left: under their sentence, and none taken unasked."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    from datetime import date

    import streamlit as st

    from components.widgets.importing.figures import ReadFigure, confirm_figures

    first, last = date(2023, 4, 1), date(2024, 3, 31)
    said = "70% felt safe, against 71% in England."
    figures = [
        ReadFigure("People who feel safe", 70.0, "percent", first, last, "2023-24", "", said),
        ReadFigure("People who feel safe, England", 71.0, "percent", None, None, "", "", said),
    ]
    for taken in confirm_figures(figures, key="page"):
        st.text(f"{taken.place}: {taken.value:g}, from {taken.first}")


def test_a_sentence_stands_once_above_its_figures_and_a_taken_one_can_be_mended() -> None:
    app = AppTest.from_function(page).run()
    assert [box.value for box in app.checkbox] == [False, False]
    assert sum("70% felt safe" in getattr(each, "body", "") for each in app.get("html")) == 1
    assert not app.text
    app.checkbox[1].check().run()
    assert [each.value for each in app.text] == ["1: 71, from None"]
    app.number_input[0].set_value(72.0).run()
    assert [each.value for each in app.text] == ["1: 72, from None"]
