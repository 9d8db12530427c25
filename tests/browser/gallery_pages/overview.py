"""The overview of the sketch, made of the parts."""

from components import look
from components.look import Band, Point, ScoreLine

look.page_header(
    "Five of nine scores are known: the rating lies between requires improvement and good",
    "CQC assessment published 13 December 2024. Known scores add to 14 of 20.",
)


def line(name: str, score: int | None) -> ScoreLine:
    return ScoreLine(name, score, address="statement", query=(("statement", name),))


people, support, safety, leadership = look.row(1, 1, 1, 1)
with people, look.card("people"):
    look.score_list(
        "Working with people",
        [
            line("Assessing needs", 3),
            line("Supporting healthier lives", 3),
            line("Equity in experience and outcomes", 2),
        ],
    )
with support, look.card("support"):
    look.score_list(
        "Providing support",
        [
            line("Care provision, integration and continuity", 3),
            line("Partnerships and communities", None),
        ],
    )
with safety, look.card("safety"):
    look.score_list(
        "Ensuring safety",
        [line("Safe pathways, systems and transitions", None), line("Safeguarding", None)],
    )
with leadership, look.card("leadership"):
    look.score_list(
        "Leadership",
        [
            line("Governance, management and sustainability", None),
            line("Learning, improvement and innovation", 3),
        ],
    )

left, right = look.row(1.12, 1)
with left, look.card("overall"):
    look.card_header("Overall score, and what each missing score can still do", small=True)
    look.rating_scale(
        [
            Band("Inadequate", 25),
            Band("Requires improvement", 39),
            Band("Good", 63),
            Band("Outstanding", 88),
        ],
        50,
        84,
        alternative="Possible overall score 50 to 84 per cent, requires improvement to good",
        message="Good needs 23 of 36: the four unknown scores must add to 9 or more",
    )
    look.source("Sum of nine scores ÷ 36, rounded up. CQC, How we determine ratings.")
with right, look.card("attention"):
    look.card_header("Needs attention", small=True)
    look.points(
        [
            Point(
                "attention",
                "Specialist teams get role-specific training less often: 61% against 84%",
                "23 points lower, 95% interval 14 to 31",
                "Training",
                "exhibits",
            ),
            Point(
                "attention",
                "3 of 14 lessons from audits were checked again",
                "Oldest open 11 months",
                "Practice",
                "exhibits",
            ),
            Point(
                "usual",
                "8 of 9 ombudsman complaints upheld, 80% expected",
                "Within chance: no signal",
                "Complaints",
                "exhibits",
            ),
        ]
    )
