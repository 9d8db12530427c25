"""Practice: does what we learn from audits change practice?"""

from datetime import timedelta

import streamlit as st

from components import look
from components.exhibits.learning.learning_loop import practice_answer
from components.web.address import understood
from components.widgets.exhibits.card import no_records_card
from components.widgets.exhibits.draw import draw_exhibit
from pages.parts.subject_page import draw_exhibits, subject_page

PAGE = "practice"
SAMPLE_SIZES = ("20", "30", "40", "60", "100")

showing = subject_page(
    PAGE,
    lambda exhibits: practice_answer(exhibits("learning_loop")),
    teams_of=("audit",),
)
if all(showing.records[name].is_empty() for name in ("audit", "learning")):
    no_records_card(showing("learning_loop"), records="practice audits and lessons")
    st.stop()
look.subpage_links([("Hold a quality-assurance review", "review")])
draw_exhibits(
    showing,
    {
        "learning_loop": "Learning loop",
        "audit_grades": "Grades",
        "audit_repeats": "Found again",
        "learning_not_evidenced": "Not shown",
        "audit_voice": "The person's voice",
        "audit_teams": "Teams",
        "audit_areas": "Practice areas",
        "audit_moderation": "Moderation",
    },
    page=PAGE,
    apart=[look.Place(None, "Next sample", "audit_sample")],
)
# The sample with its size and seed, both in the address.
next_month = (showing.view.today.replace(day=1) + timedelta(days=31)).replace(day=1)
with look.filters("sample"):
    understood("size of sample", "sample", {each: each for each in SAMPLE_SIZES})
    size = st.selectbox(
        "Audits in the next sample", SAMPLE_SIZES, key="sample", bind="query-params"
    )
    seed = st.text_input(
        "Name of the sample", f"{next_month:%Y-%m}", key="seed", bind="query-params", max_chars=40
    )
sample = showing("audit_sample", size=int(size), seed=(seed or "").strip() or "1")
draw_exhibit(sample, page=PAGE)
