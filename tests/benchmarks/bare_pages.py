"""Two pages of one title each: the least that going from one to another can cost."""

import streamlit as st


def first() -> None:
    """The one."""
    st.title("First bare page")


def second() -> None:
    """The other."""
    st.title("Second bare page")


st.navigation(
    [
        st.Page(first, title="First", url_path="first"),
        st.Page(second, title="Second", url_path="second"),
    ],
    position="hidden",
).run()
