"""The widgets of a question: a button a choice, reached by Tab and pressed by Enter or Space."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import ipywidgets as widgets

from cnnkit.course.as_html import TEXT, block_html, html_of, inline
from cnnkit.course.card import Block, Card
from cnnkit.explorers.view import View


class QuestionView:
    """Prompt, choices and reveal of one question.

    Parameters
    ----------
    prompt : sequence of Block
    choices : mapping of str to str
        The text of each choice, by its letter.
    choose : callable
        Called with the letter of the button that was pressed.
    """

    def __init__(
        self, prompt: Sequence[Block], choices: Mapping[str, str], choose: Callable[[str], object]
    ) -> None:
        self.choices = choices
        self.choose = choose
        self.buttons: list[widgets.Button] = []
        self.labels: list[widgets.HTML] = []
        rows = []
        for letter, text in choices.items():
            button = widgets.Button(
                description=letter,
                tooltip=text,
                layout=widgets.Layout(width="42px", flex="0 0 auto"),
            )
            button.on_click(partial(self._clicked, letter))
            label = widgets.HTML(layout=widgets.Layout(flex="1 1 auto", min_width="0"))
            self.buttons.append(button)
            self.labels.append(label)
            rows.append(widgets.HBox([button, label], layout=widgets.Layout(align_items="center")))
        self.reveal = widgets.HTML()
        words = "".join(map(block_html, prompt))
        asked = widgets.HTML(f'<div style="line-height:1.45;{TEXT}">{words}</div>')
        self.box = widgets.VBox([asked, *rows, self.reveal])
        self.box.layout.max_width = "900px"

    def _clicked(self, letter: str, button: Any) -> None:
        self.choose(letter)

    def update(self, marks: Mapping[str, str], reveal: Card | None) -> None:
        """Show what was chosen.

        Parameters
        ----------
        marks : mapping of str to str
            What stands beside a choice, by its letter: a sign and a word.
        reveal : Card or None
            What stands below the choices.
        """
        for (letter, text), label in zip(self.choices.items(), self.labels, strict=True):
            mark = f" <b>{marks[letter]}</b>" if letter in marks else ""
            label.value = f'<span style="line-height:1.4;{TEXT}">{inline(text)}{mark}</span>'
        self.reveal.value = "" if reveal is None else html_of(reveal)

    def shown(self, text: str) -> View:
        """Give the view to display."""
        return View(self.box, text)


class QuizView:
    """The questions of a quiz under each other, and the score.

    Parameters
    ----------
    questions : sequence of QuestionView
    """

    def __init__(self, questions: Sequence[QuestionView]) -> None:
        self.score = widgets.HTML()
        parts: list[widgets.Widget] = []
        for number, question in enumerate(questions, start=1):
            parts.append(widgets.HTML(f'<b style="{TEXT}">Question {number}</b>'))
            parts.append(question.box)
        self.box = widgets.VBox([*parts, self.score])

    def update(self, score: str) -> None:
        """Show the score."""
        self.score.value = f'<div role="status" style="{TEXT}"><b>{score}</b></div>'

    def shown(self, text: str) -> View:
        """Give the view to display."""
        return View(self.box, text)
