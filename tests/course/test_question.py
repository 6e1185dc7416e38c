"""Questions and the quiz: by letter, by button, and in words."""

import pytest

from cnnkit.course.lessons import convolution, padding_and_stride
from cnnkit.course.question import Choice, Question, Quiz


@pytest.fixture
def animal():
    choices = (
        Choice("a whale", "It is a mammal."),
        Choice("a <b>shark</b>", "It has gills.", right=True),
        Choice("a seal", "It breathes air."),
    )
    return Question("animal", "Which one is a fish?\n\n    look(closely)", choices)


# The questions of the lessons.


def test_a_question_has_one_right_choice_and_a_reason_for_each(question):
    assert 3 <= len(question.choices) <= 5
    assert sum(choice.right for choice in question.choices) == 1
    texts = [choice.text for choice in question.choices]
    reasons = [choice.reason for choice in question.choices]
    assert len(set(texts)) == len(texts)
    assert len(set(reasons)) == len(reasons)
    assert all(len(reason.split()) >= 3 and reason[-1] in ".:?" for reason in reasons)


def test_a_lesson_asks_enough_and_does_not_give_the_place_away(lesson):
    assert 2 <= len(lesson.QUESTIONS) <= 5
    assert 4 <= len(lesson.quiz.questions) <= 6
    for questions in (lesson.QUESTIONS, lesson.quiz.questions):
        assert len({question.right_letter for question in questions}) >= 2
    names = [question.name for question in (*lesson.QUESTIONS, *lesson.quiz.questions)]
    assert len(set(names)) == len(names)


# One question.


def test_a_right_choice_shows_its_reason(animal):
    verdict = animal.choose("b")
    assert verdict.kind == "right"
    assert "It has gills." in str(verdict)
    assert animal.known


def test_a_wrong_choice_shows_its_reason_and_the_right_one(animal):
    verdict = animal.choose("A")
    assert verdict.kind == "wrong"
    assert not verdict
    for words in ("✗ Wrong: (a) a whale", "It is a mammal.", "✓ Right is (b)", "It has gills."):
        assert words in str(verdict)
    assert "breathes" not in str(verdict)


def test_only_the_first_choice_counts(animal):
    animal.choose("a")
    assert animal.choose("b")
    assert not animal.known
    assert (animal.first, animal.chosen) == ("a", "b")


class Exits:
    """An object that ends the program when it is shown."""

    def __repr__(self):
        raise SystemExit


@pytest.mark.parametrize(
    "letter",
    ["", "d", "ab", None, 2, ..., [1], b"a", object(), Exits()],
    ids=lambda letter: type(letter).__name__,
)
def test_what_is_no_letter_is_told_the_letters(animal, letter):
    verdict = animal.choose(letter)
    assert verdict.kind == "not attempted"
    assert "`'a'`, `'b'`, `'c'`" in str(verdict)
    assert animal.chosen == ""


def test_a_question_needs_exactly_one_right_choice():
    for rights in ((False, False), (True, True)):
        with pytest.raises(ValueError, match="'odd' needs exactly one right choice"):
            Question("odd", "?", [Choice("a", "a", right) for right in rights])


def test_the_words_do_not_change_and_give_nothing_away(animal):
    before = str(animal)
    assert before == repr(animal)
    assert "(c) a seal" in before
    assert "lesson.animal.choose('a')" in before
    assert "look(closely)" in before
    assert "gills" not in before
    animal.choose("b")
    assert str(animal) == before


def test_the_view_follows_the_choice(animal):
    bundle = animal._repr_mimebundle_()
    assert bundle["text/plain"] == str(animal)
    assert "application/vnd.jupyter.widget-view+json" in bundle
    view = animal.view
    assert view.reveal.value == ""
    assert all("✓" not in label.value and "✗" not in label.value for label in view.labels)
    view.buttons[0].click()
    assert animal.chosen == "a"
    assert "✗ your choice, not right" in view.labels[0].value
    assert "✓ right" in view.labels[1].value
    assert "It is a mammal." in view.reveal.value
    animal.choose("b")
    assert "✗" not in view.labels[0].value
    assert "It has gills." in view.reveal.value


def test_the_buttons_say_what_they_choose(animal):
    assert [button.description for button in animal.view.buttons] == ["a", "b", "c"]
    assert animal.view.buttons[0].tooltip == "a whale"


def test_texts_cannot_add_markup(animal):
    animal.choose("b")
    html = "".join(label.value for label in animal.view.labels) + animal.view.reveal.value
    assert "<b>shark" not in html
    assert "&lt;b&gt;shark" in html


# The quiz.


def test_a_quiz_counts_what_was_known_at_the_first_try(animal):
    other = Question("other", "And?", (Choice("x", "No, not x."), Choice("y", "Yes.", True)))
    quiz = Quiz((animal, other))
    assert quiz.score == "0 of 2 answered, 0 right at the first try"
    view = quiz.view
    assert quiz.choose(1, "b")
    assert not quiz.choose(2, "a")
    assert quiz.choose(2, "b")
    assert quiz.score == "2 of 2 answered, 1 right at the first try"
    assert quiz.score in view.score.value


def test_a_button_moves_the_score(animal):
    quiz = Quiz((animal,))
    quiz._repr_mimebundle_()
    animal.view.buttons[1].click()
    assert "1 of 1 answered, 1 right" in quiz.view.score.value


@pytest.mark.parametrize("number", [0, 2, "one", None, 1.0], ids=str)
def test_what_is_no_question_is_told_the_numbers(animal, number):
    verdict = Quiz((animal,)).choose(number, "a")
    assert verdict.kind == "not attempted"
    assert "numbered 1 to 1" in str(verdict)


def test_the_words_of_a_quiz_do_not_change(animal):
    quiz = Quiz((animal,))
    before = quiz._repr_mimebundle_()["text/plain"]
    assert "Question 1" in before
    quiz.choose(1, "a")
    assert quiz._repr_mimebundle_()["text/plain"] == before == repr(quiz)


def test_progress_counts_exercises_and_questions():
    lesson = padding_and_stride
    for exercise in lesson.EXERCISES:
        exercise.check(...)
    assert "0 of 4 exercises solved" in str(lesson.progress)
    lesson.output_size.check(lesson.output_size.reference)
    assert "1 of 4 exercises solved" in str(lesson.progress)
    assert "✓ `output_size`: solved" in str(lesson.progress)
    assert "○ `same_padding`: to do" in str(lesson.progress)
    lesson.output_size.check(0)
    assert "0 of 4 exercises solved" in str(lesson.progress)
    assert f"of {4 + 6} questions answered" in str(convolution.progress)
