"""Every control a page may use."""

import streamlit as st

from components import look
from components.look import ScoreLine
from vocabulary.ratings import ScoreKind

look.page_header("Controls look like one family", "Each in its usual, chosen and disabled state.")
left, right = look.row(1, 1)
with left, look.card("inputs"):
    look.card_header("Inputs", small=True)
    st.text_input("Search findings", placeholder="such as supervision", key="controls_search")
    st.text_area("Rationale", key="controls_rationale", height=90)
    st.selectbox("Statement", ["Assessing needs", "Safeguarding"], key="controls_select")
    st.multiselect("Themes", ["Supervision", "Training"], ["Training"], key="controls_multi")
    st.number_input("Score", 1, 4, 3, key="controls_number")
    st.radio("Kind", ["Published", "Self-assessed"], horizontal=True, key="controls_radio")
    st.checkbox("Confirmed by a person", value=True, key="controls_check")
    st.toggle("Only shortfalls", key="controls_toggle")
    st.slider("Score", 1, 4, 3, key="controls_slider")
    st.text_input("Not open", disabled=True, key="controls_disabled")
with right, look.card("buttons"):
    look.card_header("Buttons and choices", small=True)
    with st.container(horizontal=True):
        st.button("Confirm", type="primary")
        st.button("Cancel")
        st.button("Link to this", type="tertiary")
        st.button("Not now", disabled=True)
    st.segmented_control("Polarity", ["All", "Strength", "Shortfall"], default="All")
    st.pills("Category", ["People", "Staff", "Partners"], selection_mode="multi", default=["Staff"])
    first, second = st.tabs(["Findings", "History"])
    with first:
        st.write("Findings are here. **Bold** and [a link](https://example.org).")
    with second:
        st.write("History is here.")
    with st.expander("How this is worked out"):
        st.write("Sum of nine scores ÷ 36, rounded up.")
    with st.expander("Open", expanded=True):
        st.caption("A caption.")
    st.file_uploader("Report", type=["html", "pdf"], accept_multiple_files=True)
    st.info("Nothing lands until you confirm.")
    st.success("9 scores landed.")
    st.warning("Three lines were not recognised.")
    st.error("This file could not be read.")

    @st.dialog("Withdraw this import?")
    def ask() -> None:
        st.write("What it replaced comes back.")
        with st.container(horizontal=True):
            st.button("Withdraw", type="primary")
            st.button("Keep")

    if st.button("Withdraw…"):
        ask()
    with st.form("controls_form"):
        st.text_input("Who assessed", key="controls_who")
        st.form_submit_button("Save", type="primary")
with look.card("kinds"):
    look.score_list(
        "Kinds of score",
        [
            ScoreLine("Published", 3),
            ScoreLine("Self-assessed", 2, ScoreKind.SELF_ASSESSED, note="up from 1 in 2024"),
            ScoreLine("Peer review", 4, ScoreKind.PEER_REVIEW),
            ScoreLine("Inadequate", 1),
            ScoreLine("Not known", None),
        ],
    )
