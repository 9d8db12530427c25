"""Staff surveys as councils and those who run them hand them over."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.kinds.files import (
    GENERAL,
    document,
    expect,
    keys,
    letter,
    lines,
    page,
    read,
    said,
    sheets,
    workbook,
)

TRAIN = "I can get training specific to my role"
TIME = "I have time to absorb practice information"
SAFE = "I feel safe to raise concerns"
FIGURES = "team question wording responses agree"
PERIOD = GENERAL + 'period = "June 2026"\n'


def test_teams_across_with_the_number_of_answers_in_a_row() -> None:
    rows = [
        ["Staff survey 2026 - % agree or strongly agree"],
        ["Fieldwork: 2 - 20 March 2026"],
        ["Question", "Locality East", "Locality West", "Hospital Team", "All ASC"],
        ["Number of respondents", 34, 25, 4, 63],
        [TRAIN, "62%", "72%", "*", "64%"],
        [SAFE, "71%", "48%", "*", "60%"],
        ["* fewer than five answers"],
    ]
    reading = read("survey results.csv", lines(rows), GENERAL)
    expect(reading, f"{FIGURES} period_start period_end", [
        ("Locality East", "training_for_my_role", None, 34, 21, "2026-03-02", "2026-03-20"),
        ("Locality West", "training_for_my_role", None, 25, 18, "2026-03-02", "2026-03-20"),
        ("Locality East", "other", SAFE, 34, 24, "2026-03-02", "2026-03-20"),
        ("Locality West", "other", SAFE, 25, 12, "2026-03-02", "2026-03-20"),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])


def test_teams_across_with_the_number_of_answers_in_the_header() -> None:
    content = workbook(
        [
            ["Statement", "East (n=34)", "West (n = 25)", "Overall (n=59)"],
            [TRAIN, 0.62, 0.72, 0.66],
            [TIME, 0.5, 0.08, 0.32],
        ],
        formats={letter(place): "0%" for place in (1, 2, 3)},
        title="Health check May 2026",
    )
    reading = read("Health check.xlsx", content, GENERAL)
    expect(reading, f"{FIGURES} period_start", [
        ("East", "training_for_my_role", None, 34, 21, "2026-05-01"),
        ("West", "training_for_my_role", None, 25, 18, "2026-05-01"),
        ("East", "time_to_absorb", None, 34, 17, "2026-05-01"),
        ("West", "time_to_absorb", None, 25, 2, "2026-05-01"),
    ])  # fmt: skip
    assert keys(reading) == []


def test_teams_across_with_counts_under_each() -> None:
    content = workbook(
        [
            ["Question", "East", None, "West", None],
            [None, "Agree", "Answered", "Agree", "Answered"],
            [TRAIN, 20, 34, 18, 25],
            [SAFE, 11, 33, 25, 25],
        ],
        merged=["B1:C1", "D1:E1"],
    )
    reading = read("staff survey.xlsx", content, PERIOD)
    expect(reading, FIGURES, [
        ("East", "training_for_my_role", None, 34, 20),
        ("West", "training_for_my_role", None, 25, 18),
        ("East", "other", SAFE, 33, 11),
        ("West", "other", SAFE, 25, 25),
    ])  # fmt: skip
    assert keys(reading) == []


def test_teams_across_in_percent_without_a_number_of_answers_is_not_made_up() -> None:
    rows = [["Question", "East", "West"], [TRAIN, "62%", "72%"], [SAFE, "60%", "50%"]]
    reading = read("staff survey.csv", lines(rows), PERIOD)
    assert reading.rows.is_empty() or keys(reading)
    assert "columns or constants.responses" in keys(reading)


def test_a_row_for_each_answer() -> None:
    answers = {"Strongly agree": 5, "Agree": 10, "Neither agree nor disagree": 3, "Disagree": 1,
               "Strongly disagree": 1}  # fmt: skip
    rows: list[list[object]] = [["Team", "Question", "Answer", "Count"]]
    rows += [["East", TRAIN, answer, count] for answer, count in answers.items()]
    rows += [["West", TRAIN, answer, 2 * count] for answer, count in answers.items()]
    reading = read("staff survey.csv", lines(rows, "|"), PERIOD)
    expect(reading, FIGURES, [
        ("East", "training_for_my_role", None, 20, 15),
        ("West", "training_for_my_role", None, 40, 30),
    ])  # fmt: skip
    assert (reading.used, reading.rejected, keys(reading)) == (10, 0, [])


def test_a_row_for_each_answer_and_teams_across() -> None:
    content = workbook(
        [
            ["Question", "Response", "East", "West", "Total"],
            [TRAIN, "Strongly agree", 5, 1, 6],
            [None, "Tend to agree", 10, 0, 10],
            [None, "Neither agree nor disagree", 3, 4, 7],
            [None, "Tend to disagree", 1, 5, 6],
            [None, "Strongly disagree", 1, 0, 1],
            [SAFE, "Strongly agree", 2, 3, 5],
            [None, "Tend to agree", 2, 3, 5],
            [None, "Neither agree nor disagree", 2, 3, 5],
            [None, "Tend to disagree", 2, 1, 3],
            [None, "Strongly disagree", 2, 0, 2],
        ],
        merged=["A2:A6", "A7:A11"],
    )
    reading = read("staff survey.xlsx", content, PERIOD)
    expect(reading, FIGURES, [
        ("East", "training_for_my_role", None, 20, 15),
        ("West", "training_for_my_role", None, 10, 1),
        ("East", "other", SAFE, 10, 4),
        ("West", "other", SAFE, 10, 6),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])


def test_a_form_with_a_row_for_each_person() -> None:
    rows = [
        ["ID", "Start time", "Completion time", "Email", "Name", "Which team do you work in?",
         TRAIN, SAFE, "Is there anything else you want to tell us?"],
        [1, "03/11/2026 09:01", "03/11/2026 09:09", "anonymous", "", "East", "Strongly agree",
         "Agree", "More time please"],
        [2, "03/11/2026 10:01", "03/11/2026 10:09", "anonymous", "", "East", "Disagree",
         "Agree", ""],
        [3, "04/11/2026 09:01", "04/11/2026 09:09", "anonymous", "", "East", "Agree", "", "None"],
        [4, "05/11/2026 09:01", "05/11/2026 09:09", "anonymous", "", "West",
         "Neither agree nor disagree", "Strongly disagree", ""],
    ]  # fmt: skip
    reading = read("Staff survey(1-4).csv", lines(rows), PERIOD)
    expect(reading, FIGURES, [
        ("East", "training_for_my_role", None, 3, 2),
        ("West", "training_for_my_role", None, 1, 0),
        ("East", "other", SAFE, 2, 2),
        ("West", "other", SAFE, 1, 0),
    ])  # fmt: skip
    assert keys(reading) == []
    assert "Is there anything else you want to tell us?" not in "".join(
        str(row) for row in reading.rows.rows()
    )


def test_a_form_with_answers_in_numbers_is_asked() -> None:
    rows = [
        ["Respondent ID", "Team", TRAIN, SAFE],
        [1, "East", 5, 4], [2, "East", 2, 4], [3, "East", 3, 1], [4, "West", 5, 5],
    ]  # fmt: skip
    reading = read("staff survey.csv", lines(rows), PERIOD)
    assert [question.field for question in reading.needed] == ["answer"]
    answers = "[words.answer]\n" + "".join(
        f'"{answer}" = "{"agree" if answer > 3 else "not agree"}"\n' for answer in range(1, 6)
    )
    answered = read("staff survey.csv", lines(rows), PERIOD + answers)
    expect(answered, FIGURES, [
        ("East", "training_for_my_role", None, 3, 1),
        ("West", "training_for_my_role", None, 1, 1),
        ("East", "other", SAFE, 3, 2),
        ("West", "other", SAFE, 1, 1),
    ])  # fmt: skip
    assert keys(answered) == []


def test_answers_of_a_scale_under_each_question() -> None:
    scale = ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"]
    content = workbook(
        [
            ["Team", TRAIN, *[None] * 4, SAFE, *[None] * 4],
            [None, *scale, *scale],
            ["East", 5, 10, 3, 1, 1, 2, 2, 2, 2, 2],
            ["West", 1, 0, 4, 5, 0, 3, 3, 3, 1, 0],
            ["Grand total", 6, 10, 7, 6, 1, 5, 5, 5, 3, 2],
        ],
        merged=["B1:F1", "G1:K1"],
    )
    reading = read("employer standards health check.xlsx", content, PERIOD)
    expect(reading, FIGURES, [
        ("East", "training_for_my_role", None, 20, 15),
        ("West", "training_for_my_role", None, 10, 1),
        ("East", "other", SAFE, 10, 4),
        ("West", "other", SAFE, 10, 6),
    ])  # fmt: skip
    assert (reading.set_aside, keys(reading)) == ({"totals": 1}, [])


def test_counts_of_a_scale_in_columns() -> None:
    rows = [
        ["Pulse survey, September 2026"],
        ["Team", "Statement", "Strongly Agree", "Agree", "Neutral", "Disagree",
         "Strongly Disagree"],
        ["East", TRAIN, 5, 10, 3, 1, 1],
        ["East", SAFE, 0, 0, 0, 2, 2],
        ["West", TRAIN, "<5", "<5", "<5", "<5", "<5"],
    ]  # fmt: skip
    reading = read("pulse.xls", page(rows), GENERAL)
    expect(reading, f"{FIGURES} period_start period_end", [
        ("East", "training_for_my_role", None, 20, 15, "2026-09-01", "2026-09-30"),
        ("East", "other", SAFE, 4, 0, "2026-09-01", "2026-09-30"),
    ])  # fmt: skip
    assert (reading.set_aside, reading.rejected) == ({"titles": 1, "suppressed": 1}, 0)
    assert keys(reading) == []


def test_shares_of_a_scale_in_percent_cells() -> None:
    content = workbook(
        [
            ["Directorate", "Team", "Question", "n", "Strongly agree", "Slightly agree",
             "Neutral", "Slightly disagree", "Strongly disagree"],
            ["ASC", "East", TRAIN, 30, 0.2, 0.3333, 0.2667, 0.1, 0.1],
            ["ASC", "West", TRAIN, 8, 0.125, 0.25, 0.5, 0.125, 0],
            ["ASC", "All", TRAIN, 38, 0.184, 0.316, 0.316, 0.105, 0.079],
        ],
        formats={letter(place): "0%" for place in range(4, 9)},
    )  # fmt: skip
    reading = read("health check.xlsx", content, PERIOD)
    expect(reading, FIGURES, [
        ("East", "training_for_my_role", None, 30, 16),
        ("West", "training_for_my_role", None, 8, 3),
    ])  # fmt: skip
    assert (reading.set_aside, keys(reading)) == ({"totals": 1}, [])


def test_mean_scores_are_no_people_who_agreed() -> None:
    rows = [
        ["Employer Standards Health Check 2026 - mean scores"],
        ["Standard", "East", "West", "Your organisation", "Region", "England"],
        ["Strong and clear social work framework", 78, 81, 79, 75, 76],
        ["Effective workload management", 64, 70, 66, 61, 62],
    ]
    reading = read("health check scores.csv", lines(rows), PERIOD)
    assert reading.rows.is_empty() or keys(reading)


def test_questions_across_beside_a_response_rate() -> None:
    content = document(
        [
            ["Team", "Headcount", "Responses", "Response rate against headcount in per cent",
             f"{TRAIN} (% agree)", f"{SAFE} (% agree)"],
            ["East", "40", "20", "50%", "65%", "80%"],
            ["West", "12", "10", "83%", "40%", "*"],
            ["All teams", "52", "30", "58%", "57%", "73%"],
        ],
        "Staff health check, 1 to 19 June 2026",
    )  # fmt: skip
    reading = read("staff health check.docx", content, GENERAL)
    expect(reading, "team question wording invited responses agree", [
        ("East", "training_for_my_role", None, 40, 20, 13),
        ("East", "other", SAFE, 40, 20, 16),
        ("West", "training_for_my_role", None, 12, 10, 4),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "1 June 2026")


def test_what_share_agreed_without_a_percent_sign_is_asked() -> None:
    rows = [["Team", "Question", "Base", "Positive"], ["East", TRAIN, 20, 0.65],
            ["West", TRAIN, 10, 0.4]]  # fmt: skip
    reading = read("staff survey.csv", lines(rows), PERIOD)
    assert keys(reading) == ["numbers: 'Positive'"]
    answered = read("staff survey.csv", lines(rows), PERIOD + '[numbers]\nPositive = "share"\n')
    expect(answered, "team responses agree", [("East", 20, 13), ("West", 10, 4)])


def test_a_sheet_a_team_with_a_scale() -> None:
    header = ["Question", "Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"]
    content = sheets({
        "East": [header, [TRAIN, 5, 10, 3, 1, 1], [SAFE, 1, 1, 1, 1, 1]],
        "West": [header, [TRAIN, 1, 0, 4, 5, 0], [SAFE, 2, 2, 0, 0, 0]],
    })  # fmt: skip
    reading = read("staff survey.xlsx", content, PERIOD)
    expect(reading, FIGURES, [
        ("East", "training_for_my_role", None, 20, 15), ("East", "other", SAFE, 5, 2),
        ("West", "training_for_my_role", None, 10, 1), ("West", "other", SAFE, 4, 4),
    ])  # fmt: skip
    assert keys(reading) == []


def test_a_form_with_a_second_header_row() -> None:
    rows = [
        ["Respondent ID", "Collector ID", "Which team do you work in?", TRAIN, "Any comments?"],
        ["", "", "Response", "Response", "Open-Ended Response"],
        [1, 9, "East", "Strongly agree", "Fine"],
        [2, 9, "East", "Tend to disagree", ""],
        [3, 9, "east ", "Agree", ""],
        [4, 9, "West", "Don't know", ""],
    ]
    reading = read("staff survey.csv", lines(rows), PERIOD)
    expect(reading, FIGURES, [("East", "training_for_my_role", None, 3, 2)])
    assert keys(reading) == []


def test_an_answer_that_nobody_knows_is_asked() -> None:
    rows = [["Team", TRAIN], ["East", "Agree"], ["East", "Strongly agree"], ["East", "Disagree"],
            ["East", "Kind of"], ["East", "Agree"]]  # fmt: skip
    reading = read("staff survey.csv", lines(rows), PERIOD)
    assert [question.words for question in reading.needed] == [("Kind of",)]
    told = read("staff survey.csv", lines(rows), PERIOD + '[words.answer]\n"Kind of" = "agree"\n')
    expect(told, "responses agree", [(5, 4)])


def test_two_columns_as_likely_are_asked() -> None:
    rows = [["Team", "Question", "Base", "% positive 2025", "% positive 2026"],
            ["East", TRAIN, 20, "50%", "65%"], ["West", TRAIN, 10, "60%", "40%"]]  # fmt: skip
    reading = read("staff survey.csv", lines(rows), PERIOD)
    assert [question.field for question in reading.needed] == ["agree"]
    assert reading.needed[0].choices == ("% positive 2025", "% positive 2026")
    told = PERIOD + '[columns]\n"% positive 2025" = ""\n'
    expect(read("staff survey.csv", lines(rows), told), "team agree", [("East", 13), ("West", 4)])
    assert keys(read("staff survey.csv", lines(rows), told)) == []


def test_a_row_with_the_response_rate_is_no_question() -> None:
    rows = [["Question", "East", "West"], ["Total responses", 20, 10],
            ["Response rate", "50%", "83%"], [TRAIN, "65%", "40%"]]  # fmt: skip
    reading = read("staff survey.csv", lines(rows), PERIOD)
    expect(reading, FIGURES, [("East", "training_for_my_role", None, 20, 13),
                              ("West", "training_for_my_role", None, 10, 4)])  # fmt: skip
    assert (reading.set_aside, keys(reading)) == ({"totals": 1}, [])


def test_a_block_for_each_team_under_its_name() -> None:
    header = ["Question", "Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"]
    rows = [["Team: North"], header, [TRAIN, 5, 10, 3, 1, 1], [SAFE, 1, 1, 1, 1, 1], [],
            ["Team: South"], header, [TRAIN, 1, 0, 4, 5, 0]]  # fmt: skip
    reading = read("staff survey June 2026.csv", lines(rows), GENERAL)
    expect(reading, FIGURES, [
        ("North", "training_for_my_role", None, 20, 15), ("North", "other", SAFE, 5, 2),
        ("South", "training_for_my_role", None, 10, 1),
    ])  # fmt: skip
    assert keys(reading) == []


@pytest.mark.parametrize("width", [5, 4])
def test_who_agreed_who_did_not_and_all_together(width: int) -> None:
    rows: list[list[object]] = [
        ["Team", "Question", "Agree", "Disagree", "Total"],
        ["N", TRAIN, 13, 7, 20],
        ["S", TRAIN, 4, 6, 10],
    ]
    reading = read("staff survey.csv", lines(row[:width] for row in rows), PERIOD)
    expect(reading, "team responses agree", [("N", 20, 13), ("S", 10, 4)])
    assert (reading.rejected, keys(reading)) == (0, [])


def test_yes_and_no_in_columns() -> None:
    rows = [["Team", "Question", "Yes", "No", "Don't know"], ["N", TRAIN, 13, 7, 2],
            ["S", TRAIN, 4, 6, 0]]  # fmt: skip
    reading = read("staff survey.csv", lines(rows), PERIOD)
    expect(reading, "team responses agree", [("N", 20, 13), ("S", 10, 4)])
    assert keys(reading) == []


def test_who_agreed_of_how_many_in_one_cell() -> None:
    rows = [["Question", "North", "South", "All"], [TRAIN, "13/20", "4 of 10", "17/30"],
            [SAFE, "10/19", "*", "10/19"]]  # fmt: skip
    reading = read("staff survey.csv", lines(rows), PERIOD)
    expect(reading, FIGURES, [
        ("North", "training_for_my_role", None, 20, 13),
        ("South", "training_for_my_role", None, 10, 4), ("North", "other", SAFE, 19, 10),
    ])  # fmt: skip
    assert keys(reading) == []
