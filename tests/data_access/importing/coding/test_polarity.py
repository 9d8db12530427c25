"""What the rules make of the ways in which reports praise and find fault. All text is our own."""

from __future__ import annotations

import pytest

from data_access.importing.coding.suggest import suggest
from data_access.importing.coding.themes import load_codebook

CODEBOOK = load_codebook()


def polarity(text: str, before: str | None = None) -> str:
    return suggest(text, codebook=CODEBOOK, before=before).polarity


@pytest.mark.parametrize(
    "text",
    [
        "Opportunities to join up training had been missed.",
        "There was a lack of evidence that audits changed practice.",
        "The learning had not been embedded in every team.",
        "No such scheme was open to occupational therapists.",
        "Engagement with younger carers was still an area for improvement.",
        "The sensory team had more difficulty getting the courses it needed.",
        "Respite was limited to weekdays.",
        "Practitioners did not necessarily have time to read it.",
        "Recording was inconsistent between localities.",
        "Seventy people were on the waiting list for an adaptation.",
        "Some people waited nine months for a review.",
        "More could be done to find young carers.",
        "The council needed to strengthen its oversight of provider quality.",
        "Thresholds were not always understood.",
        "Only 12% of carers had a direct payment.",
        "Few people were offered a personal budget.",
        "Confidence in the system had fallen.",
        "Staff sickness had risen.",
        "Satisfaction was significantly worse than the England average.",
        "The share of reviews done on time was below the national average.",
        "Vacancies were higher than in similar councils.",
        "Nobody had told the family what would happen next.",
        "The scheme ended without being evaluated.",
        "It would be a lost opportunity to leave carers out.",
    ],
)
def test_a_shortfall_is_found_however_it_is_put(text: str) -> None:
    assert polarity(text) == "shortfall"


@pytest.mark.parametrize(
    "text",
    [
        "There were no delays.",
        "Concerns were passed on without delay.",
        "Waiting times had been reduced.",
        "The waiting list was falling.",
        "The service helped people avoid unnecessary admissions.",
        "People at risk of falls were visited promptly at home.",
        "Staff learned when things went wrong and changed what they did.",
        "Leaders worked with partners to address the issue and listened to feedback.",
        "Learning from complaints was shared in supervision.",
        "Support was not only timely but well planned.",
        "Nobody had to wait for a first visit.",
        "Gaps in recording had been resolved.",
        "A group was set up to reduce inequalities in access, with clear aims.",
        "Interpreters were provided to those who did not speak English.",
        "Processes ensured that people did not fall through the gaps.",
        "There was only 1 late response.",
        "Delays were lower than the national average.",
        "Satisfaction was better than the England average.",
        "Fewer complaints were upheld than in other councils.",
        "The council had identified inequalities and was using its grant to address them.",
        "Healthy challenge was welcomed.",
    ],
)
def test_a_false_friend_is_not_taken_for_a_shortfall(text: str) -> None:
    assert polarity(text) == "strength"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Managers were approachable; however, they had too little time.", "mixed"),
        ("Some teams, however, were short of staff.", "shortfall"),
        ("Apprenticeships worked well, although they were limited to one profession.", "shortfall"),
        ("Whilst staff were sent a great deal, they did not have time to read it.", "shortfall"),
        ("Although the vision was clear, progress was slow.", "shortfall"),
        ("Data was well used, but teams kept their own spreadsheets.", "shortfall"),
        ("Although waits had been long, people were well supported.", "mixed"),
        ("Despite a shortage of nurses, the council had filled every post.", "strength"),
        ("While people waited, a duty worker rang each of them.", "strength"),
        ("Waits were long, but people were kept safe and well informed.", "mixed"),
        ("Some carers were full of praise, others felt abandoned.", "mixed"),
        ("Feedback on the new system was mixed.", "mixed"),
        (
            "Young voices were sometimes lost, so leaders were setting up a youth panel.",
            "in_progress",  # it runs on to what follows from the trouble
        ),
        ("Young voices were lost, so leaders were establishing a youth panel.", "in_progress"),
        ("The framework was weak and was being rewritten.", "shortfall"),
    ],
)
def test_halves_of_a_sentence_are_weighed(text: str, expected: str) -> None:
    assert polarity(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The council was reviewing its charging policy.",
        "A new pathway was being piloted.",
        "A protocol was in development.",
        "They planned to open a second hub.",
        "The challenges with recording were being addressed.",
        "There were plans in place to widen the offer.",
    ],
)
def test_work_under_way_is_no_result_yet(text: str) -> None:
    assert polarity(text) == "in_progress"


@pytest.mark.parametrize(
    "text",
    [
        "The borough has a population of 280,000.",
        "The figure was similar to the England average.",
        "The difference was not statistically different from the average.",
        "Life expectancy was lower than the England average.",
        "The director reports to the chief executive.",
        "",
    ],
)
def test_a_fact_is_context(text: str) -> None:
    assert polarity(text) == "context"


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("Reviews were often late.", "For example, a man's plan was from 2021.", "shortfall"),
        ("Reviews were always on time.", "For example, a man was seen last week.", "strength"),
        (
            "Bridging care was limited.",
            "This meant that some people stayed in hospital.",
            "shortfall",
        ),
        (
            "Staff knew each other well.",
            "However, the courses were in another county.",
            "shortfall",
        ),
        ("Staff were unsupported.", "The borough has two hospitals.", "context"),
    ],
)
def test_a_sentence_that_points_back_takes_what_it_lacks(
    before: str, text: str, expected: str
) -> None:
    assert polarity(text, before) == expected
