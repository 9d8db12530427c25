"""A canvas to draw a chart on: marks, lines and words at places in points from the top left.

Matplotlib draws, without its axes: every label is measured before it is placed, so that none is
cut off and none lies on another.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D

from components.charts.rules import Shape
from components.tokens import Ink, Surface
from reports.drawing.fonts import displayable, known_to_matplotlib

Side = Literal["left", "center", "right"]
Height = Literal["top", "center", "bottom"]

LABEL: Final = 9.0
SMALL: Final = 8.0
LINE: Final = 1.2  # height of a line of text, in its size
_SPACING: Final = 0.95  # the same, in Matplotlib's measure
_LIFT: Final = 0.1  # of the size: figures and capitals look lower than they are
_MARKERS: Final[dict[Shape, str]] = {
    "circle": "o",
    "dash": "_",
    "dotted": "o",
    "ring": "o",
    "square": "s",
    "triangle": "^",
}
_MM: Final = 72 / 25.4
_MEASURE: Final = TextToPath()
# Outlines instead of letters: the drawing looks the same wherever it is opened. Nothing else of
# ours uses Matplotlib; the salt makes names inside the drawing the same run to run.
mpl.rcParams["svg.fonttype"] = "path"
mpl.rcParams["text.hinting"] = "none"  # as wide drawn as measured
mpl.rcParams["svg.hashsalt"] = "adult social care dashboard"


@dataclass(frozen=True)
class Scale:
    """Values along one side: from `low` at `start` points to `high` at `end` points."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value lies, in points."""
        wide = (self.high - self.low) or 1.0
        return self.start + (value - self.low) / wide * (self.end - self.start)


def font(size: float, *, bold: bool = False) -> FontProperties:
    """Our letters in a size in points."""
    return FontProperties(
        family=list(known_to_matplotlib()), size=size, weight="bold" if bold else "normal"
    )


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float = LABEL, *, bold: bool = False) -> float:
    """How wide a text is in points; of several lines, the widest."""
    prop = font(size, bold=bold)
    lines = displayable(text).split("\n")
    return max(
        _MEASURE.get_text_width_height_descent(line or " ", prop, ismath=False)[0] for line in lines
    )


def fold(text: str, width: float, size: float = LABEL, *, bold: bool = False) -> str:
    """The text broken into lines of at most so many points, where its words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


class Canvas:
    """Something to draw on. Places are in points from the left and from the top."""

    def __init__(self, width_mm: float, height_mm: float) -> None:
        self.width = width_mm * _MM
        self.height = height_mm * _MM
        self._figure = Figure(
            figsize=(self.width / 72, self.height / 72), dpi=72, facecolor=Surface.PAPER.value
        )
        flipped = Affine2D().scale(1 / 72, -1 / 72).translate(0, self.height / 72)
        self._points = flipped + self._figure.dpi_scale_trans

    @property
    def figure(self) -> Figure:
        """What was drawn so far, as Matplotlib has it."""
        return self._figure

    def inside(self, left: float, top: float, width: float, height: float) -> Canvas:
        """A part of this canvas to draw on as on one of its own: places are from its own corner."""
        part = copy(self)
        part.width, part.height = width, height
        part._points = Affine2D().translate(left, top) + self._points
        return part

    @property
    def smallest(self) -> float:
        """The size in points of the smallest words written so far; infinite without any."""
        written = (part for part in self._figure.get_children() if isinstance(part, Text))
        return min((float(part.get_fontsize()) for part in written), default=float("inf"))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = Ink.TEXT.value,
        size: float = LABEL,
        bold: bool = False,
        side: Side = "left",
        at: Height = "center",
    ) -> None:
        """Write at a place, which is the text's left, middle or right, and its top or bottom."""
        if not text:
            return
        self._add(
            Text(
                x,
                y - (size * _LIFT if at == "center" else 0),
                displayable(text),
                color=colour,
                fontproperties=font(size, bold=bold),
                horizontalalignment=side,
                multialignment=side,
                verticalalignment="center_baseline" if at == "center" and "\n" not in text else at,
                linespacing=_SPACING,
                parse_math=False,
            )
        )

    def paragraph(
        self, x: float, top: float, folded: str, *, size: float = LABEL, bold: bool = False,
        colour: str = Ink.TEXT.value, side: Side = "left",
    ) -> float:  # fmt: skip
        """Write lines under each other from `top`, evenly whatever their signs; returns where they
        end."""
        for line in folded.split("\n"):
            middle = top + size * LINE / 2
            self.words(x, middle, line, colour=colour, size=size, bold=bold, side=side)
            top += size * LINE
        return top

    def line(
        self,
        places: Sequence[tuple[float, float]],
        *,
        colour: str,
        width: float = 1.0,
        dash: Literal["", "dash", "dot"] = "",
    ) -> None:
        """Join places by a line."""
        style: dict[str, object] = {
            "": "-", "dash": (0, (4, 3)), "dot": (0, (1, 2)),
        }  # fmt: skip
        self._add(
            Line2D(
                [x for x, _ in places],
                [y for _, y in places],
                color=colour,
                linewidth=width,
                linestyle=style[dash],  # type: ignore[arg-type]
                solid_capstyle="butt",
            )
        )

    def block(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        colour: str,
        edge: str = "none",
        width: float = 0.0,
    ) -> None:
        """Fill a rectangle."""
        self._add(
            Rectangle(
                (left, top),
                right - left,
                bottom - top,
                facecolor=colour,
                edgecolor=edge,
                linewidth=width,
            )
        )

    def area(self, places: Sequence[tuple[float, float]], *, colour: str) -> None:
        """Fill between places."""
        self._add(Polygon(list(places), closed=True, facecolor=colour, edgecolor="none"))

    def mark(
        self,
        x: float,
        y: float,
        shape: Shape,
        *,
        colour: str,
        size: float = 7.0,
        filled: bool = True,
    ) -> None:
        """Set a mark. What stood out is a heavy ring, what is not known yet a pale thin one,
        whether `filled` or not."""
        hollow = not filled or shape in {"ring", "dotted"}
        edge = {"ring": 2.2, "dotted": 0.9, "dash": 2.4}.get(shape, 1.6)
        self._add(
            Line2D(
                [x],
                [y],
                linestyle="none",
                marker=_MARKERS[shape],
                markersize=size,
                markeredgecolor=colour,
                markerfacecolor=Surface.PAPER.value if hollow else colour,
                markeredgewidth=edge,
            )
        )

    def svg(self, *, title: str = "", description: str = "") -> bytes:
        """The drawing as SVG: the same bytes for the same drawing. title, description: what it says
        to those who do not see it, where it leaves alone."""
        text = io.BytesIO()
        FigureCanvasSVG(self._figure).print_svg(  # type: ignore[no-untyped-call]
            text, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
        if not title:
            return text.getvalue()
        drawn = text.getvalue().decode()
        begin = drawn.index("<svg ") + len("<svg ")
        end = drawn.index(">", begin) + 1
        said = "".join(
            f'<{tag} id="{tag}">{escape(displayable(words))}</{tag}>\n'
            for tag, words in (("title", title), ("desc", description))
        )
        read = 'role="img" aria-labelledby="title desc" xml:lang="en-GB" '
        return f"{drawn[:begin]}{read}{drawn[begin:end]}\n{said}{drawn[end:]}".encode()

    def png(self, *, dpi: int = 200, about: Mapping[str, str] = MappingProxyType({})) -> bytes:
        """The drawing as a picture. about: what its notes say, by name."""
        picture = io.BytesIO()
        self._figure.set_dpi(dpi)
        FigureCanvasAgg(self._figure).print_png(  # type: ignore[no-untyped-call]
            picture, metadata={"Software": None, **about}
        )
        self._figure.set_dpi(72)
        return picture.getvalue()

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._points)
        artist.set_clip_on(False)
        artist.set_zorder(len(self._figure.get_children()))  # what is drawn later lies over it
        self._figure.add_artist(artist)
