"""A page reached by a link inside another."""

import streamlit as st

from components import look

look.page_header(f"{st.query_params.get('statement', 'A statement')}: score 3")
st.session_state["visits"] = st.session_state.get("visits", 0) + 1
with look.card("visits"):
    st.write(f"Visits in this session: {st.session_state['visits']}")
