"""Complaints in other shapes: ticks, events, tabs, headings, headers of several lines."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.made_files import Case, check, workbook

CASES = [
    Case(
        "ticks",
        "Complaints 2026-27.xlsx",
        workbook(
            {
                "Log": """
Complaints received by adult social care
Ref | Date received | Date responded | Team | Phone | Email | Letter | Upheld | Partly upheld |\
 Not upheld | Withdrawn
1 | @2026-04-03 | @2026-05-01 | North | x |  |  | x
2 | @2026-04-13 | @2026-05-11 | South |  | x |  |  |  | x
3 | @2026-04-14 | @2026-05-12 | South |  |  | x |  | x
4 | @2026-04-20 |  | South |  | x
"""
            }
        ),
        "complaint",
        "reference received responded channel team outcome",
        """
1 | 2026-04-03 | 2026-05-01 | phone | North | upheld
2 | 2026-04-13 | 2026-05-11 | email | South | not_upheld
3 | 2026-04-14 | 2026-05-12 | letter | South | partly_upheld
4 | 2026-04-20 |  | email | South
""",
        aside={"titles": 1},
    ),
    Case(
        "events",
        "complaint events.csv",
        b"""\
Case ref,Team,Event,Event date,Detail
E1,North,Complaint received,03/04/2026,
E1,North,Acknowledgement sent,07/04/2026,
E1,North,Response sent,01/05/2026,Upheld
E2,South,Complaint received,13/04/2026,
E2,South,Acknowledgement sent,14/04/2026,
E3,South,Complaint received,20/04/2026,
E3,South,Response sent,18/05/2026,Not upheld
""",
        "complaint",
        "reference team received acknowledged responded",
        """
E1 | North | 2026-04-03 | 2026-04-07 | 2026-05-01
E2 | South | 2026-04-13 | 2026-04-14
E3 | South | 2026-04-20 |  | 2026-05-18
""",
    ),
    Case(
        "service and team",
        "log.csv",
        b"""\
Ref,Date received,Directorate,Service,Team,Date responded,Outcome
1,03/04/2026,Adults,Access,North,01/05/2026,Upheld
2,13/04/2026,Adults,Access,South,11/05/2026,Not upheld
""",
        "complaint",
        "reference received team responded outcome",
        """
1 | 2026-04-03 | North | 2026-05-01 | upheld
2 | 2026-04-13 | South | 2026-05-11 | not_upheld
""",
    ),
    Case(
        "same header twice",
        "stage log.csv",
        b"""\
Ref,Team,Received,Acknowledged,Responded,Outcome,Stage 2 received,Stage 2 acknowledged,Stage 2 \
responded,Stage 2 outcome,Ombudsman
1,North,03/04/2026,07/04/2026,01/05/2026,Upheld,,,,,
2,South,13/04/2026,14/04/2026,11/05/2026,Not upheld,20/05/2026,21/05/2026,17/06/2026,Upheld,No
3,South,20/04/2026,21/04/2026,18/05/2026,Not upheld,01/06/2026,,,,Yes
""",
        "complaint",
        "reference received acknowledged responded outcome ombudsman_referred",
        """
1 | 2026-04-03 | 2026-04-07 | 2026-05-01 | upheld
2 | 2026-04-13 | 2026-04-14 | 2026-06-17 | upheld | False
3 | 2026-04-20 | 2026-04-21 |  |  | True
""",
    ),
    Case(
        "open and closed",
        "Adults complaints.xlsx",
        workbook(
            {
                "Pivot": """
Row labels | Count of Ref
North | #2
South | #1
Grand Total | #3
""",
                "Open": """
Ref | Received | Team | Ack'd | Due | Replied | Finding
4 | @2026-09-03 | North | @2026-09-07 | @2026-10-01
""",
                "Closed": """
Ref | Received | Team | Ack'd | Due | Replied | Finding
1 | @2026-04-03 | North | @2026-04-07 | @2026-05-01 | @2026-04-30 | Upheld
2 | @2026-04-13 | South | @2026-04-14 | @2026-05-11 | @2026-05-08 | Not upheld
""",
            }
        ),
        "complaint",
        "reference received team acknowledged answer_due responded outcome",
        """
4 | 2026-09-03 | North | 2026-09-07 | 2026-10-01
1 | 2026-04-03 | North | 2026-04-07 | 2026-05-01 | 2026-04-30 | upheld
2 | 2026-04-13 | South | 2026-04-14 | 2026-05-11 | 2026-05-08 | not_upheld
""",
        says=("'Pivot'",),
    ),
    Case(
        "state headings",
        "complaints.csv",
        b"""\
Ref,Received,Responded,Outcome
OPEN CASES,,,
4,03/09/2026,,
CLOSED CASES,,,
1,03/04/2026,30/04/2026,Upheld
2,13/04/2026,08/05/2026,Not upheld
""",
        "complaint",
        "reference received team responded outcome",
        """
4 | 2026-09-03
1 | 2026-04-03 |  | 2026-04-30 | upheld
2 | 2026-04-13 |  | 2026-05-08 | not_upheld
""",
        aside={"headings": 2},
    ),
    Case(
        "yes no acknowledged",
        "c.csv",
        b"""\
Complaint reference,Date of receipt,Acknowledged within 3 days?,Date acknowledgement letter \
sent,Agreed response date,Date final response issued to complainant,Working days taken,\
Decision reached
1,03/04/2026,Yes,07/04/2026,01/05/2026,30/04/2026,18,Upheld
2,13/04/2026,No,20/04/2026,11/05/2026,,,
""",
        "complaint",
        "reference received acknowledged answer_due responded outcome",
        """
1 | 2026-04-03 | 2026-04-07 | 2026-05-01 | 2026-04-30 | upheld
2 | 2026-04-13 | 2026-04-20 | 2026-05-11
""",
    ),
    Case(
        "ombudsman's words",
        "lgsco decisions.csv",
        b"""\
Reference,Received,Responded,Outcome,Ombudsman's decision
1,03/04/2025,30/04/2025,Not upheld,"Upheld: fault & injustice"
2,03/04/2025,30/04/2025,Not upheld,"Upheld: fault no injustice"
3,03/04/2025,30/04/2025,Not upheld,"Upheld: Maladministration, No Injustice"
4,03/04/2025,30/04/2025,Not upheld,"Upheld: no further action, organisation already remedied"
5,03/04/2025,30/04/2025,Not upheld,"Not upheld: no fault"
6,03/04/2025,30/04/2025,Not upheld,"Not Upheld: No Maladministration"
7,03/04/2025,30/04/2025,Not upheld,"Closed after initial enquiries: Out of jurisdiction"
8,03/04/2025,30/04/2025,Not upheld,"Closed after initial enquiries: 26(1) not warranted by \
alleged injustice"
9,03/04/2025,30/04/2025,Not upheld,"Incomplete/Invalid"
10,03/04/2025,30/04/2025,Not upheld,"Advice given: Signpost - go to complaint handling"
11,03/04/2025,30/04/2025,Not upheld,"Referred back for local resolution: Premature"
12,03/04/2025,30/04/2025,Not upheld,"Report issued: Upheld; maladministration and injustice"
""",
        "complaint",
        "reference ombudsman_outcome",
        """
1 | upheld
2 | upheld
3 | upheld
4 | upheld
5 | not_upheld
6 | not_upheld
7 | closed_after_enquiries
8 | closed_after_enquiries
9 | incomplete_or_invalid
10 | advice_given
11 | referred_back
12 | upheld
""",
    ),
    Case(
        "signature",
        "export.xlsx",
        workbook(
            {
                "Sheet1": """
Exampleshire Council
Adult Social Care
Complaints register
As at 30 September 2026

Case No | Case Opened | Acknowledged On | Target Resolution Date | Case Closed | Service Team |\
 Resolution
C1 | @2026-04-03 | @2026-04-07 | @2026-05-01 | @2026-04-30 | North | Upheld
C2 | @2026-04-13 |  | @2026-05-11 |  | South
C3 | @2026-04-14 | @2026-04-15 | @2026-05-12 | @2026-05-12 | South | Not Upheld

Prepared by the complaints team, 1 October 2026
Page 1 of 1
"""
            }
        ),
        "complaint",
        "reference received acknowledged answer_due responded team outcome",
        """
C1 | 2026-04-03 | 2026-04-07 | 2026-05-01 | 2026-04-30 | North | upheld
C2 | 2026-04-13 |  | 2026-05-11 |  | South
C3 | 2026-04-14 | 2026-04-15 | 2026-05-12 | 2026-05-12 | South | not_upheld
""",
        aside={"titles": 4, "blank": 2, "notes": 2},
    ),
    Case(
        "header lines",
        "COMPLAINTS.xlsx",
        workbook(
            {
                "Data": """
REF ⏎ NO. | DATE ⏎ RECEIVED ⏎ (DD/MM/YYYY) | DATE ACK. ⏎ SENT | DATE OF ⏎ FINAL RESPONSE |\
 SERVICE / ⏎ TEAM | OUTCOME
001 | 03/04/2026 | 07/04/2026 | 30/04/2026 | North | Upheld ⏎ Apology
002 | 13/04/2026 |  |  | South
"""
            }
        ),
        "complaint",
        "reference received acknowledged responded team outcome",
        """
001 | 2026-04-03 | 2026-04-07 | 2026-04-30 | North | upheld
002 | 2026-04-13 |  |  | South
""",
    ),
    Case(
        "preamble",
        "report.csv",
        b"""\
Report name,Statutory complaints
Filters,"Directorate = Adults; Status = All"
Generated,12/11/2026 09:14

Complaint reference,Received date,Acknowledged date,Response date,Service area,Finding
C1,03/04/2026,07/04/2026,30/04/2026,North,Upheld
C2,13/04/2026,,,South,
"2 records",,,,,
""",
        "complaint",
        "reference received acknowledged responded team outcome",
        """
C1 | 2026-04-03 | 2026-04-07 | 2026-04-30 | North | upheld
C2 | 2026-04-13 |  |  | South
""",
        aside={"titles": 3, "blank": 1, "notes": 1},
    ),
    Case(
        "closed without a day",
        "tracker of complaints.csv",
        b"""\
Ref,Date received,Status,Date closed,Outcome
1,03/04/2026,Closed,30/04/2026,Upheld
2,13/04/2026,Closed,,Not upheld
3,14/04/2026,Open,,
""",
        "complaint",
        "reference received responded outcome",
        """
1 | 2026-04-03 | 2026-04-30 | upheld
2 | 2026-04-13 |  | not_upheld
3 | 2026-04-14
""",
        says=("marked as closed",),
    ),
    Case(
        "mixed real and american text",
        "log2.xlsx",
        workbook(
            {
                "Log": """
Reference | Received | Responded | Outcome
1 | @2026-04-14 | 04/30/2026 | Upheld
2 | @2026-04-03 | 05/08/2026 | Upheld
3 | 04/21/2026 | @2026-05-20 | Upheld
4 | @2026-04-28 | 05/27/2026 | Not upheld
"""
            }
        ),
        "complaint",
        "reference received responded",
        """
1 | 2026-04-14 | 2026-04-30
2 | 2026-04-03 | 2026-05-08
3 | 2026-04-21 | 2026-05-20
4 | 2026-04-28 | 2026-05-27
""",
        recipe="""
[dates]
order = "month first"
""",
        asks=("dates.order: 'Received'",),
    ),
    Case(
        "outcome date beside outcome",
        "log3.csv",
        b"""\
Ref,Received,Outcome date,Outcome,Outcome notes
1,03/04/2026,30/04/2026,Upheld,sorry
2,13/04/2026,,,
""",
        "complaint",
        "reference received responded outcome",
        """
1 | 2026-04-03 | 2026-04-30 | upheld
2 | 2026-04-13
""",
    ),
    Case(
        "channel words",
        "log4.csv",
        b"""\
Ref,Received,How received,Responded,Outcome
1,03/04/2026,Phone call,30/04/2026,Upheld
2,13/04/2026,Web form,,
3,14/04/2026,Via MP,,
4,15/04/2026,In person,,
5,16/04/2026,Email to inbox,,
6,17/04/2026,Post,,
""",
        "complaint",
        "reference channel",
        """
1 | phone
2 | web_form
3 | councillor_or_mp
4 | in_person
5 | email
6 | letter
""",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file(case: Case) -> None:
    check(case)
