"""Learning: who cannot get the training their role needs?"""

from components.exhibits.training.access import learning_answer
from pages.parts.subject_page import draw_exhibits, nothing_recorded, subject_page

PAGE = "learning"
showing = subject_page(
    PAGE,
    "Who cannot get the training their role needs?",
    lambda exhibits: learning_answer(exhibits("training_gap"), exhibits("training_duties")),
    teams_of=("training", "staff_voice"),
    by_theme=False,
)
if all(showing.records[name].is_empty() for name in ("training", "staff_voice", "workforce_route")):
    nothing_recorded("No training, staff voice or workforce routes are recorded yet")
else:
    draw_exhibits(
        showing,
        ("training_gap", ("training_access", "training_duties")),
        "training_grid",
        ("staff_voice", "workforce_progress"),
        "workforce_routes",
        page=PAGE,
        first=(1.2, 1),
    )
