"""Learning: who cannot get the training their role needs?"""

from components import look
from components.exhibits.staff_voice import staff_voice
from components.exhibits.training import training_access, training_gap
from components.exhibits.training_duties import training_duties
from components.exhibits.training_grid import training_grid
from components.exhibits.workforce_routes import workforce_progress, workforce_routes
from components.filters import subject_filters, teams_in
from components.view import current_view
from data_access.snapshot import snapshot
from pages.parts.subject_card import subject_card

PAGE = "learning"
view = current_view()
known = snapshot(view.council, view.as_at)
training, voice, routes = known["training"], known["staff_voice"], known["workforce_route"]

look.page_header(
    "Who cannot get the training their role needs?",
    "Training, what staff say about it, and ways into and up within each profession",
)
chosen = subject_filters(view.today, teams_in(training, voice), {}, page=PAGE, by_theme=False)
if training.is_empty() and voice.is_empty() and routes.is_empty():
    with look.card("nothing"):
        look.empty(
            "No training, staff voice or workforce routes are recorded yet",
            "Fill in a template or bring your own files: the columns are matched for you.",
            action=look.link("Import records", "data", do="Import records"),
        )
else:
    left, right = look.row(1.2, 1)
    with left:
        subject_card(training_gap(training, chosen, view), page=PAGE)
    with right:
        subject_card(training_access(training, chosen, view), page=PAGE)
        subject_card(training_duties(training, chosen, view), page=PAGE)
    subject_card(training_grid(training, chosen, view), page=PAGE)
    left, right = look.row(1, 1)
    with left:
        subject_card(staff_voice(voice, chosen, view), page=PAGE)
    with right:
        subject_card(workforce_progress(routes, chosen, view), page=PAGE)
    subject_card(workforce_routes(routes, chosen, view), page=PAGE)
