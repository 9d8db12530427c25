"""Figures of training: counts and shares by team and course."""

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
    workbook,
)

COUNTS = "team role course month required attended in_date"


def month(day: str) -> str:
    return f'[constants]\nteam_kind = "general"\nmonth = "{day}"\n'


def test_figures_of_teams_in_rows() -> None:
    rows = [
        ["Mandatory training figures - 30 June 2026"],
        ["Service area", "Job role", "Course title", "No. of staff", "No. completed",
         "No. in date", "% in date"],
        ["East", "Social workers", "Safeguarding Adults", "1,012", "1,000", "900", "89%"],
        ["East", "Social workers", "Equality and diversity", "20", "-", "*", "*"],
        ["West", "OTs", "Safeguarding Adults", "8", "8", "7", "88%"],
        ["Total", "", "", "1,040", "1,008", "907", "87%"],
        ["* fewer than 5 people"],
    ]  # fmt: skip
    reading = read("figures.tsv", lines(rows, "\t").encode("utf-16"), GENERAL)
    expect(reading, "team role course course_name month required attended in_date", [
        ("East", "Social workers", "safeguarding_adults", None, "2026-06-01", 1012, 1000, 900),
        ("East", "Social workers", "other", "Equality and diversity", "2026-06-01", 20, None,
         None),
        ("West", "OTs", "safeguarding_adults", None, "2026-06-01", 8, 8, 7),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert reading.set_aside == {"titles": 1, "totals": 1, "notes": 1}


def test_courses_across_with_two_counts_each() -> None:
    content = workbook(
        [
            ["Team", "Role", "Care Act", None, "Moving & Handling", None, "Hoarding", None],
            [None, None, "Required", "In date", "Required", "In date", "Required", "In date"],
            ["East", "Social Worker", 12, 9, 12, 12, 0, 0],
            ["West", "Social Worker", 7, 7, 6, 2, 7, 1],
            ["All teams", None, 19, 16, 18, 14, 7, 1],
        ],
        merged=["C1:D1", "E1:F1", "G1:H1"],
        title="May 2026",
    )  # fmt: skip
    reading = read("ASC training compliance.xlsx", content, GENERAL)
    expect(reading, "team role course course_name month required attended in_date", [
        ("East", "Social Worker", "care_act", None, "2026-05-01", 12, None, 9),
        ("West", "Social Worker", "care_act", None, "2026-05-01", 7, None, 7),
        ("East", "Social Worker", "moving_and_handling", None, "2026-05-01", 12, None, 12),
        ("West", "Social Worker", "moving_and_handling", None, "2026-05-01", 6, None, 2),
        ("West", "Social Worker", "other", "Hoarding", "2026-05-01", 7, None, 1),
    ])  # fmt: skip
    assert (reading.used, keys(reading)) == (2, [])
    assert reading.set_aside == {"totals": 1}


def test_courses_across_with_a_share_of_the_team() -> None:
    content = workbook(
        [
            ["% of staff in date with training, as at 31 August 2026"],
            ["Team", "Staff group", "Headcount", "Care Act", "MCA", "Fire safety"],
            ["East", "Social Worker", 12, 0.75, 1, 0.9167],
            ["West", "Social Worker", 7, 0.2857, "n/a", 0],
            ["ASC total", None, 19, 0.58, 1, 0.58],
        ],
        formats={letter(place): "0%" for place in (3, 4, 5)},
    )  # fmt: skip
    reading = read("training compliance.xlsx", content, GENERAL)
    expect(reading, "team role course course_name required attended in_date", [
        ("East", "Social Worker", "care_act", None, 12, None, 9),
        ("East", "Social Worker", "mental_capacity_act", None, 12, None, 12),
        ("East", "Social Worker", "other", "Fire safety", 12, None, 11),
        ("West", "Social Worker", "care_act", None, 7, None, 2),
        ("West", "Social Worker", "other", "Fire safety", 7, None, 0),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "worked out", "Headcount")


def test_courses_across_with_part_of_whole() -> None:
    rows = [
        ["Team", "Role", "Safeguarding adults completed", "Mental Capacity Act completed",
         "Autism completed"],
        ["East", "Social Worker", "9/12", "10 of 12", "N/A"],
        ["West", "OT", "3 out of 4", "4/4", "0/4"],
    ]  # fmt: skip
    reading = read("Training July 2026.xls", page(rows), GENERAL)
    expect(reading, "team role course course_name required attended in_date", [
        ("East", "Social Worker", "safeguarding_adults", None, 12, 9, None),
        ("West", "OT", "safeguarding_adults", None, 4, 3, None),
        ("East", "Social Worker", "mental_capacity_act", None, 12, 10, None),
        ("West", "OT", "mental_capacity_act", None, 4, 4, None),
        ("West", "OT", "other", "Autism", 4, 0, None),
    ])  # fmt: skip
    assert keys(reading) == []


def test_counts_across_that_do_not_say_what_they_count_are_asked() -> None:
    rows = [
        ["Training, September 2026"],
        ["Team", "Role", "Number of staff", "Care Act", "Mental Capacity Act"],
        ["East", "Social Worker", 12, 9, 11],
        ["West", "Social Worker", 7, 7, 2],
    ]  # fmt: skip
    content = document(rows[1:], "Training, September 2026")
    asked = read("training.docx", content, GENERAL)
    assert keys(asked) == ["wide.value"]
    reading = read("training.docx", content, f'{GENERAL}\n[wide]\nvalue = "attended"\n')
    expect(reading, "team course month required attended in_date", [
        ("East", "care_act", "2026-09-01", 12, 9, None),
        ("West", "care_act", "2026-09-01", 7, 7, None),
        ("East", "mental_capacity_act", "2026-09-01", 12, 11, None),
        ("West", "mental_capacity_act", "2026-09-01", 7, 2, None),
    ])  # fmt: skip
    assert keys(reading) == []


@pytest.mark.parametrize("month_header", ["As at", "Month ending", "Snapshot date"])
def test_several_months_of_figures(month_header: str) -> None:
    rows = [
        [month_header, "Team", "Job title", "Course", "Eligible staff", "Compliant"],
        ["30/04/2026", "East", "Social Worker", "Care Act", 10, 8],
        ["31/05/2026", "East", "Social Worker", "Care Act", 11, 9],
    ]
    reading = read("compliance.csv", lines(rows), GENERAL)
    expect(reading, COUNTS, [
        ("East", "Social Worker", "care_act", "2026-04-01", 10, None, 8),
        ("East", "Social Worker", "care_act", "2026-05-01", 11, None, 9),
    ])  # fmt: skip
    assert keys(reading) == []


def test_several_snapshots_of_people_are_several_months() -> None:
    rows = [["Snapshot date", "Employee number", "Team", "Job title", "Course", "Status"]]
    for day, second in (("30/04/2026", "Not completed"), ("31/05/2026", "Completed")):
        rows += [[day, "1", "East", "Social Worker", "Care Act", "Completed"],
                 [day, "2", "East", "Social Worker", "Care Act", second]]  # fmt: skip
    reading = read("completions.csv", lines(rows), GENERAL)
    expect(reading, "month required attended", [("2026-04-01", 2, 1), ("2026-05-01", 2, 2)])
    assert keys(reading) == []


def test_figures_in_percent_beside_the_number_of_staff() -> None:
    rows = [
        ["Team", "Job role", "Course", "Headcount", "% in date"],
        ["East", "Social Worker", "Care Act", 12, "75%"],
        ["West", "Social Worker", "Care Act", 7, "*"],
        ["Overall", "", "", 19, "79%"],
    ]
    reading = read("training May 2026.csv", lines(rows), GENERAL)
    expect(reading, "team required attended in_date", [("East", 12, None, 9),
                                                       ("West", 7, None, None)])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "worked out", "Headcount")


def test_a_pivot_of_statuses() -> None:
    rows: list[list[object]] = [
        ["Team", "Role", "Course", "Completed", "In progress", "Not started", "Grand Total"],
        ["East", "Social Worker", "Care Act", 9, 1, 2, 12],
        ["West", "Social Worker", "Care Act", 3, "", 4, 7],
        ["Grand Total", "", "", 12, 1, 6, 19],
    ]
    reading = read("completions May 2026.csv", lines(rows), GENERAL)
    expect(reading, "team course required attended", [("East", "care_act", 12, 9),
                                                      ("West", "care_act", 7, 3)])  # fmt: skip
    assert keys(reading) == []
    without = read("completions May 2026.csv", lines([row[:-1] for row in rows]), GENERAL)
    expect(without, "team course required attended", [("East", "care_act", 12, 9),
                                                      ("West", "care_act", 7, 3)])  # fmt: skip
    assert keys(without) == []


def test_levels_of_one_course_are_asked() -> None:
    rows = [["Name", "Team", "Role", "Safeguarding adults L2", "Safeguarding adults L3"],
            ["A", "East", "OT", "Yes", "No"], ["B", "East", "OT", "Yes", "N/A"]]  # fmt: skip
    reading = read("matrix.csv", lines(rows), month("2026-05-01"))
    assert [question.field for question in reading.needed] == ["course"]
    words = '[words.course]\n"Safeguarding adults L3" = "other"\n'
    told = read("matrix.csv", lines(rows), month("2026-05-01") + words)
    expect(told, "course course_name required attended", [
        ("safeguarding_adults", None, 2, 2), ("other", "Safeguarding adults L3", 1, 0),
    ])  # fmt: skip
    assert keys(told) == []


@pytest.mark.parametrize(
    ("title", "course"),
    [("MCA/DoLS", "mental_capacity_act"), ("AMHP CPD (18 hours)", "amhp_annual"),
     ("Mental Capacity Act & Deprivation of Liberty Safeguards", "mental_capacity_act"),
     ("Moving & Handling of People", "moving_and_handling"),
     ("Moving and handling of loads", "other"), ("Safeguarding Children L2", "other"),
     ("Oliver McGowan Tier 1", "learning_disability_and_autism"),
     ("Strengths-based approaches", "strengths_based_practice")],
)  # fmt: skip
def test_ways_to_write_a_course(title: str, course: str) -> None:
    rows = [["Team", "Role", "Course", "Required", "Attended"], ["East", "OT", title, 4, 2]]
    reading = read("training May 2026.csv", lines(rows), GENERAL)
    expect(reading, "course course_name", [(course, title if course == "other" else None)])


def test_figures_of_the_electronic_staff_record() -> None:
    rows = [
        ["Org L4", "Staff Group", "Competence Name", "Assignment Count", "Required", "Achieved",
         "Compliance %"],
        ["East", "Social Worker", "LOCAL|Care Act|", 14, 12, 9, "75.00%"],
        ["East", "All Staff", "LOCAL|Care Act|", 20, 18, 12, "66.67%"],
        ["East", "OT", "LOCAL|Care Act|", 6, 6, 3, "50.00%"],
        ["East", "OT", "Total", 6, 6, 3, "50.00%"],
        ["East", "OT", "Hoarding", 6, 6, 3, "50.00%"],
    ]  # fmt: skip
    reading = read("ESR compliance June 2026.csv", lines(rows), GENERAL)
    expect(reading, "team role course course_name required attended in_date", [
        ("East", "Social Worker", "care_act", None, 12, None, 9),
        ("East", "OT", "care_act", None, 6, None, 3),
        ("East", "OT", "other", "Hoarding", 6, None, 3),
    ])  # fmt: skip
    assert (reading.set_aside, reading.rejected, keys(reading)) == ({"totals": 2}, 0, [])


def test_a_summary_of_a_learning_system() -> None:
    rows = [["Course", "Department", "Enrolled", "Completed", "In progress", "Not started",
             "Completion rate"], ["Care Act", "North", 20, 12, 3, 5, "60%"],
            ["Hoarding", "North", 18, 5, 0, 13, "28%"]]  # fmt: skip
    recipe = GENERAL + 'role = "All staff"\n'
    reading = read("summary 30 June 2026.csv", lines(rows), recipe)
    expect(reading, "course required attended", [("care_act", 20, 12), ("other", 18, 5)])
    assert keys(reading) == []
    booked = [["Team", "Role", "Course", "Completed", "Booked", "Not started"],
              ["East", "OT", "Care Act", 4, 2, 3]]  # fmt: skip
    assert keys(read("training June 2026.csv", lines(booked), GENERAL)) == [
        "columns or constants.required"
    ]


def test_shares_of_a_team_whose_size_is_not_given_are_no_people() -> None:
    rows = [["Team", "Role", "Care Act", "MCA"], ["N", "SW", "80%", "75%"],
            ["S", "SW", "60%", "100%"]]  # fmt: skip
    reading = read("compliance May 2026.csv", lines(rows), GENERAL)
    assert reading.rows.is_empty()
    assert keys(reading) == ["columns or constants.required"]


def test_teams_across_with_counts_under_each() -> None:
    content = workbook(
        [
            ["Course", "Role", "North", None, "South", None, "Total", None],
            [None, None, *["Required", "Completed"] * 3],
            ["Care Act", "OT", 12, 9, 7, 7, 19, 16],
            ["Hoarding", "OT", 12, 3, 0, 0, 12, 3],
        ],
        merged=["C1:D1", "E1:F1", "G1:H1"],
    )
    reading = read("training May 2026.xlsx", content, GENERAL)
    expect(reading, "team course required attended", [
        ("North", "care_act", 12, 9), ("South", "care_act", 7, 7), ("North", "other", 12, 3),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
