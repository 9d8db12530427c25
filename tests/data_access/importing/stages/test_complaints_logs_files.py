"""Complaints logs and lists of compliments as councils keep them."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.made_files import Case, check, workbook

CASES = [
    Case(
        "days",
        "complaints.csv",
        b"""\
Complaint No.|Date complaint received|Date of response|Outcome of complaint
1|Fri 3 Apr 2026|1st May 2026|Upheld
2|3rd April 2026|2026-05-01T16:20:00Z|Upheld
3|03/04/2026 14:05|01/05/2026 (extended)|Not upheld
4|3.4.26|1.5.26|Not Upheld
5|46115|46143|Partly Upheld
6|20260403|20260501|Partially-upheld
7|2026-04-03|2026-05-01|UPHELD
8|31/04/2026|01/06/2026|Upheld
9|3-Apr-26|Response not yet sent|ongoing
10|Friday, 3 April 2026|No response|
11|13/04/2026|tbc|Pending
""",
        "complaint",
        "reference received responded outcome",
        """
1 | 2026-04-03 | 2026-05-01 | upheld
2 | 2026-04-03 | 2026-05-01 | upheld
3 | 2026-04-03 | 2026-05-01 | not_upheld
4 | 2026-04-03 | 2026-05-01 | not_upheld
5 | 2026-04-03 | 2026-05-01 | partly_upheld
6 | 2026-04-03 | 2026-05-01 | partly_upheld
7 | 2026-04-03 | 2026-05-01 | upheld
9 | 2026-04-03
10 | 2026-04-03
11 | 2026-04-13
""",
        rejected=1,
    ),
    Case(
        "closure reasons",
        "complaints closed.csv",
        b"""\
Reference,Received Date,Closed Date,Closure reason,Days to respond,Within timescale?,Number of \
extensions
1,03/04/2026,01/05/2026,Complaint upheld,19,Yes,0
2,13/04/2026,11/05/2026,Complaint partially upheld,20,Yes,0
3,14/04/2026,12/05/2026,Complaint not upheld,20,Yes,0
4,15/04/2026,20/04/2026,Complaint withdrawn by customer,3,Yes,0
5,16/04/2026,21/04/2026,Passed to another organisation,3,Yes,0
6,17/04/2026,,,,,1
7,18/04/2026,25/05/2026,Some elements upheld,24,No,1
""",
        "complaint",
        "reference received responded outcome",
        """
1 | 2026-04-03 | 2026-05-01 | upheld
2 | 2026-04-13 | 2026-05-11 | partly_upheld
3 | 2026-04-14 | 2026-05-12 | not_upheld
4 | 2026-04-15 | 2026-04-20 | withdrawn
5 | 2026-04-16 | 2026-04-21
6 | 2026-04-17
7 | 2026-04-18 | 2026-05-25 | partly_upheld
""",
        recipe="""
[words.outcome]
"Passed to another organisation" = ""
"Some elements upheld" = "partly_upheld"
""",
        asks=("words.outcome: 'Passed to another organisation'",),
    ),
    Case(
        "substantiated",
        "asc complaints 2026.csv",
        b"""\
Ref,Received,Acknowledged,Responded,Finding
1,03/04/2026,07/04/2026,01/05/2026,Substantiated
2,13/04/2026,14/04/2026,11/05/2026,Not substantiated
3,14/04/2026,15/04/2026,12/05/2026,Partly substantiated
4,15/04/2026,16/04/2026,13/05/2026,Unsubstantiated
5,16/04/2026,17/04/2026,14/05/2026,Well-founded
6,17/04/2026,20/04/2026,15/05/2026,Unfounded
7,20/04/2026,21/04/2026,18/05/2026,Partially founded
8,21/04/2026,22/04/2026,19/05/2026,Fully upheld
9,22/04/2026,23/04/2026,20/05/2026,No fault found
10,23/04/2026,24/04/2026,21/05/2026,Fault found
11,24/04/2026,27/04/2026,22/05/2026,Not fully upheld
12,25/04/2026,27/04/2026,22/05/2026,Upheld in part
13,26/04/2026,27/04/2026,22/05/2026,Partially Justified
14,27/04/2026,28/04/2026,22/05/2026,Upheld (partial)
15,27/04/2026,28/04/2026,22/05/2026,Partial
""",
        "complaint",
        "reference outcome",
        """
1 | upheld
2 | not_upheld
3 | partly_upheld
4 | not_upheld
5 | upheld
6 | not_upheld
7 | partly_upheld
8 | upheld
9 | not_upheld
10 | upheld
11 | partly_upheld
12 | partly_upheld
13 | partly_upheld
14 | partly_upheld
15 | partly_upheld
""",
        recipe="""
[words.outcome]
"Not fully upheld" = "partly_upheld"
"Partial" = "partly_upheld"
""",
        asks=("words.outcome: 'Not fully upheld'",),
    ),
    Case(
        "kinds",
        "Customer feedback register.xlsx",
        workbook(
            {
                "Register": """
ID | Category of contact | Date in | Ack sent | Due | Date out | Team | Decision
#1 | Statutory complaint | @2026-04-03 | @2026-04-07 | @2026-05-01 | @2026-04-30 | North |\
 Upheld
#2 | Councillor enquiry | @2026-04-04 |  |  | @2026-04-10 | North
#3 | Member enquiry | @2026-04-05 |  |  | @2026-04-11 | South
#4 | Thank you | @2026-04-06 |  |  |  | South
#5 | Statutory complaint | @2026-04-13 | @2026-04-14 | @2026-05-11 |  | South
#6 | Corporate complaint | @2026-04-14 | @2026-04-15 | @2026-05-01 | @2026-04-30 | North |\
 Not upheld
#7 | Informal complaint | @2026-04-15 |  |  | @2026-04-16 | North
#8 | Service request | @2026-04-16 |  |  | @2026-04-17 | North
#9 | Comment/suggestion | @2026-04-17 |  |  |  | North
"""
            }
        ),
        "complaint",
        "reference received acknowledged answer_due responded team outcome",
        """
1 | 2026-04-03 | 2026-04-07 | 2026-05-01 | 2026-04-30 | North | upheld
5 | 2026-04-13 | 2026-04-14 | 2026-05-11 |  | South
""",
        aside={"left_out": 7},
        recipe="""
[rows]
leave_out = { "Category of contact" = ["Councillor enquiry","Member enquiry","Thank you",\
"Corporate complaint","Informal complaint","Service request","Comment/suggestion"] }
""",
        asks=("rows.leave_out: 'Category of contact'",),
    ),
    Case(
        "no references",
        "Complaints ASC.csv",
        b"""\
Date received,Time received,Method,Team,Issue,Target,Replied,Outcome,Comments
April 2026,,,,,,,,
03/04/2026,10:15,Telephone,North,Delay,01/05/2026,30/04/2026,Upheld,apologised
03/04/2026,11:00,Telephone,North,Delay,01/05/2026,30/04/2026,Upheld,second caller
13/04/2026,09:00,Email,South,Fees,11/05/2026,Still investigating,,chasing
Total for April,3,,,,,,,
May 2026,,,,,,,,
05/05/2026,09:00,Walk in,South,Fees,02/06/2026,29/05/2026,Not upheld,
Total for May,1,,,,,,,
Grand total,4,,,,,,,
""",
        "complaint",
        "received channel team answer_due responded outcome",
        """
2026-04-03 | phone | North | 2026-05-01 | 2026-04-30 | upheld
2026-04-03 | phone | North | 2026-05-01 | 2026-04-30 | upheld
2026-04-13 | email | South | 2026-05-11
2026-05-05 | in_person | South | 2026-06-02 | 2026-05-29 | not_upheld
""",
        aside={"headings": 2, "totals": 3},
    ),
    Case(
        "themes",
        "complaints themes.csv",
        b"""\
Reference,Received,Responded,Outcome,Theme
1,03/04/2026,01/05/2026,Upheld,Waiting times
2,13/04/2026,11/05/2026,Not upheld,Staff attitude
3,14/04/2026,12/05/2026,Upheld,Information and advice; Staff attitude
4,15/04/2026,,,Charging
""",
        "complaint",
        "reference outcome themes",
        """
1 | upheld | waiting_times
2 | not_upheld
3 | upheld | information_advice
4
""",
        says=("Staff attitude",),
    ),
    Case(
        "formulas",
        "ASC complaints log 2026.xlsx",
        workbook(
            {
                "Complaints": """
Complaint Ref | Quarter | Date Received | Ack Due | Ack Sent | Ack in 3 WD? | Response Target |\
 Response Sent | Days | Met target? | Outcome
C-1 | =IF(C2>0,"Q1","") | @2026-04-03 | =WORKDAY(C2,3) | @2026-04-07 | =IF(E2<=D2,"Y","N") |\
 @2026-05-01 | @2026-04-30 | =H2-C2 | =IF(H2<=G2,1,0) | Upheld
C-2 | =IF(C3>0,"Q1","") | @2026-04-13 | =WORKDAY(C3,3) |  | =IF(E3<=D3,"Y","N") | @2026-05-11 |\
  | =H3-C3 | =IF(H3<=G3,1,0)
Total |  | =COUNT(C2:C3) |  | =COUNT(E2:E3) |  |  | =COUNT(H2:H3)
"""
            }
        ),
        "complaint",
        "reference received acknowledged answer_due responded outcome",
        """
C-1 | 2026-04-03 | 2026-04-07 | 2026-05-01 | 2026-04-30 | upheld
C-2 | 2026-04-13 |  | 2026-05-11
""",
        aside={"totals": 1},
        says=("never calculated",),
    ),
    Case(
        "compliments",
        "Compliments log 2026-27.xlsx",
        workbook(
            {
                "Compliments": """
Compliments log
Date | Team | From | Compliment | Category | Shared with team?
@2026-04-03 | North | Daughter | Lovely visit | Waiting times | Yes
@2026-04-20 | North | Son | So quick | Waiting times | Yes
@2026-04-22 | South | Wife | Very kind | Staff attitude | No
@2026-05-01 | North | Himself | Thank you | Unpaid carers | Yes
@2026-05-02 | South | Herself | Kind | Staff attitude | Yes
@2026-05-30 | South | Herself | Helpful | Staff attitude | Yes
"""
            }
        ),
        "compliment",
        "team month theme received",
        """
North | 2026-04-01 | waiting_times | 2
South | 2026-04-01 |  | 1
North | 2026-05-01 | carers | 1
South | 2026-05-01 |  | 2
""",
        aside={"titles": 1},
        says=("Staff attitude",),
    ),
    Case(
        "compliments of a mixed log",
        "feedback log.csv",
        b"""\
Ref,Type,Date received,Team,Theme,Outcome,Date closed
1,Complaint,03/04/2026,North,Waiting times,Upheld,01/05/2026
2,Compliment,13/04/2026,North,Unpaid carers,,
3,Compliment,14/04/2026,North,Unpaid carers,,
4,Compliment,20/05/2026,South,,,
5,MP enquiry,21/05/2026,South,,,
""",
        "compliment",
        "team month theme received",
        """
North | 2026-04-01 | carers | 2
South | 2026-05-01 |  | 1
""",
        aside={"left_out": 2},
        recipe="""
dataset = "compliment"
[rows]
leave_out = { "Type" = ["Complaint", "MP enquiry"] }
""",
        asks=("rows.leave_out: 'Type'",),
    ),
    Case(
        "compliments counted",
        "Compliments by month.csv",
        b"""\
Month,Service area,No. of compliments
Apr-26,North,5
Apr-26,South,2
May-26,North,0
May-26,South,tbc
Total,,7
""",
        "compliment",
        "team month received",
        """
North | 2026-04-01 | 5
South | 2026-04-01 | 2
North | 2026-05-01 | 0
""",
        rejected=1,
        aside={"totals": 1},
    ),
    Case(
        "stages merged down",
        "complaints stages.xlsx",
        workbook(
            {
                "Log": """
Ref | Team | Complaint stage | Date received | Acknowledged | Due date | Date of response |\
 Decision
X1 | North | Stage 1 | @2026-04-03 | @2026-04-07 | @2026-05-01 | @2026-04-30 | Upheld
X2 | South | Stage 1 | @2026-04-13 | @2026-04-14 | @2026-05-11 | @2026-05-08 | Not upheld
 |  | Stage 2 | @2026-05-18 | @2026-05-19 | @2026-06-15 | @2026-06-12 | Partly upheld
X3 | North | Stage 1 | @2026-05-06 |  | @2026-06-03
"""
            },
            merged=("A3:A4", "B3:B4"),
        ),
        "complaint",
        "reference team received acknowledged answer_due responded outcome",
        """
X1 | North | 2026-04-03 | 2026-04-07 | 2026-05-01 | 2026-04-30 | upheld
X2 | South | 2026-04-13 | 2026-04-14 | 2026-06-15 | 2026-06-12 | partly_upheld
X3 | North | 2026-05-06 |  | 2026-06-03
""",
    ),
    Case(
        "answered without a finding",
        "complaints_q1.csv",
        """\
﻿Complaint ID,Date Logged,Date Acknowledged,Target Date,Date Responded,Locality,Complaint \
Outcome,Referred to LGSCO?
1,03/04/2026,07/04/2026,01/05/2026,30/04/2026,East,Resolved,No
2,13/04/2026,14/04/2026,11/05/2026,08/05/2026,West,Upheld,Yes
3,20/04/2026,21/04/2026,18/05/2026,,West,Not concluded,Not known
4,21/04/2026,22/04/2026,19/05/2026,18/05/2026,East,No finding,N
""".encode(),
        "complaint",
        "reference received responded team outcome ombudsman_referred",
        """
1 | 2026-04-03 | 2026-04-30 | East |  | False
2 | 2026-04-13 | 2026-05-08 | West | upheld | True
3 | 2026-04-20 |  | West
4 | 2026-04-21 | 2026-05-18 | East |  | False
""",
        recipe="""
[words.outcome]
Resolved = ""
"No finding" = ""
""",
        asks=("words.outcome: 'Resolved'",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file(case: Case) -> None:
    check(case)
