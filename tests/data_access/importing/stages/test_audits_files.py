"""Exports of audit tools, and logs of practice reviews."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.made_files import Case, check, workbook

CASES = [
    Case(
        "forms audit",
        "Case audit form(1-5).xlsx",
        workbook(
            {
                "Form1": """
ID | Start time | Completion time | Email | Name | Date of audit |\
 Which team does the worker belong to? | Type of audit | Was the person's voice sought? |\
 Recording: rate the quality | Risk: rate the quality | Overall grade | What worked well? |\
 What could be better?
#1 | @2026-04-03 | @2026-04-03 | anonymous |  | @2026-04-02 | North | Care Act assessment |\
 Yes | Good | Requires improvement | Good | Clear goals | Dates
#2 | @2026-04-14 | @2026-04-14 | anonymous |  | @2026-04-13 | South | Safeguarding enquiry |\
 No | Good | Good | Requires Improvement | x | y
#3 | @2026-04-20 | @2026-04-20 | anonymous |  | @2026-04-20 | North | Review | Partly |\
 Outstanding | Good | Outstanding | x | y
"""
            }
        ),
        "audit",
        "reference audited team practice_area auditor_grade voice_sought",
        """
1 | 2026-04-02 | North | assessment | 3 | True
2 | 2026-04-13 | South | safeguarding | 2 | False
3 | 2026-04-20 | North | review | 4
""",
        recipe="""
[words.voice_sought]
Partly = ""
""",
        asks=("words.voice_sought: 'Partly'",),
    ),
    Case(
        "long by question",
        "audit answers.xlsx",
        workbook(
            {
                "Export": """
Audit ID | Audit date | Team | Audit type | Section | Question | Score | Overall judgement
AU1 | @2026-04-03 | North | Assessment | A | Voice | #3 | Good
AU1 | @2026-04-03 | North | Assessment | A | Risk | #4 | Good
AU1 | @2026-04-03 | North | Assessment | A | Recording | #1 | Good
AU2 | @2026-04-13 | South | MCA | A | Voice | #4 | Inadequate
AU2 | @2026-04-13 | South | MCA | A | Risk | #1 | Inadequate
AU2 | @2026-04-13 | South | MCA | A | Recording | #2 | Inadequate
AU3 | @2026-05-20 | North | Review | A | Voice | #1 | RI
AU3 | @2026-05-20 | North | Review | A | Risk | #2 | RI
AU3 | @2026-05-20 | North | Review | A | Recording | #3 | RI
"""
            }
        ),
        "audit",
        "reference audited team practice_area auditor_grade",
        """
AU1 | 2026-04-03 | North | assessment | 3
AU2 | 2026-04-13 | South | mental_capacity | 1
AU3 | 2026-05-20 | North | review | 2
""",
    ),
    Case(
        "grades turned",
        "audits 2026.csv",
        b"""\
Audit no,Date audited,Team,Area of practice,Overall rating,Moderated rating
1,03/04/2026,North,Safeguarding,1 - Outstanding,1 - Outstanding
2,13/04/2026,South,Carers,2 - Good,3 - Requires Improvement
3,14/04/2026,South,Review,4 - Inadequate,Not moderated
""",
        "audit",
        "reference auditor_grade moderator_grade",
        """
1 | 4 | 4
2 | 3 | 2
3 | 1
""",
        recipe="""
[words.auditor_grade]
"1 - Outstanding" = "4"
"2 - Good" = "3"
"4 - Inadequate" = "1"
[words.moderator_grade]
"3 - Requires Improvement" = "2"
""",
        asks=(
            "words.auditor_grade: '1 - Outstanding'",
            "words.moderator_grade: '3 - Requires Improvement'",
        ),
    ),
    Case(
        "percent and rag",
        "QA audits.xlsx",
        workbook(
            {
                "Audits": """
Audit ref | Date of audit | Team | Type of audit | Score | RAG | Feedback given on
A1 | @2026-04-03 | North | Case file | %0.92 | Green | @2026-04-10
A2 | @2026-04-13 | South | Safeguarding | %0.55 | Amber
A3 | @2026-04-14 | North | MCA | %0.31 | Red | @2026-04-30
Average |  |  |  | %0.5933
"""
            }
        ),
        "audit",
        "reference audited team practice_area auditor_grade fed_back",
        """
A1 | 2026-04-03 | North | other | 3 | 2026-04-10
A2 | 2026-04-13 | South | safeguarding | 2
A3 | 2026-04-14 | North | mental_capacity | 1 | 2026-04-30
""",
        aside={"totals": 1},
        recipe="""
[columns]
RAG = "auditor_grade"
[words.auditor_grade]
Green = "3"
Amber = "2"
Red = "1"
[words.practice_area]
"Case file" = "other"
""",
        asks=(
            "columns or constants.auditor_grade",
            "words.practice_area: 'Case file'",
        ),
    ),
    Case(
        "moderated",
        "QA export.csv",
        b"""\
Record,Submitted,Service area,Audit theme,Auditor judgement,Moderated?,Moderator judgement,\
Date moderated,Agreed with auditor,Worker,Auditor
1,03/04/2026 10:10,North,Direct payments,Good,Yes,Requires Improvement,20/04/2026,No,W1,A1
2,13/04/2026 10:10,South,Hospital discharge,RI,No,,,,W2,A2
3,14/04/2026 10:10,South,Transition,Inad,Yes,Inadequate,21/04/2026,Yes,W3,A1
4,15/04/2026 10:10,South,Transition,O,Yes,G,21/04/2026,No,W3,A1
""",
        "audit",
        "reference audited team practice_area auditor_grade moderator_grade",
        """
1 | 2026-04-03 | North | direct_payments | 3 | 2
2 | 2026-04-13 | South | hospital_discharge | 2
3 | 2026-04-14 | South | transitions | 1 | 1
4 | 2026-04-15 | South | transitions | 4 | 3
""",
        recipe="""
[words.auditor_grade]
Inad = "1"
O = "4"
[words.moderator_grade]
G = "3"
""",
        asks=(
            "words.auditor_grade: 'Inad'",
            "words.moderator_grade: 'G'",
        ),
        says=("about people",),
    ),
    Case(
        "team tabs",
        "Audit returns Q1.xlsx",
        workbook(
            {
                "North": """
Date of audit | Audit ref | Practice area | Q1 Voice | Q2 Risk | Q3 Plan | Overall
@2026-04-03 | N1 | Assessment | #3.0 | #2.0 | #3.0 | #3.0
@2026-04-13 | N2 | Review | #2.0 | #2.0 | #2.0 | #2.0
""",
                "South": """
Date of audit | Audit ref | Practice area | Q1 Voice | Q2 Risk | Q3 Plan | Overall
@2026-05-03 | S1 | Safeguarding | #4.0 | #4.0 | #3.0 | #4.0
""",
            }
        ),
        "audit",
        "reference audited team practice_area auditor_grade",
        """
N1 | 2026-04-03 | North | assessment | 3
N2 | 2026-04-13 | North | review | 2
S1 | 2026-05-03 | South | safeguarding | 4
""",
    ),
    Case(
        "practice review log",
        "Practice reviews 26-27.xlsx",
        workbook(
            {
                "Reviews": """
Practice Review Log
Review ref | Date of review | Team reviewed | Focus | Judgement | Moderated judgement |\
 Person contacted? | Date fed back | Re-audit of
PR1 | 3/4/26 | Hospital | Hospital discharge | Good | Good | Y | 10/4/26
PR2 | 13/4/26 | Sensory | Support plan | Inadequate |  | N
PR3 | 20/10/26 | Sensory | Support plan | Good | tbc | Y | 27/10/26 | PR2
"""
            }
        ),
        "audit",
        "reference audited team practice_area auditor_grade moderator_grade voice_sought "
        "fed_back re_audit_of",
        """
PR1 | 2026-04-03 | Hospital | hospital_discharge | 3 | 3 | True | 2026-04-10
PR2 | 2026-04-13 | Sensory | support_planning | 1 |  | False
PR3 | 2026-10-20 | Sensory | support_planning | 3 |  | True | 2026-10-27 | PR2
""",
        aside={"titles": 1},
    ),
    Case(
        "grades",
        "audit log.csv",
        """\
Ref,Date,Team,Type,Grade,Moderation
1,03/04/2026,North,Review,3,3
2,13/04/2026,North,Review,3 – Good,2 - RI
3,14/04/2026,North,Review,Requires Improvement (2),
4,15/04/2026,North,Review,good,Not moderated
5,16/04/2026,North,Review,Outstanding,n/a
6,17/04/2026,North,Review,Inadequate,Agreed
7,18/04/2026,North,Review,,
8,19/04/2026,North,Review,5,
""".encode(),
        "audit",
        "reference auditor_grade moderator_grade",
        """
1 | 3 | 3
2 | 3 | 2
3 | 2
4 | 3
5 | 4
6 | 1 | 1
""",
        rejected=2,
        recipe="""
[words.moderator_grade]
Agreed = "1"
""",
        asks=("words.moderator_grade: 'Agreed'",),
    ),
    Case(
        "hidden rows audit",
        "Audits.xlsx",
        workbook(
            {
                "Audits": """
Audit ref | Date of audit | Team | Audit type | Overall grade
A1 | @2026-04-03 | North | Review | Good
A2 | @2026-04-13 | Children | Review | RI
A3 | @2026-04-14 | North | MCA | Good
A4 | @2026-04-15 | Children | MCA | Good
"""
            },
            hidden_rows=(3, 5),
        ),
        "audit",
        "reference audited team practice_area auditor_grade",
        """
A1 | 2026-04-03 | North | review | 3
A3 | 2026-04-14 | North | mental_capacity | 3
""",
        aside={"hidden": 2},
        recipe="""
[rows]
hidden = "leave out"
""",
        asks=("rows.hidden",),
    ),
    Case(
        "audits by question only",
        "x3.csv",
        b"""\
Audit ref,Audit date,Team,Audit type,1. Voice,2. Consent,3. Risk,4. Outcome,Overall judgement,\
Moderator,Moderator's judgement
1,03/04/2026,North,Review,Good,RI,Good,Good,Good,M1,RI
2,13/04/2026,South,MCA,RI,RI,Good,RI,RI,,
""",
        "audit",
        "reference audited practice_area auditor_grade moderator_grade",
        """
1 | 2026-04-03 | review | 3 | 2
2 | 2026-04-13 | mental_capacity | 2
""",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file(case: Case) -> None:
    check(case)
