"""Complaints as systems for them give them out."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.made_files import Case, check, workbook

CASES = [
    Case(
        "dynamics",
        "All ASC Complaints 12-11-2026 09-14-22.xlsx",
        workbook(
            {
                "All ASC Complaints": """
(Do Not Modify) Case | (Do Not Modify) Row Checksum | (Do Not Modify) Modified On |\
 Case Number | Customer | Case Title | Subject | Origin | Created On | Acknowledgement Sent |\
 Response Due | Resolved On | Status | Status Reason | Decision | Owner | Service Team
a1 | x== | @2026-06-01 | CAS-00412-K7 | Customer 1 | Delay in review | Communication | Phone |\
 @2026-04-03 | @2026-04-07 | @2026-05-05 | @2026-05-01 | Resolved | Problem Solved |\
 Partially Upheld | Officer 1 | Reviews
a2 | x== | @2026-06-01 | CAS-00413-P2 | Customer 2 | Bill wrong | Charging | Email |\
 @2026-04-13 |  | @2026-05-12 |  | Active | In Progress |  | Officer 2 | Finance
a3 | x== | @2026-06-01 | CAS-00420-Z9 | Customer 3 | Carer late | Quality | Web | @2026-04-28 |\
 @2026-04-29 | @2026-05-27 | @2026-05-20 | Resolved | Information Provided | Not Upheld |\
 Officer 1 | Reviews
"""
            }
        ),
        "complaint",
        "reference received acknowledged answer_due responded channel team outcome",
        """
CAS-00412-K7 | 2026-04-03 | 2026-04-07 | 2026-05-05 | 2026-05-01 | phone | Reviews |\
 partly_upheld
CAS-00413-P2 | 2026-04-13 |  | 2026-05-12 |  | email | Finance
CAS-00420-Z9 | 2026-04-28 | 2026-04-29 | 2026-05-27 | 2026-05-20 | web_form | Reviews |\
 not_upheld
""",
        says=("about people",),
    ),
    Case(
        "icasework",
        "icasework_extract.csv",
        """\
Case ref;Type;Received;Ack’d;Target;Closed;Days;In time?;Manner received;Service;Category;\
Decision;Remedy £
7001;Complaint – Statutory;03-Apr-2026;07-Apr-2026;05-May-2026;01-May-2026;19;Y;Phone call;\
North;Delay;Partially Justified;0
7002;Complaint – Statutory;13-Apr-2026;n/a;12-May-2026;;;;Online form;South;Conduct;;
7003;Complaint – Corporate;14-Apr-2026;;;20-Apr-2026;4;Y;E-mail;North;Delay;Justified;
7004;MP Enquiry;15-Apr-2026;;;20-Apr-2026;3;Y;E-mail;North;Delay;;
7005;Compliment;16-Apr-2026;;;;;;Letter;South;Praise;;
7006;Complaint – Statutory;17-Apr-2026;20-Apr-2026;18-May-2026;18-May-2026;20;Y;Letter / post;\
South;Fees;Not Justified;50
7007;Complaint – Statutory;20-Apr-2026;21-Apr-2026;19-May-2026;26-May-2026;24;N;Face to Face;\
North;Delay;Justified;
""".encode("cp1252"),
        "complaint",
        "reference received acknowledged answer_due responded channel team outcome",
        """
7001 | 2026-04-03 | 2026-04-07 | 2026-05-05 | 2026-05-01 | phone | North | partly_upheld
7002 | 2026-04-13 |  | 2026-05-12 |  | web_form | South
7006 | 2026-04-17 | 2026-04-20 | 2026-05-18 | 2026-05-18 | letter | South | not_upheld
7007 | 2026-04-20 | 2026-04-21 | 2026-05-19 | 2026-05-26 | in_person | North | upheld
""",
        aside={"left_out": 3},
        recipe="""
[rows]
leave_out = { "Type" = ["Complaint – Corporate", "MP Enquiry", "Compliment"] }
""",
        asks=("rows.leave_out: 'Type'",),
    ),
    Case(
        "respond",
        "Respond Case Listing.txt",
        """\
Case Reference\tDate Received\tAcknowledgement Due Date\tAcknowledgement Sent Date\tResponse \
Due Date\tExtended Response Due Date\tResponse Sent Date\tCase Closed Date\tMethod \
Received\tDepartment\tOutcome\tCase Status
R/26/0101\t03/04/2026\t09/04/2026\t07/04/2026\t05/05/2026\t19/05/2026\t18/05/2026\t02/06/2026\
\tTelephone\tNorth\tPart Upheld\tClosed
R/26/0102\t20/04/2026\t23/04/2026\t\t19/05/2026\t\t\t\tE-Mail\tSouth\t\tAwaiting Response
R/26/0103\t22/04/2026\t27/04/2026\t23/04/2026\t21/05/2026\t\t21/05/2026\t28/05/2026\tLetter\
\tNorth\tUpheld\tClosed
""".encode("utf-16"),
        "complaint",
        "reference received acknowledged answer_due responded channel team outcome",
        """
R/26/0101 | 2026-04-03 | 2026-04-07 | 2026-05-19 | 2026-05-18 | phone | North | partly_upheld
R/26/0102 | 2026-04-20 |  | 2026-05-19 |  | email | South
R/26/0103 | 2026-04-22 | 2026-04-23 | 2026-05-21 | 2026-05-21 | letter | North | upheld
""",
    ),
    Case(
        "grouped headers",
        "ASC complaints tracker.xlsx",
        workbook(
            {
                "Tracker": """
Adult Social Care complaints tracker 2026/27

 |  | Stage 1 |  |  |  | Stage 2 |  |  | LGSCO
Ref | Service | Received | Acknowledged | Response sent | Outcome | Received | Response sent |\
 Outcome | LGSCO ref | Decision date | Decision
S/1 | North | @2026-04-03 | @2026-04-07 | @2026-05-01 | Upheld
S/2 | South | @2026-04-13 | @2026-04-14 | @2026-05-11 | Not upheld | @2026-05-20 |\
 @2026-06-17 | Partly upheld | 26 001 234 | @2026-10-15 | Upheld
S/3 | North | @2026-04-20 | @2026-04-21 | @2026-05-18 | Not upheld | @2026-06-01
"""
            },
            merged=("A1:L1", "C3:F3", "G3:I3", "J3:L3"),
        ),
        "complaint",
        "reference team received acknowledged responded outcome ombudsman_referred "
        "ombudsman_decided ombudsman_outcome",
        """
S/1 | North | 2026-04-03 | 2026-04-07 | 2026-05-01 | upheld
S/2 | South | 2026-04-13 | 2026-04-14 | 2026-06-17 | partly_upheld | True | 2026-10-15 | upheld
S/3 | North | 2026-04-20 | 2026-04-21
""",
        aside={"titles": 1, "blank": 1},
    ),
    Case(
        "yearly tabs",
        "Complaints 3 yrs.xlsx",
        workbook(
            {
                "2024-25": """
Ref | Date Recd | Date Closed | Team | Outcome
24/01 | @2024-05-01 | @2024-05-20 | North | Upheld
24/02 | @2024-06-14 | @2024-07-01 | South | Not Upheld
""",
                "2025-26": """
Ref No | Date Received | Date Closed | Team | Outcome | LGSCO Y/N
25/01 | @2025-05-01 | @2025-05-20 | North | Partially upheld | N
25/02 | @2025-06-14 | @2025-07-01 | South | Upheld | Y
""",
                "2026-27 YTD": """
Ref No | Date complaint received | Date closed | Team | Outcome | LGSCO Y/N
26/01 | @2026-05-01 |  | North |  | N
""",
                "Summary": """
Year | Received | Upheld
2024-25 | #2 | #1
2025-26 | #2 | #1
""",
            }
        ),
        "complaint",
        "reference received responded team outcome ombudsman_referred",
        """
24/01 | 2024-05-01 | 2024-05-20 | North | upheld
24/02 | 2024-06-14 | 2024-07-01 | South | not_upheld
25/01 | 2025-05-01 | 2025-05-20 | North | partly_upheld | False
25/02 | 2025-06-14 | 2025-07-01 | South | upheld | True
26/01 | 2026-05-01 |  | North |  | False
""",
        says=("not read: 'Summary'",),
    ),
    Case(
        "letters",
        "Complaints Log.xlsx",
        workbook(
            {
                "Log 26-27": """
Complaints Log - Adult Social Care 2026/27
Please add new complaints at the bottom
Ref. | Rec'd | Ack | Reply due | Reply sent | Team | Nature | O/C
ASC1 | 03.04.26 | 07.04.26 | 01.05.26 | 30.04.26 | North | Delay | PU
ASC2 | 13.04.26 | Not yet | 11.05.26 | Open | South | Fees | -
ASC3 | 20.04.26 | 21.04.26 | 18.05.26 | 18.05.26 | North | Attitude | NU
ASC4 | 5.5.26 | 6.5.26 | 2.6.26 | 29.5.26 | South | Delay | U

Key: U = upheld, PU = part upheld, NU = not upheld
"""
            }
        ),
        "complaint",
        "reference received acknowledged answer_due responded team outcome",
        """
ASC1 | 2026-04-03 | 2026-04-07 | 2026-05-01 | 2026-04-30 | North | partly_upheld
ASC2 | 2026-04-13 |  | 2026-05-11 |  | South
ASC3 | 2026-04-20 | 2026-04-21 | 2026-05-18 | 2026-05-18 | North | not_upheld
ASC4 | 2026-05-05 | 2026-05-06 | 2026-06-02 | 2026-05-29 | South | upheld
""",
        aside={"titles": 2, "blank": 1, "notes": 1},
        recipe="""
[columns]
"O/C" = "outcome"
[words.outcome]
PU = "partly_upheld"
NU = "not_upheld"
U = "upheld"
""",
        asks=("words.outcome: 'PU'",),
    ),
    Case(
        "html xls",
        "CRM_report.xls",
        b"""\
<html><head><meta charset="utf-8"></head><body>
<table border=1><tr><td colspan=6><b>Adult Social Care - statutory complaints</b></td></tr>
<tr><td colspan=6>Period: 01/04/2026 - 30/06/2026</td></tr>
<tr><th>Reference</th><th>Opened</th><th>Acknowledged</th><th>Due</th><th>Closed</th><th>Result</th></tr>
<tr><td>SR100</td><td>03/04/2026 10:15:00</td><td>07/04/2026 \
09:00:00</td><td>05/05/2026</td><td>01/05/2026 17:00:00</td><td>Complaint upheld</td></tr>
<tr><td>SR101</td><td>13/04/2026 10:15:00</td><td>&nbsp;</td><td>12/05/2026</td><td>&nbsp;\
</td><td>&nbsp;</td></tr>
<tr><td>SR102</td><td>22/04/2026 10:15:00</td><td>23/04/2026 \
09:00:00</td><td>22/05/2026</td><td>29/05/2026 17:00:00</td><td>Complaint not upheld</td></tr>
<tr><td>Total records: 3</td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td colspan=6>Report run on 02/07/2026 08:00</td></tr></table></body></html>
""",
        "complaint",
        "reference received acknowledged answer_due responded outcome",
        """
SR100 | 2026-04-03 | 2026-04-07 | 2026-05-05 | 2026-05-01 | upheld
SR101 | 2026-04-13 |  | 2026-05-12
SR102 | 2026-04-22 | 2026-04-23 | 2026-05-22 | 2026-05-29 | not_upheld
""",
        aside={"titles": 2, "totals": 1, "notes": 1},
    ),
    Case(
        "ombudsman words",
        "complaints to lgsco.csv",
        b"""\
Our ref,Date received,Final response date,Outcome,LGSCO ref,LGSCO decision date,LGSCO decision
A1,03/04/2025,01/05/2025,Not upheld,25 001 001,10/10/2025,Upheld: maladministration and \
injustice
A2,13/04/2025,11/05/2025,Not upheld,25 001 002,12/10/2025,Closed after initial enquiries - out \
of jurisdiction
A3,20/04/2025,18/05/2025,Partially upheld,25 001 003,14/10/2025,Not upheld: no maladministration
A4,21/04/2025,19/05/2025,Upheld,25 001 004,,Awaiting decision
A5,22/04/2025,20/05/2025,Upheld,,,N/A
A6,23/04/2025,21/05/2025,Upheld,25 001 006,16/10/2025,Referred back for local resolution \
(premature)
A7,24/04/2025,22/05/2025,Not upheld,25 001 007,17/10/2025,Upheld: fault & injustice - no \
further action
A8,25/04/2025,23/05/2025,Not upheld,25 001 008,18/10/2025,Closed after initial enquiries - no \
further action
""",
        "complaint",
        "reference received responded outcome ombudsman_referred ombudsman_decided "
        "ombudsman_outcome",
        """
A1 | 2025-04-03 | 2025-05-01 | not_upheld | True | 2025-10-10 | upheld
A2 | 2025-04-13 | 2025-05-11 | not_upheld | True | 2025-10-12 | closed_after_enquiries
A3 | 2025-04-20 | 2025-05-18 | partly_upheld | True | 2025-10-14 | not_upheld
A4 | 2025-04-21 | 2025-05-19 | upheld
A5 | 2025-04-22 | 2025-05-20 | upheld
A6 | 2025-04-23 | 2025-05-21 | upheld | True | 2025-10-16 | referred_back
A7 | 2025-04-24 | 2025-05-22 | not_upheld | True | 2025-10-17 | upheld
A8 | 2025-04-25 | 2025-05-23 | not_upheld | True | 2025-10-18 | closed_after_enquiries
""",
    ),
    Case(
        "decision date of the council",
        "log5.csv",
        b"""\
Ref,Received,Decision,Decision date
1,03/04/2026,Upheld,30/04/2026
2,13/04/2026,,
""",
        "complaint",
        "reference received responded outcome ombudsman_referred ombudsman_decided",
        """
1 | 2026-04-03 | 2026-04-30 | upheld
2 | 2026-04-13
""",
    ),
    Case(
        "mentions",
        "log6.csv",
        b"""\
Ref,Received,Responded,Outcome,LGSCO ref
1,03/04/2026,30/04/2026,Upheld,25 001
2,13/04/2026,12/05/2026,Not upheld,
""",
        "complaint",
        "reference received responded outcome ombudsman_outcome",
        """
1 | 2026-04-03 | 2026-04-30 | upheld
2 | 2026-04-13 | 2026-05-12 | not_upheld
""",
    ),
    Case(
        "many dates",
        "x1.csv",
        b"""\
Case ID,Date created,Date received,Date allocated,Date acknowledged,Holding letter sent,Agreed \
deadline,New deadline,Date draft response,Date response sent to complainant,Date closed on \
system,Category,Decision,Upheld?
1,04/04/2026,03/04/2026,05/04/2026,07/04/2026,,01/05/2026,15/05/2026,10/05/2026,14/05/2026,\
20/05/2026,Delay,Upheld,Y
2,14/04/2026,13/04/2026,15/04/2026,,20/04/2026,11/05/2026,,,,,Fees,,
""",
        "complaint",
        "reference received acknowledged answer_due responded outcome",
        """
1 | 2026-04-03 | 2026-04-07 | 2026-05-15 | 2026-05-14 | upheld
2 | 2026-04-13 |  | 2026-05-11
""",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file(case: Case) -> None:
    check(case)
