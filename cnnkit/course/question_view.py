"""The widgets of a question: a button a choice, reached by Tab and pressed by Enter or Space."""

from functools import partial
from typing import Any

import ipywidgets as widgets

from cnnkit.course.as_html import TEXT, block_html, html_of, inline
from cnnkit.course.card import Items
from cnnkit.course.question import Question, Quiz
from cnnkit.explorers.view import View


class QuestionView:
    """Prompt, choices and reveal of one question.

    Parameters
    ----------
    question : Question
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.buttons: list[widgets.Button] = []
        self.labels: list[widgets.HTML] = []
        rows = []
        for letter, choice in zip(question.letters, question.choices, strict=True):
            button = widgets.Button(
                description=letter,
                tooltip=choice.text,
                layout=widgets.Layout(width="42px", flex="0 0 auto"),
            )
            button.on_click(partial(self._clicked, letter))
            label = widgets.HTML(layout=widgets.Layout(flex="1 1 auto", min_width="0"))
            self.buttons.append(button)
            self.labels.append(label)
            rows.append(widgets.HBox([button, label], layout=widgets.Layout(align_items="center")))
        self.reveal = widgets.HTML()
        self.box = widgets.VBox([widgets.HTML(self._prompt()), *rows, self.reveal])
        self.box.layout.max_width = "900px"
        self.update()
        question.listeners.append(self.update)

    def _prompt(self) -> str:
        blocks = [block for block in self.question.blocks if not isinstance(block, Items)]
        return f'<div style="line-height:1.45;{TEXT}">{"".join(map(block_html, blocks))}</div>'

    def _clicked(self, letter: str, button: Any) -> None:
        self.question.choose(letter)

    def update(self) -> None:
        """Show what was chosen, by sign and by word, and its reason."""
        question = self.question
        for letter, choice, label in zip(
            question.letters, question.choices, self.labels, strict=True
        ):
            mark = ""
            if question.chosen and choice.right:
                mark = " <b>✓ right</b>"
            elif letter == question.chosen:
                mark = " <b>✗ your choice, not right</b>"
            label.value = f'<span style="line-height:1.4;{TEXT}">{inline(choice.text)}{mark}</span>'
        self.reveal.value = html_of(question.verdict().card) if question.chosen else ""

    def shown(self, text: str) -> View:
        """Give the view to display."""
        return View(self.box, text)


class QuizView:
    """The questions of a quiz under each other, and the score."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz
        self.score = widgets.HTML()
        parts: list[widgets.Widget] = []
        for number, question in enumerate(quiz.questions, start=1):
            parts.append(widgets.HTML(f'<b style="{TEXT}">Question {number}</b>'))
            parts.append(question.view.box)
            question.listeners.append(self.update)
        self.box = widgets.VBox([*parts, self.score])
        self.update()

    def update(self) -> None:
        """Count again."""
        self.score.value = f'<div role="status" style="{TEXT}"><b>{self.quiz.score}</b></div>'

    def shown(self, text: str) -> View:
        """Give the view to display."""
        return View(self.box, text)
