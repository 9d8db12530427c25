"""The ombudsman's figures: the three tables of each year, and years gathered by councils."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

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

RECEIVED = [
    ["Complaints and enquiries received, 1 April 2024 to 31 March 2025"],
    ["Authority Name", "Adult Care Services", "Benefits & Tax", "Corporate & Other Services",
     "Education & Children's Services", "Highways & Transport", "Housing", "Total"],
    ["Exampleshire Council", 24, 3, 5, 40, 11, 0, 83],
    ["Leeds City Council", 30, 10, 8, 61, 20, 33, 162],
]  # fmt: skip


def test_complaints_received_by_subject() -> None:
    reading = read("Complaints received 2024-25.csv", lines(RECEIVED))
    expect(reading, "authority year scope received", [
        ("Exampleshire Council", "2024-25", "adult social care", 24),
        ("Exampleshire Council", "2024-25", "all services", 83),
        ("Leeds City Council", "2024-25", "adult social care", 30),
        ("Leeds City Council", "2024-25", "all services", 162),
    ])  # fmt: skip
    assert (reading.used, reading.rejected, keys(reading)) == (2, 0, [])
    told = read("received.csv", lines(RECEIVED), '[constants]\nscope = "all services"\n')
    assert told.rows.get_column("received").to_list() == [83, 162]


def test_complaints_decided_with_two_header_rows() -> None:
    content = workbook(
        [
            ["Complaints and enquiries decided (all services), year ending 31 March 2024"],
            ["Authority", "Invalid or Incomplete", "Advice Given", "Referred back for local "
             "resolution", "Closed after initial enquiries", "Detailed investigations", None, None,
             "Uphold rate (%)", "Average uphold rate (%) of similar authorities"],
            [None, None, None, None, None, "Not Upheld", "Upheld", "Total", None, None],
            ["Exampleshire", 5, 2, 28, 30, 4, 16, 20, 0.8, 0.81],
            ["Leeds", 1, 0, 12, 15, 3, 5, 8, 0.625, 0.72],
        ],
        merged=["F2:H2"],
        formats={"I": "0%", "J": "0%"},
    )  # fmt: skip
    reading = read("decided.xlsx", content)
    expect(reading, "authority year scope incomplete_or_invalid advice_given referred_back "
           "closed_after_enquiries not_upheld upheld uphold_rate similar_authority_average", [
        ("Exampleshire Council", "2023-24", "all services", 5, 2, 28, 30, 4, 16, 80, 81),
        ("Leeds City Council", "2023-24", "all services", 1, 0, 12, 15, 3, 5, 62.5, 72),
    ])  # fmt: skip
    assert keys(reading) == []


def test_compliance() -> None:
    rows = [
        ["Compliance with recommendations, all services, 2024/25"],
        ["Name of authority", "Number of remedies agreed", "Remedies satisfied on time",
         "Satisfied late", "Remedies not satisfied", "Compliance rate"],
        ["Exampleshire", 14, 12, 2, 0, "100%"],
        ["Leeds", 30, 28, 1, 1, "97%"],
        ["Somewhere District Council", 0, 0, 0, 0, "N/A"],
    ]  # fmt: skip
    reading = read("compliance.xls", page(rows))
    expect(reading, "authority year scope remedies late_remedies compliance_rate", [
        ("Exampleshire Council", "2024-25", "all services", 14, 2, 100),
        ("Leeds City Council", "2024-25", "all services", 30, 1, 97),
        ("Somewhere District Council", "2024-25", "all services", 0, 0, None),
    ])  # fmt: skip
    assert keys(reading) == []


def test_three_tables_in_three_sheets() -> None:
    book = openpyxl.Workbook()
    received: Any = book.active
    received.title = "Received"
    for row in RECEIVED:
        received.append(row)
    decided = book.create_sheet("Decided")
    for row in (
        ["Complaints decided 1 April 2024 to 31 March 2025"],
        ["Authority Name", "Upheld", "Not upheld", "Uphold rate"],
        ["Exampleshire Council", 16, 4, "80%"],
        ["Leeds City Council", 20, 20, "50%"],
    ):
        decided.append(row)
    compliance = book.create_sheet("Compliance")
    for row in (
        ["Compliance 1 April 2024 to 31 March 2025"],
        ["Authority Name", "Compliance outcomes", "Compliance rate", "Late compliance"],
        ["Exampleshire Council", 14, "100%", 2],
        ["Leeds City Council", 9, "100%", 0],
    ):
        compliance.append(row)
    content = io.BytesIO()
    book.save(content)
    recipe = '[constants]\nscope = "all services"\n'
    figures = "authority scope received upheld not_upheld uphold_rate compliance_rate remedies"
    reading = read("ombudsman annual tables.xlsx", content.getvalue(), recipe)
    expect(reading, figures, [
        ("Exampleshire Council", "all services", None, 16, 4, 80, 100, 14),
        ("Leeds City Council", "all services", None, 20, 20, 50, 100, 9),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "sheets not read", "Received")
    named = read(
        "ombudsman annual tables.xlsx",
        content.getvalue(),
        f'sheet = ["Received", "Decided", "Compliance"]\n{recipe}',
    )
    expect(named, figures, [
        ("Exampleshire Council", "all services", 83, 16, 4, 80, 100, 14),
        ("Leeds City Council", "all services", 162, 20, 20, 50, 100, 9),
    ])  # fmt: skip
    assert (named.rejected, keys(named)) == (0, [])


def test_years_across_in_a_letter_as_a_document() -> None:
    content = document(
        [
            ["Adult social care", "2022/23", "2023/24", "2024/25"],
            ["Complaints and enquiries received", "20", "22", "31"],
            ["Detailed investigations carried out", "6", "8", "10"],
            ["Upheld", "5", "6", "9"],
            ["Uphold rate", "83%", "75%", "90%"],
            ["Average uphold rate for similar authorities", "77%", "80%", "81%"],
            ["Compliance rate", "100%", "n/a", "100%"],
        ],
        "Ombudsman annual review letters",
    )
    reading = read("annual letters.docx", content)
    expect(reading, "year scope received investigations upheld uphold_rate "
           "similar_authority_average compliance_rate", [
        ("2022-23", "adult social care", 20, 6, 5, 83, 77, 100),
        ("2023-24", "adult social care", 22, 8, 6, 75, 80, None),
        ("2024-25", "adult social care", 31, 10, 9, 90, 81, 100),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])


def test_years_down_with_both_scopes() -> None:
    rows = [
        ["Year ending", "Service", "Received", "Decided", "Upheld", "% upheld"],
        ["31 March 2024", "Adult care services", 22, 8, 6, "75%"],
        ["31 March 2024", "All council services", 80, 30, 24, "80%"],
        ["31 March 2025", "Adult care services", 31, 10, 9, "90%"],
        ["31 March 2025", "All council services", 90, 33, 30, "91%"],
    ]
    reading = read("LGSCO.csv", lines(rows))
    expect(reading, "year scope received investigations upheld uphold_rate", [
        ("2023-24", "adult social care", 22, 8, 6, 75),
        ("2023-24", "all services", 80, 30, 24, 80),
        ("2024-25", "adult social care", 31, 10, 9, 90),
        ("2024-25", "all services", 90, 33, 30, 91),
    ])  # fmt: skip
    assert keys(reading) == []


def test_one_letter_in_measures_and_figures() -> None:
    rows = [
        ["LGSCO annual review letter 2024/25 - adult social care"],
        ["Measure", "Figure"],
        ["Complaints received", 31],
        ["Complaints investigated", 10],
        ["Complaints upheld", 9],
        ["Upheld rate", "90%"],
        ["Average of similar authorities", "81%"],
        ["Compliance with recommendations", "100%"],
    ]
    reading = read("letter.csv", lines(rows))
    expect(reading, "year scope received investigations upheld uphold_rate "
           "similar_authority_average compliance_rate", [
        ("2024-25", "adult social care", 31, 10, 9, 90, 81, 100),
    ])  # fmt: skip
    assert keys(reading) == []


def test_scopes_over_groups_of_columns() -> None:
    content = workbook(
        [
            ["Year", "Adult social care", None, None, "All services", None, None],
            [None, "Received", "Upheld", "Uphold rate", "Received", "Upheld", "Uphold rate"],
            ["2023-24", 22, 6, 0.75, 80, 24, 0.8],
            ["2024-25", 31, 9, 0.9, 90, 30, 0.91],
        ],
        merged=["B1:D1", "E1:G1"],
        formats={"D": "0%", "G": "0%"},
    )
    reading = read("ombudsman.xlsx", content)
    expect(reading, "year scope received upheld uphold_rate", [
        ("2023-24", "adult social care", 22, 6, 75), ("2023-24", "all services", 80, 24, 80),
        ("2024-25", "adult social care", 31, 9, 90), ("2024-25", "all services", 90, 30, 91),
    ])  # fmt: skip
    assert keys(reading) == []


def test_a_year_alone_is_asked() -> None:
    rows = [["Year", "Scope", "Upheld", "Not upheld"], ["2024", "All services", 5, 1]]
    asked = read("ombudsman.csv", lines(rows))
    assert [question.field for question in asked.needed] == ["year"]
    told = read("ombudsman.csv", lines(rows), '[words.year]\n"2024" = "2023-24"\n')
    expect(told, "year upheld", [("2023-24", 5)])
    assert keys(told) == []


def test_a_sheet_a_year() -> None:
    header = ["Authority", "Upheld", "Not upheld", "Uphold rate"]
    content = sheets({"2022-23": [header, ["Exampleshire", 5, 1, "83%"]],
                      "2023-24": [header, ["Exampleshire", 6, 2, "75%"]]})  # fmt: skip
    scope = '[constants]\nscope = "all services"\n'
    reading = read("ombudsman decisions.xlsx", content, scope)
    expect(reading, "year upheld", [("2022-23", 5), ("2023-24", 6)])
    assert (reading.rejected, keys(reading)) == (0, [])


def test_titles_with_two_years_are_asked() -> None:
    rows = [["LGSCO decisions 2024-25, all services"], ["Beside those of 2023-24 in the annex"],
            ["Authority", "Upheld", "Not upheld"], ["Exampleshire", 5, 1]]  # fmt: skip
    assert keys(read("ombudsman.csv", lines(rows))) == ["constants.year"]


def test_measures_down_and_years_over_similar_councils() -> None:
    content = workbook(
        [
            ["Adult social care complaints to the Ombudsman"],
            ["Measure", "2022-23", None, "2023-24", None],
            [None, "Exampleshire", "Similar councils", "Exampleshire", "Similar councils"],
            ["Uphold rate", 0.8, 0.77, 0.75, 0.8],
            ["Compliance rate", 1, 0.99, 1, 1],
            ["Upheld", 8, None, 9, None],
        ],
        merged=["B2:C2", "D2:E2"],
        formats={f"{letter(place)}{row}": "0%" for place in range(1, 5) for row in (4, 5)},
    )
    reading = read("ombudsman.xlsx", content)
    expect(reading, "year scope upheld uphold_rate compliance_rate", [
        ("2022-23", "adult social care", 8, 80, 100), ("2023-24", "adult social care", 9, 75, 100),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
