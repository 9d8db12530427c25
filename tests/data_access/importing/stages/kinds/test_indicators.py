"""Indicators as publishers and councils' own scorecards have them."""

from __future__ import annotations

from datetime import datetime

from tests.data_access.importing.stages.kinds.files import (
    document,
    expect,
    keys,
    letter,
    lines,
    read,
    said,
    sheets,
    workbook,
)

FIGURES = "indicator breakdown period_start period_end numerator denominator value"


def test_a_scorecard_with_months_of_a_year_in_its_title() -> None:
    content = workbook(
        [
            ["Adult Social Care performance scorecard 2026-27"],
            [],
            ["Ref", "Measure", "Good is", "Target", "Apr", "May", "Jun", "Jul", "Jan", "YTD",
             "RAG"],
            ["ASC1", "Reviews within 12 months", "High", 0.75, 0.71, 0.725, 0.8, None, None, 0.74,
             "A"],
            ["ASC2", "Open safeguarding enquiries", "Low", 120, 131, 128, "n/a", None, None, 128,
             "R"],
            ["R = red, A = amber, G = green"],
        ],
        formats={f"{letter(place)}4": "0.0%" for place in range(3, 10)},
    )  # fmt: skip
    reading = read("scorecard.xlsx", content)
    expect(reading, "indicator name direction target period_start period_end value", [
        ("ASC1", "Reviews within 12 months", "increase", 75, "2026-04-01", "2026-04-30", 71),
        ("ASC1", "Reviews within 12 months", "increase", 75, "2026-05-01", "2026-05-31", 72.5),
        ("ASC1", "Reviews within 12 months", "increase", 75, "2026-06-01", "2026-06-30", 80),
        ("ASC2", "Open safeguarding enquiries", "decrease", 120, "2026-04-01", "2026-04-30", 131),
        ("ASC2", "Open safeguarding enquiries", "decrease", 120, "2026-05-01", "2026-05-31", 128),
        ("ASC2", "Open safeguarding enquiries", "decrease", 120, "2026-06-01", "2026-06-30", None),
    ])  # fmt: skip
    assert (reading.used, reading.rejected, keys(reading)) == (2, 0, [])
    assert said(reading, "April 2026 to March 2027", "title")


def test_quarters_under_years() -> None:
    content = workbook(
        [
            ["Indicator", "2025/26", None, "2026/27", None, "Year end target"],
            [None, "Q3", "Q4", "Q1", "Q2", None],
            ["Carers assessed", 61, 64, 66, "[c]", 70],
        ],
        merged=["B1:C1", "D1:E1"],
    )
    reading = read("KPI report.xlsx", content)
    expect(reading, "indicator target period_start period_end value", [
        ("Carers assessed", 70, "2025-10-01", "2025-12-31", 61),
        ("Carers assessed", 70, "2026-01-01", "2026-03-31", 64),
        ("Carers assessed", 70, "2026-04-01", "2026-06-30", 66),
        ("Carers assessed", 70, "2026-07-01", "2026-09-30", None),
    ])  # fmt: skip
    assert keys(reading) == []


def test_numerator_and_denominator_in_rows_and_months_across() -> None:
    content = workbook(
        [
            ["KPI", "Component", "Apr-26", "May-26"],
            ["Reviews on time", "Numerator", 71, 80],
            [None, "Denominator", 100, 110],
            [None, "%", 0.71, 0.727],
            ["Timely assessments", "Numerator", 30, 31],
            [None, "Denominator", 60, 62],
            [None, "%", 0.5, 0.5],
        ],
        merged=["A2:A4", "A5:A7"],
        formats={"C4": "0%", "D4": "0%", "C7": "0%", "D7": "0%"},
    )
    reading = read("indicators.xlsx", content)
    expect(reading, "indicator period_start numerator denominator value", [
        ("Reviews on time", "2026-04-01", 71, 100, 71),
        ("Reviews on time", "2026-05-01", 80, 110, 72.7),
        ("Timely assessments", "2026-04-01", 30, 60, 50),
        ("Timely assessments", "2026-05-01", 31, 62, 50),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])


def test_a_table_in_a_document_with_the_quarter_above_it() -> None:
    content = document(
        [
            ["KPI", "Polarity", "Target", "Actual", "RAG", "Comment"],
            ["Carers receiving direct payments", "Bigger is better", "90%", "88.5%", "Amber", ""],
            ["Waiting list for assessment", "Smaller is better", "250", "1,012", "Red", "Demand"],
        ],
        "Adult social care KPIs, Quarter 2 2026/27",
    )
    reading = read("KPI pack.docx", content)
    expect(reading, "indicator direction target value period_start period_end", [
        ("Carers receiving direct payments", "increase", 90, 88.5, "2026-07-01", "2026-09-30"),
        ("Waiting list for assessment", "decrease", 250, 1012, "2026-07-01", "2026-09-30"),
    ])  # fmt: skip
    assert keys(reading) == []


def test_months_as_real_days_in_the_header() -> None:
    content = workbook(
        [
            ["KPI ref", "KPI", datetime(2026, 4, 1), datetime(2026, 5, 1)],
            ["F1", "Contacts at the front door", 1204, 1310],
            ["F2", "Of which resolved", 0.31, 0.335],
        ],
        formats={"C1": "mmm-yy", "D1": "mmm-yy", "C3": "0.0%", "D3": "0.0%"},
    )
    reading = read("front door.xlsx", content)
    expect(reading, "indicator period_start period_end value", [
        ("F1", "2026-04-01", "2026-04-30", 1204), ("F1", "2026-05-01", "2026-05-31", 1310),
        ("F2", "2026-04-01", "2026-04-30", 31), ("F2", "2026-05-01", "2026-05-31", 33.5),
    ])  # fmt: skip
    assert keys(reading) == []


def test_actual_target_and_rag_over_months() -> None:
    content = workbook(
        [
            ["KPI", "Actual", None, "Target", None, "RAG", None],
            [None, "Apr-26", "May-26", "Apr-26", "May-26", "Apr-26", "May-26"],
            ["Reviews", 71, 72, 75, 76, "R", "A"],
        ],
        merged=["B1:C1", "D1:E1", "F1:G1"],
    )
    reading = read("scorecard.xlsx", content)
    expect(reading, "indicator period_start value target", [
        ("Reviews", "2026-04-01", 71, 75), ("Reviews", "2026-05-01", 72, 76),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])


def test_actual_and_target_in_rows() -> None:
    content = workbook(
        [
            ["Measure", "Type", "Q1 2026/27", "Q2 2026/27"],
            ["Reviews", "Actual", 71, 72],
            [None, "Target", 75, 76],
            [None, "RAG", "R", "A"],
        ],
        merged=["A2:A4"],
    )
    reading = read("scorecard.xlsx", content)
    expect(reading, "indicator period_start value target", [
        ("Reviews", "2026-04-01", 71, 75), ("Reviews", "2026-07-01", 72, 76),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])


def test_months_without_any_year_are_asked() -> None:
    rows = [["KPI", "Apr", "May", "Jun"], ["Reviews", 71, 72, 73]]
    asked = read("scorecard.csv", lines(rows))
    assert keys(asked) == ["constants.period"]
    told = read("scorecard.csv", lines(rows), '[constants]\nperiod = "2026/27"\n')
    expect(told, "period_start value", [("2026-04-01", 71), ("2026-05-01", 72),
                                        ("2026-06-01", 73)])  # fmt: skip
    assert keys(told) == []


def test_a_table_without_any_figure_is_asked() -> None:
    rows = [["KPI", "Period", "RAG"], ["Reviews", "May 2026", "Red"]]
    assert "columns or constants.value" in keys(read("KPIs.csv", lines(rows)))


def test_outturn_target_and_quarters_beside_each_other() -> None:
    rows = [
        ["ASC scorecard 2026/27"],
        ["Measure", "Year end 2025/26", "Target 2026/27", "Q1", "Q2", "Direction of travel"],
        ["Reviews", "70%", "75%", "71% ▲", "69.5% ▼", "▼"],
    ]
    reading = read("scorecard.csv", lines(rows))
    expect(reading, "indicator target period_start value", [
        ("Reviews", 75, "2025-04-01", 70), ("Reviews", 75, "2026-04-01", 71),
        ("Reviews", 75, "2026-07-01", 69.5),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])


def test_years_alone_are_asked() -> None:
    rows = [["Measure", "2022", "2023", "2024"], ["Turnover", 12, 13, 14]]
    asked = read("indicators.csv", lines(rows))
    assert [question.field for question in asked.needed] == ["period"]
    years = "".join(f'"{y}" = "{y}/{y - 1999}"\n' for y in (2022, 2023, 2024))
    told = read("indicators.csv", lines(rows), f"[words.period]\n{years}")
    expect(told, "period_start value", [("2022-04-01", 12), ("2023-04-01", 13),
                                        ("2024-04-01", 14)])  # fmt: skip
    assert keys(told) == []


def test_shares_of_one_under_a_percentage_are_asked() -> None:
    rows = [
        ["KPI", "Period", "Value", "Numerator"],
        ["% of reviews on time", "May 2026", 0.81, 81],
        ["% of reviews on time", "June 2026", 1, 90],
        ["Contacts", "May 2026", 1204, 1204],
    ]
    asked = read("KPIs.csv", lines(rows))
    assert keys(asked) == ["numbers: 'Value'"]
    told = read("KPIs.csv", lines(rows), '[numbers]\nValue = "share"\n')
    expect(told, "indicator value", [("% of reviews on time", 81), ("% of reviews on time", 100),
                                     ("Contacts", 1204)])  # fmt: skip
    percent = read("KPIs.csv", lines(rows), '[numbers]\nValue = "percent"\n')
    expect(
        percent,
        "indicator value",
        [("% of reviews on time", 0.81), ("% of reviews on time", 1), ("Contacts", 1204)],
    )


def test_a_sheet_a_quarter() -> None:
    header = ["KPI", "Actual", "Target"]
    content = sheets({"Q1 2026-27": [header, ["Reviews", 71, 75]],
                      "Q2 2026-27": [header, ["Reviews", 72, 75]]})  # fmt: skip
    reading = read("scorecard.xlsx", content)
    expect(reading, "indicator period_start value", [("Reviews", "2026-04-01", 71),
                                                     ("Reviews", "2026-07-01", 72)])  # fmt: skip
    assert keys(reading) == []


def test_subjects_between_the_rows_of_a_scorecard_are_no_teams() -> None:
    rows = [["KPI", "May 2026", "June 2026"], ["Safeguarding", "", ""], ["Enquiries", 71, 72],
            ["Front door", "", ""], ["Contacts", 1204, 1310]]  # fmt: skip
    reading = read("scorecard.csv", lines(rows))
    expect(reading, "indicator team period_start value", [
        ("Enquiries", None, "2026-05-01", 71), ("Enquiries", None, "2026-06-01", 72),
        ("Contacts", None, "2026-05-01", 1204), ("Contacts", None, "2026-06-01", 1310),
    ])  # fmt: skip
    assert reading.set_aside == {"headings": 2}


def test_kinds_of_figure_behind_the_names_of_measures() -> None:
    rows = [["KPI", "Apr-26", "May-26"], ["Reviews - numerator", 10, 11],
            ["Reviews - denominator", 20, 20], ["Reviews - %", "50%", "55%"],
            ["Contacts", "1,204", "1,310"]]  # fmt: skip
    reading = read("scorecard.csv", lines(rows))
    expect(reading, "indicator period_start numerator denominator value", [
        ("Reviews", "2026-04-01", 10, 20, 50), ("Reviews", "2026-05-01", 11, 20, 55),
        ("Contacts", "2026-04-01", None, None, 1204), ("Contacts", "2026-05-01", None, None, 1310),
    ])  # fmt: skip
    assert (reading.used, keys(reading)) == (4, [])


def test_rows_that_are_only_numbered_have_no_codes() -> None:
    rows = [["No.", "Measure", "May 2026"], [1, "Reviews", 71], [2, "Contacts", 1204]]
    expect(read("KPIs.csv", lines(rows)), "indicator value", [("Reviews", 71), ("Contacts", 1204)])


def test_what_a_breakdown_is_by_is_said_by_its_column() -> None:
    content = (
        "Measure,Ethnic group,Period start,Period end,Numerator\n"
        "Lamps lit,Asian or Asian British,2026-04-01,2026-04-30,12\n"
        "Lamps lit,Total,2026-04-01,2026-04-30,40\n"
    )
    expect(read("by group.csv", content), "breakdown breakdown_kind numerator", [
        (None, None, 40),
        ("Asian or Asian British", "ethnicity", 12),
    ])  # fmt: skip


def test_a_column_that_says_no_one_thing_leaves_the_kind_open() -> None:
    content = (
        "Measure,Breakdown,Period start,Period end,Numerator\n"
        "Lamps lit,Hall,2026-04-01,2026-04-30,12\n"
        "Lamps lit,Attic,2026-04-01,2026-04-30,7\n"
    )
    reading = read("by place.csv", content)
    assert reading.rows.get_column("breakdown_kind").null_count() == 2
    assert "breakdown_kind" not in reading.spoken
