"""A notebook as slides: what belongs on the wall, and what the teacher says about it.

On a slide stand its heading, sentences with a term in bold, formulas, tables, lists, questions,
pictures and printed results; all other prose is in the notes, and so are answers, descriptions of
the pictures and what the notebook says to the teacher.
"""

import base64
import io
import re
from dataclasses import dataclass, field
from html import escape
from types import ModuleType
from typing import Any

import nbformat
from PIL import Image

from cnnkit.course.exercise import Exercise
from cnnkit.course.question import Question, Quiz
from tools.teaching import handouts
from tools.teaching.prose import blocks, code, to_html

HEADING = re.compile(r"(#{1,3}) (.+)")
ON_THE_WALL = re.compile(r"\*\*|^\$\$|^\||^[-*] |^\d+\. |^```", re.MULTILINE)
FOR_THE_LEARNER = (">", "**A good place for a break", "The notebook has", "**Core", "Core")
"""How prose begins that is for whoever reads alone: recalls, breaks, minutes."""

FROM_LESSON = re.compile(r"lesson\.(\w+)")
CODE_LINES = 12
ROOM = 16
"""Lines that a slide holds; what would be more goes to the next one, under the same heading."""

WIDTH, LINE = 1150, 36
"""CSS pixels: how wide a slide's pictures can be, and how high a line of its text is."""


@dataclass
class Slide:
    """One slide: the part of the notebook, the heading, and HTML for the wall and for the notes."""

    part: str
    title: str
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: int = 0


class Deck:
    """Collects slides while a notebook is read from top to bottom.

    Parameters
    ----------
    notebook : NotebookNode
        With its stored outputs.
    lesson : module or None
        Where its questions and exercises are.
    """

    def __init__(self, notebook: nbformat.NotebookNode, lesson: ModuleType | None) -> None:
        self._lesson = lesson
        self._part = self._title = ""
        self.slides: list[Slide] = []
        for cell in notebook.cells:
            if "teacher" in cell.metadata.get("tags", []):
                self._teacher(cell.source)
            elif cell.cell_type == "markdown":
                self._markdown(cell.source)
            elif self.slides:
                self._code(cell)
        self.slides = [slide for slide in map(_with_something, self.slides) if slide.body]

    def _markdown(self, text: str) -> None:
        for block in blocks(text):
            heading = HEADING.fullmatch(block.split("\n")[0])
            if heading:
                self._begin(len(heading[1]), heading[2])
                block = block.partition("\n")[2]
            if not block:
                continue
            if ON_THE_WALL.search(block) and not block.startswith(FOR_THE_LEARNER):
                self._put(
                    to_html(block), 1 + sum(1 + len(line) // 90 for line in block.split("\n"))
                )
            else:
                self.slides[-1].notes.append(to_html(block))

    def _begin(self, level: int, title: str) -> None:
        """Start a slide under a new heading."""
        if level < 3:
            self._part, self._title = ("" if level == 1 else title), title
        self._title = title
        part = self._part if level == 3 else ""
        self.slides.append(Slide(part, title))

    def _put(self, html: str, lines: int) -> None:
        """Put something on the present slide, or on a next one where that is full."""
        slide = self.slides[-1]
        if slide.body and slide.lines + lines > ROOM:
            slide = Slide(slide.part, slide.title)
            self.slides.append(slide)
        slide.body.append(html)
        slide.lines += lines

    def _put_code(self, text: str) -> None:
        """Put code or printed text, whose lines are lower than those of prose."""
        self._put(code(text), round(0.75 * len(text.splitlines())))

    def _code(self, cell: nbformat.NotebookNode) -> None:
        """Show what a cell shows, and its lines where they are what it is about."""
        name = FROM_LESSON.fullmatch(cell.source.strip())
        if name:
            self._of_lesson(getattr(self._lesson, name[1], None))
            return
        if "exercise" in cell.metadata.get("tags", []):
            self._put_code(cell.source)
            return
        if ".solved" in cell.source:  # stored unanswered, it says only that an answer is missing
            return
        shown = [output for output in cell.outputs if "text/html" not in output.get("data", {})]
        pictures = any("image/png" in output.get("data", {}) for output in shown)
        printed = any(output.output_type == "stream" for output in shown)
        if printed and not pictures and cell.source.count("\n") < CODE_LINES:
            self._put_code(cell.source)
        for output in shown:
            self._output(output)

    def _output(self, output: Any) -> None:
        if output.output_type == "stream":
            self._put_code(output.text)
            return
        data = output.get("data", {})
        if "image/png" in data:
            words = escape(data.get("text/plain", ""), quote=True)
            source = f"data:image/png;base64,{data['image/png'].strip()}"
            self._put(f'<img alt="{words}" src="{source}">', _lines(data["image/png"]))
        elif "text/markdown" in data:
            self.slides[-1].notes.append(to_html(data["text/markdown"]))

    def _of_lesson(self, thing: object) -> None:
        """Show a question or a task; the answer is in the notes."""
        if isinstance(thing, Question):
            self._question(thing)
        elif isinstance(thing, Quiz):
            for number, question in enumerate(thing.questions, start=1):
                self._begin(3, f"Question {number}")
                self._question(question)
        elif isinstance(thing, Exercise):
            self._put(to_html(handouts.text_in_markdown(thing.task)), 5)
            self.slides[-1].notes.append(to_html(handouts.solved(thing)))

    def _question(self, question: Question) -> None:
        self._put(f'<div class="question">{to_html(handouts.asked(question))}</div>', ROOM)
        self.slides[-1].notes.append(to_html(handouts.answered(question)))

    def _teacher(self, source: str) -> None:
        """Give what a notebook tells its teacher to the notes of the first slide."""
        inside = re.sub(r"</?details>|<summary>.*?</summary>", "", source)
        self.slides[0].notes.append(to_html(inside))


def _lines(png: str) -> int:
    """Return how many lines of text a picture takes the place of."""
    width, height = Image.open(io.BytesIO(base64.b64decode(png))).size
    return min(ROOM, round(min(width, WIDTH) * height / width / LINE))


def _with_something(slide: Slide) -> Slide:
    """Let the first sentence of the notes stand on a slide that would be a heading alone."""
    if not slide.body and slide.notes:
        slide.body.append(slide.notes.pop(0))
    return slide
