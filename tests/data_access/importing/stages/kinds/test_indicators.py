"""Indicators as publishers and councils' own scorecards have them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.data_access.importing.stages.kinds.files import (
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

FIGURES = "indicator breakdown period_start period_end numerator denominator value"


def ascof(groups: dict[str, tuple[object, object, object]], place: str, level: str, code: str,
          cassr: str) -> list[list[object]]:  # fmt: skip
    rows: list[list[object]] = []
    for group, figures in groups.items():
        for kind, value in zip(("Numerator", "Denominator", "Outcome"), figures, strict=True):
            rows.append([cassr, place, level, code, "2D", group, kind, value])
    return rows


def test_ascof_as_the_department_publishes_it() -> None:
    rows: list[list[object]] = [
        ["Geographical code", "Geographical description", "Geographical level", "ONS code",
         "ASCOF measure code", "Disaggregation level", "Measure type", "Measure value"],
    ]  # fmt: skip
    groups: dict[str, tuple[object, object, object]] = {
        "Total": (400, 500, 80.0),
        "18 to 64": ("[c]", "[c]", 75.5),
        "65 and over": ("[x]", 90, "[z]"),
    }
    rows += ascof(groups, "England", "National", "E92000001", "England")
    rows += ascof(groups, "North West", "Regional", "E12000002", "NW")
    rows += ascof(groups, "Shire county", "Council type", "", "SC")
    rows += ascof(groups, "Exampleshire", "Local authority", "E10000999", "999")
    reading = read("measures-from-the-ascof-2024-to-2025.csv", lines(rows))
    expect(reading, FIGURES, [
        ("ASCOF 2D", None, "2024-04-01", "2025-03-31", 400, 500, 80),
        ("ASCOF 2D", "18 to 64", "2024-04-01", "2025-03-31", None, None, 75.5),
        ("ASCOF 2D", "65 and over", "2024-04-01", "2025-03-31", None, 90, None),
    ])  # fmt: skip
    assert reading.set_aside == {"other_places": 27}
    assert (reading.used, reading.rejected, keys(reading)) == (9, 0, [])


def test_ascof_of_several_years() -> None:
    rows = [["Year", "Area", "ONS Code", "Measure", "Description", "Value"]]
    for year, value in (("2021-22", "18.9"), ("2022-23", ":"), ("2023-24", "19.2")):
        rows += [[year, "Exampleshire", "E10000999", "1A", "Quality of life", value],
                 [year, "England", "E92000001", "1A", "Quality of life", "18.8"]]  # fmt: skip
    reading = read("ASCOF time series.csv", lines(rows, "\t").encode("utf-16"))
    expect(reading, "authority indicator name period_start period_end value", [
        ("Exampleshire Council", "ASCOF 1A", "Quality of life", "2021-04-01", "2022-03-31", 18.9),
        ("Exampleshire Council", "ASCOF 1A", "Quality of life", "2022-04-01", "2023-03-31", None),
        ("Exampleshire Council", "ASCOF 1A", "Quality of life", "2023-04-01", "2024-03-31", 19.2),
    ])  # fmt: skip
    assert keys(reading) == []


def test_sex_and_age_together() -> None:
    header: list[object] = [
        "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Area Type", "Sex", "Age",
        "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit",
        "Upper CI 95.0 limit", "Count", "Denominator", "Value note",
    ]  # fmt: skip
    start: list[object] = [
        90287,
        "Emergency admissions due to falls",
        "E10000999",
        "Exampleshire",
        "Counties",
    ]
    end: list[object] = ["2023/24", 2000.5, 1900, 2100]
    rows = [header]
    for number, (sex, age) in enumerate(
        (sex, age) for sex in ("Persons", "Female") for age in ("65+ yrs", "80+ yrs")
    ):
        rows.append([*start, sex, age, "", "", *end, 100 + number, 5000, ""])
    rows.append([*start, "Persons", "65+ yrs", "Deprivation", "Most deprived", *end, 9, 500, ""])
    reading = read("indicators-CountyUA.data.csv", lines(rows))
    expect(reading, "indicator breakdown numerator", [
        ("90287", "65+ yrs", 100),
        ("90287", "80+ yrs", 101),
        ("90287", "Female, 65+ yrs", 102),
        ("90287", "Female, 80+ yrs", 103),
        ("90287", "65+ yrs, Most deprived", 9),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "Sex", "Age", "Category")


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


def test_the_council_beside_its_region_and_england() -> None:
    rows = [
        ["Indicator", "Description", "Period", "Exampleshire", "Region", "England",
         "CIPFA average"],
        ["2A", "Reablement", "2024/25", "81.2", "79.9", "80.1", "78.0"],
        ["2B", "Still at home", "2024/25", "84.0", "83.1", "82.2", "81.9"],
    ]  # fmt: skip
    reading = read("Benchmarking indicators.csv", lines(rows))
    expect(reading, "authority indicator name value", [
        ("Exampleshire Council", "2A", "Reablement", 81.2),
        ("Exampleshire Council", "2B", "Still at home", 84),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "England")


def test_councils_across() -> None:
    rows = [
        ["Measure", "Year", "Exampleshire", "Somewhere Else", "Leeds", "England"],
        ["Long-term support per 100,000", "2024/25", "1,204", "-", "1,530.5", "1,400"],
    ]
    reading = read("peer indicators.csv", lines(rows))
    expect(reading, "authority value", [
        ("Exampleshire Council", 1204), ("Leeds City Council", 1530.5),
    ])  # fmt: skip
    assert keys(reading) == []


def test_a_comma_as_the_decimal_sign() -> None:
    rows = [
        ["Indicator", "Period", "Numerator", "Denominator", "Value"],
        ["Delays per 1,000", "Q1 2026/27", "12", "1.500", "0,8"],
        ["Contacts", "Q1 2026/27", "1.234,5", "", "1.234,5"],
        ["Reviews", "Q1 2026/27", "", "", "72,25%"],
    ]
    reading = read("KPIs.csv", lines(rows, ";"))
    expect(reading, "indicator numerator denominator value", [
        ("Delays per 1,000", 12, 1500, 0.8),
        ("Contacts", 1234.5, None, 1234.5),
        ("Reviews", None, None, 72.25),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "comma", "0,8")


def test_a_comma_that_groups_thousands() -> None:
    rows = [["Indicator", "Period", "Value"], ["Contacts", "May 2026", "1,204"],
            ["Referrals", "May 2026", "12,000.5"], ["Reviews", "May 2026", "0.8"]]  # fmt: skip
    reading = read("KPIs.csv", lines(rows, ";"))
    expect(reading, "indicator value", [("Contacts", 1204), ("Referrals", 12000.5),
                                        ("Reviews", 0.8)])  # fmt: skip
    mixed = read("KPIs.csv", lines([*rows, ["Delays", "May 2026", "0,8"]], ";"))
    assert mixed.rejected == 1


def test_a_long_file_of_a_regulator() -> None:
    rows = [
        ["Financial year", "Local authority code", "Local authority name", "Grouping", "Region",
         "Measure", "Value", "Median"],
        ["2022-23", "E08000035", "Leeds", "Metropolitan Districts", "Yorkshire and The Humber",
         "ASC Workforce turnover rate", "31.5", "29"],
        ["2022-23", "E10000999", "Exampleshire", "Counties", "East", "ASC Workforce turnover rate",
         "28.5", "29"],
    ]  # fmt: skip
    reading = read("adult social care metrics.csv", lines(rows))
    expect(reading, "authority indicator period_start value area_code", [
        ("Leeds City Council", "ASC Workforce turnover rate", "2022-04-01", 31.5, "E08000035"),
        ("Exampleshire Council", "ASC Workforce turnover rate", "2022-04-01", 28.5, "E10000999"),
    ])  # fmt: skip
    assert keys(reading) == []


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


def test_councils_down_and_years_across_for_one_indicator() -> None:
    rows = [
        ["Proportion of carers who receive direct payments"],
        ["Council", "2021/22", "2022/23", "2023/24"],
        ["Exampleshire", "75.1", "76.2", "[c]"],
        ["Leeds", "70", "71", "72"],
        ["Yorkshire & Humber", "68", "69", "70"],
        ["England", "77", "77", "77"],
    ]
    recipe = '[constants]\nindicator = "carers_direct_payments"\n'
    reading = read("carers.xls", page(rows), recipe)
    expect(reading, "authority period_start value", [
        ("Exampleshire Council", "2021-04-01", 75.1), ("Exampleshire Council", "2022-04-01", 76.2),
        ("Exampleshire Council", "2023-04-01", None), ("Leeds City Council", "2021-04-01", 70),
        ("Leeds City Council", "2022-04-01", 71), ("Leeds City Council", "2023-04-01", 72),
    ])  # fmt: skip
    assert keys(reading) == []


@pytest.mark.parametrize(
    ("frame", "first", "last"),
    [("2024/25", "2024-04-01", "2025-03-31"), ("2022 - 24", "2022-01-01", "2024-12-31"),
     ("2021/22 - 23/24", "2021-04-01", "2024-03-31"), ("Q2 2024/25", "2024-07-01", "2024-09-30"),
     ("As at 31 March 2025", "2025-03-01", "2025-03-31"), ("Mar 2025", "2025-03-01", "2025-03-31"),
     ("2024/25 Q2", "2024-07-01", "2024-09-30")],
)  # fmt: skip
def test_periods_of_published_figures(frame: str, first: str, last: str) -> None:
    rows = [["Area Code", "Area Name", "Indicator Name", "Time period", "Value"],
            ["E10000999", "Exampleshire", "Something", frame, "12.5"]]  # fmt: skip
    reading = read("figures.csv", lines(rows))
    expect(reading, "period_start period_end value", [(first, last, 12.5)])


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


def test_a_sheet_a_measure() -> None:
    def table(outcome: float) -> list[list[object]]:
        return [["ONS code", "Council", "Numerator", "Denominator", "Outcome"],
                ["E10000999", "Exampleshire", 10, 100, outcome],
                ["E92000001", "England", 50, 100, 50]]  # fmt: skip

    content = sheets({"1A": table(10), "2A": table(11.5)})
    reading = read("ascof-2023-24-data-tables.xlsx", content)
    expect(reading, "authority indicator period_start value", [
        ("Exampleshire Council", "ASCOF 1A", "2023-04-01", 10),
        ("Exampleshire Council", "ASCOF 2A", "2023-04-01", 11.5),
    ])  # fmt: skip
    assert keys(reading) == []


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


def test_figures_that_contradict_each_other_are_to_mend() -> None:
    rows = [["Area", "ASCOF measure code", "Measure type", "Measure value", "Year"]]
    rows += [
        ["Exampleshire", "1A", kind, value, "2024-25"]
        for kind, value in (("Numerator", "10"), ("Numerator", "11"), ("Outcome", "5"))
    ]
    reading = read("ascof.csv", lines(rows))
    assert reading.rows.is_empty()
    assert reading.rejected == 3


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


def test_measures_beside_each_other() -> None:
    rows = [["ONS code", "Council", "Quality of life", "Direct payments %", "Note"],
            ["E10000999", "Exampleshire", 18.9, "75%", "x"],
            ["E08000035", "Leeds", 19.1, "[c]", ""],
            ["E92000001", "England", 19, "74%", ""]]  # fmt: skip
    reading = read("adult social care indicators 2023-24.csv", lines(rows))
    expect(reading, "authority indicator period_start value", [
        ("Exampleshire Council", "Quality of life", "2023-04-01", 18.9),
        ("Exampleshire Council", "Direct payments %", "2023-04-01", 75),
        ("Leeds City Council", "Quality of life", "2023-04-01", 19.1),
        ("Leeds City Council", "Direct payments %", "2023-04-01", None),
    ])  # fmt: skip
    assert (reading.set_aside, reading.used, keys(reading)) == ({"other_places": 1}, 2, [])
    quarters = [["Quarter", "Contacts", "Resolved"], ["Q1 2026/27", "1,200", 400],
                ["Q2 2026/27", "1,300", 450]]  # fmt: skip
    front = read("front door.csv", lines(quarters))
    expect(front, "indicator period_start value", [
        ("Contacts", "2026-04-01", 1200), ("Resolved", "2026-04-01", 400),
        ("Contacts", "2026-07-01", 1300), ("Resolved", "2026-07-01", 450),
    ])  # fmt: skip
    assert keys(front) == []


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


def test_figures_of_each_measure_beside_each_other() -> None:
    rows = [["Council", "1A Numerator", "1A Denominator", "1A Outcome", "2A(1) Outcome"],
            ["Exampleshire", 100, 500, "19.1", "1,020.3"]]  # fmt: skip
    reading = read("ascof 2023-24.csv", lines(rows))
    expect(reading, "indicator numerator denominator value", [
        ("ASCOF 1A", 100, 500, 19.1), ("ASCOF 2A(1)", None, None, 1020.3),
    ])  # fmt: skip
    assert keys(reading) == []


def test_rows_that_are_only_numbered_have_no_codes() -> None:
    rows = [["No.", "Measure", "May 2026"], [1, "Reviews", 71], [2, "Contacts", 1204]]
    expect(read("KPIs.csv", lines(rows)), "indicator value", [("Reviews", 71), ("Contacts", 1204)])
