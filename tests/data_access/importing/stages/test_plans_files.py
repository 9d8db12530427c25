"""Improvement plans and action trackers."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.made_files import (
    Case,
    check,
    document,
    open_document,
    workbook,
)

CASES = [
    Case(
        "word plan by headings",
        "ASC Improvement Plan.docx",
        document(
            "# Adult Social Care Improvement Plan 2026-27",
            "Owner: Director of Adult Social Services",
            "# Assessing needs",
            """
Ref | Action | Lead | Start date | Target date | Progress | RAG
1.1 | Cut the wait for an assessment | Head of Access | April 2026 | 31/12/2026 |\
 Backlog down by a third | A
1.2 | New review form | Principal Social Worker | May 2026 | Sept 2026 | Live since August | B
""",
            "# Safe pathways, systems and transitions",
            """
Ref | Action | Lead | Start date | Target date | Progress | RAG
2.1 | Out of hours handover | Head of Mental Health | 01/06/2026 | Q3 26/27 | On track | G
""",
            "Signed off by the board, 4 September 2026",
        ),
        "action",
        "reference action statement owner opened due progress",
        """
1.1 | Cut the wait for an assessment | assessing_needs | Head of Access | 2026-04-01 |\
 2026-12-31 | Backlog down by a third
1.2 | New review form | assessing_needs | Principal Social Worker | 2026-05-01 | 2026-09-30 |\
 Live since August
2.1 | Out of hours handover | safe_pathways | Head of Mental Health | 2026-06-01 | 2026-12-31 |\
 On track
""",
        aside={"titles": 3},
    ),
    Case(
        "no start",
        "Improvement plan Oct 26.xlsx",
        workbook(
            {
                "Plan": """
CQC improvement plan - position at 31 October 2026
Priority | Ref | What we will do | Who (role) | By when | RAG | % complete | Latest position
Assessing needs | #1.1 | Trusted reviewers in place | Head of Service | @2026-12-31 | Amber |\
 %0.4 | Three of five trained
 | #1.1 | Duty rota reviewed | Head of Service | Complete | Complete | %1.0 | Done
Safeguarding | #2.1 | Section 42 time limits | Safeguarding lead | Ongoing | Green | %0.8
 | #2.2 | Audit of closures | Safeguarding lead | Mar-27 | Not started | #0
"""
            },
            merged=("A1:H1", "A3:A4", "A5:A6"),
            formats={"B4": "0.00"},
        ),
        "action",
        "reference action statement owner opened due progress",
        """
1.1 | Trusted reviewers in place | assessing_needs | Head of Service | 2026-04-01 |\
 2026-12-31 | Three of five trained
1.10 | Duty rota reviewed | assessing_needs | Head of Service | 2026-04-01 |  | Done
2.1 | Section 42 time limits | safeguarding | Safeguarding lead | 2026-04-01
2.2 | Audit of closures | safeguarding | Safeguarding lead | 2026-04-01 | 2027-03-31
""",
        aside={"titles": 1},
        recipe="""
[constants]
opened = "2026-04-01"
""",
        asks=("columns or constants.opened",),
        says=("marked as complete",),
    ),
    Case(
        "revised due",
        "action tracker.csv",
        b"""\
Action ref,Recommendation,Responsible lead,Date agreed,Original due date,Revised due date,Date \
completed,Status,Evidence
R1,Share the audit with teams,Team managers,03/04/2026,30/06/2026,,25/06/2026,Complete,Minutes \
of June
R2,Write a hoarding protocol,Safeguarding lead,13/04/2026,31/07/2026,30/11/2026,,Delayed,
R3,Map transport,Commissioning,14/04/2026,31/07/2026,N/A,,On track,
""",
        "action",
        "reference action owner opened due closed impact",
        """
R1 | Share the audit with teams | Team managers | 2026-04-03 | 2026-06-30 | 2026-06-25 |\
 Minutes of June
R2 | Write a hoarding protocol | Safeguarding lead | 2026-04-13 | 2026-11-30
R3 | Map transport | Commissioning | 2026-04-14 | 2026-07-31
""",
    ),
    Case(
        "planner",
        "ASC Improvement.xlsx",
        workbook(
            {
                "Tasks": """
Plan name | ASC Improvement
Plan ID | abcd
Date of export | 12/11/2026

Task ID | Task Name | Bucket Name | Progress | Priority | Assigned To | Created By |\
 Created Date | Start date | Due date | Is Recurring | Late | Completed Date | Completed By |\
 Completed Checklist Items | Checklist Items | Labels | Notes
tA | Refresh the carers offer | Equity in experience | In progress | Medium | P. Person |\
 Q. Person | 03/04/2026 | 13/04/2026 | 30/11/2026 | false | false |  |  | 1/3 | a;b;c |\
 Carers | Two events held
tB | Publish waiting list data | Assessing needs | Completed | Urgent | P. Person | Q. Person |\
 03/04/2026 | 20/04/2026 | 31/07/2026 | false | false | 28/07/2026 | P. Person
"""
            }
        ),
        "action",
        "reference action opened due closed",
        """
tA | Refresh the carers offer | 2026-04-13 | 2026-11-30
tB | Publish waiting list data | 2026-04-20 | 2026-07-31 | 2026-07-28
""",
        aside={"titles": 3, "blank": 1},
    ),
    Case(
        "we statements",
        "Self assessment action plan.xlsx",
        workbook(
            {
                "Actions": """
No. | CQC quality statement | Action | Owner | Start | End | Update
#1 | We maximise the effectiveness of people's care and treatment by assessing and reviewing \
their health, care, wellbeing and communication needs with them. | Shorter forms |\
 Principal Social Worker | @2026-04-01 | @2026-12-31 | Drafted
#2 | We work with people to understand what being safe means to them as well as our partners \
on the best way to achieve this. | MSP refresh | Head of Safeguarding | @2026-04-13 |\
 30 Sept 26 | Done mostly
#3 | We focus on continuous learning, innovation and improvement across our organisation and \
the local system. | Learning hub | Head of Quality | @2026-05-01 | Q4 2026/27
#4 | Theme 1: Working with people | Accessible letters | Head of Access | @2026-05-01 |\
 March 2027
#5 | Governance, management & sustainability | Risk register | DASS | @2026-05-01 | 31.12.26
"""
            }
        ),
        "action",
        "reference action statement owner opened due",
        """
1 | Shorter forms | assessing_needs | Principal Social Worker | 2026-04-01 | 2026-12-31
2 | MSP refresh | safeguarding | Head of Safeguarding | 2026-04-13 | 2026-09-30
3 | Learning hub | learning | Head of Quality | 2026-05-01 | 2027-03-31
4 | Accessible letters |  | Head of Access | 2026-05-01 | 2027-03-31
5 | Risk register | governance | DASS | 2026-05-01 | 2026-12-31
""",
    ),
    Case(
        "due in words",
        "Improvement Plan.csv",
        b"""\
Ref;Improvement action;Lead role;Date added;Timescale;Comments
1;One;Head of Access;Apr-26;End Sept 26;x
2;Two;Head of Access;Q1 26/27;by 31st December 2026;
3;Three;Head of Access;01/04/26;Mar 2027 (was Dec 2026);
4;Four;Head of Access;2 April 2026;Ongoing - reviewed monthly;
5;Five;Head of Access;April 2026;2026/27;
6;Six;Head of Access;2026-04-13;Q2-Q3 26/27;
7;Seven;Head of Access;13/4/26;Completed;
8;Eight;Head of Access;13/4/26;By Christmas;
9;Nine;Head of Access;H1 26/27;Jan - Mar 27;
10;Ten;Head of Access;w/c 13/04/2026;31-Mar-27;
""",
        "action",
        "reference opened due",
        """
1 | 2026-04-01 | 2026-09-30
2 | 2026-04-01 | 2026-12-31
3 | 2026-04-01 | 2027-03-31
4 | 2026-04-02
5 | 2026-04-01 | 2027-03-31
6 | 2026-04-13 | 2026-12-31
7 | 2026-04-13
8 | 2026-04-13 | 2026-12-25
9 | 2026-04-01 | 2027-03-31
10 | 2026-04-13 | 2027-03-31
""",
        recipe="""
[words.due]
"By Christmas" = "2026-12-25"
[words.opened]
"w/c 13/04/2026" = "2026-04-13"
""",
    ),
    Case(
        "headings",
        "CQC action plan.xlsx",
        workbook(
            {
                "Plan": """
CQC action plan
Ref | Action | Lead | Started | Due | Evidence of impact
1. Assessing needs
1a | Faster triage | Head of Access | @2026-04-01 | @2026-09-30 | Wait down to 12 days
1b | Review backlog | Head of Reviews | @2026-04-01 | @2026-12-31
2. Supporting people to live healthier lives
2a | Reablement offer | Head of Reablement | @2026-04-13 | @2026-12-31
"""
            },
            merged=("A3:F3", "A6:F6"),
        ),
        "action",
        "reference action statement owner opened due impact",
        """
1a | Faster triage | assessing_needs | Head of Access | 2026-04-01 | 2026-09-30 |\
 Wait down to 12 days
1b | Review backlog | assessing_needs | Head of Reviews | 2026-04-01 | 2026-12-31
2a | Reablement offer | supporting_healthier_lives | Head of Reablement | 2026-04-13 |\
 2026-12-31
""",
        aside={"titles": 1, "headings": 2},
    ),
    Case(
        "tabs",
        "Plan by statement.xlsx",
        workbook(
            {
                "Cover": """
ASC improvement plan
Version 4
""",
                "Equity": """
Action no | Action | Accountable | Start | Due | Actual completion | Commentary
E1 | Reach out | Head of Engagement | @2026-04-01 | @2026-12-31 |  | Begun
""",
                "Partnerships": """
Action no | Action | Accountable | Start | Due | Actual completion | Commentary
P1 | Joint protocol | Head of Commissioning | @2026-04-13 | @2026-09-30 | @2026-09-01 | Done
""",
                "RAG summary": """
RAG | Number
Red | #1
Green | #2
""",
            }
        ),
        "action",
        "reference action statement owner opened due closed progress",
        """
E1 | Reach out | equity | Head of Engagement | 2026-04-01 | 2026-12-31 |  | Begun
P1 | Joint protocol | partnerships | Head of Commissioning | 2026-04-13 | 2026-09-30 |\
 2026-09-01 | Done
""",
        says=("'RAG summary'",),
    ),
    Case(
        "owners by name",
        "tracker.csv",
        b"""\
Ref,Action,Lead,Opened,Due
1,One,Jane Smith,03/04/2026,30/06/2026
2,Two,Mohammed Khan,13/04/2026,30/06/2026
3,Three,Sarah Jones (PSW),14/04/2026,30/06/2026
""",
        "action",
        "reference action owner opened due",
        """
1 | One |  | 2026-04-03 | 2026-06-30
2 | Two |  | 2026-04-13 | 2026-06-30
3 | Three | PSW | 2026-04-14 | 2026-06-30
""",
        says=("about people",),
    ),
    Case(
        "sar tracker",
        "SAR recommendations tracker.ods",
        open_document(
            {
                "Tracker": """
SAR ref | Rec ref | Recommendation | Source | Lead agency role | Date agreed | Due date |\
 BRAG | Progress update | Evidence of impact
SAR 4 | SAR4-1 | Agree an escalation route | SAR | Head of Safeguarding | @2026-04-03 |\
 @2026-12-31 | G | Drafted | None yet
SAR 4 | SAR4-2 | Train on self-neglect | SAR | Workforce lead | @2026-04-13 | @2026-09-30 | B |\
 80 people trained | Re-audit: 9 of 10 good
SAR 5 | SAR5-1 | Chronologies | LGSCO | Principal Social Worker | @2026-05-01 | tbc | R
"""
            }
        ),
        "action",
        "reference action answers_kind owner opened due progress impact",
        """
SAR4-1 | Agree an escalation route | safeguarding_adult_review | Head of Safeguarding |\
 2026-04-03 | 2026-12-31 | Drafted
SAR4-2 | Train on self-neglect | safeguarding_adult_review | Workforce lead | 2026-04-13 |\
 2026-09-30 | 80 people trained | Re-audit: 9 of 10 good
SAR5-1 | Chronologies | ombudsman | Principal Social Worker | 2026-05-01
""",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file(case: Case) -> None:
    check(case)
