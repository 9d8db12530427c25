"""Learning: who cannot get the training their role needs?"""

from components.exhibits.training.access import learning_answer
from pages.parts.subject_page import draw_exhibits, nothing_recorded, subject_page

PAGE = "learning"
showing = subject_page(
    PAGE,
    lambda exhibits: learning_answer(exhibits("training_gap"), exhibits("training_duties")),
    teams_of=("training", "staff_voice"),
    by_theme=False,
)
if all(showing.records[name].is_empty() for name in ("training", "staff_voice", "workforce_route")):
    nothing_recorded("No training, staff voice or workforce routes are recorded yet")
else:
    draw_exhibits(
        showing,
        {
            "training_gap": "Specialist teams",
            "training_access": "Getting training",
            "training_duties": "Duties",
            "staff_voice": "What staff say",
            "training_grid": "Team by course",
            "workforce_progress": "Completing a route",
            "workforce_routes": "Routes",
        },
        page=PAGE,
    )
