"""Empty, loading, error and done."""

import time

import streamlit as st

from components import look

look.page_header("There is nothing to show yet", "What each of these says and offers.")
a, b = look.row(1, 1)
with a, look.card("empty"):
    look.empty(
        "No findings for this statement yet",
        "Import a report, and its findings appear here sentence by sentence.",
        action=look.link("Go to the Data page", "controls"),
    )
with b, look.card("error"):
    look.error(
        "This file could not be read",
        "Nothing was imported. Save the page as HTML or PDF and try again.",
        detail="equity.docx: not a Word document",
    )
with look.card("done"):
    look.done("9 scores and 214 findings landed", "They are on the Overview now.")
with look.card("slow"):
    if st.button("Wait four seconds"):
        with look.loading("Reading nine pages…"):
            time.sleep(4)
        st.write("Done.")
    else:
        st.write("Not waiting.")
