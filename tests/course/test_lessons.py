"""Every exercise: the reference passes, the empty cell is not attempted, mistakes are known."""

import itertools
import subprocess
import sys

import numpy as np
import pytest

from cnnkit.course import lessons
from cnnkit.course.exercise import Exercise
from cnnkit.course.lessons import convolution, padding_and_stride, start_here
from cnnkit.course.outcome import Raised, Returned

# The lessons as a whole.


def test_the_lessons_are_there():
    assert {convolution, padding_and_stride, start_here} <= set(lessons.modules())


def test_everything_is_found_under_its_own_name(lesson):
    for item in (*lesson.EXERCISES, *lesson.QUESTIONS):
        assert getattr(lesson, item.name) is item
        assert item.name in lesson.__all__
    for item in vars(lesson).values():
        if isinstance(item, Exercise):
            assert item in lesson.EXERCISES


# Right answers.


def test_the_reference_passes(exercise):
    verdict = exercise.check(exercise.reference)
    assert verdict.kind == "right"
    assert verdict
    assert exercise.solved


def test_the_solution_passes_when_run_by_itself(exercise):
    namespace = {"np": np}
    exec(exercise.solution_source, namespace)
    assert exercise.check(namespace[exercise.name])
    assert exercise.solution_source.strip() in str(exercise.solution()).replace("\n      ", "\n")


def test_the_solution_is_what_the_learner_is_asked_to_write(task):
    assert task.reference.__name__ == task.name
    assert task.reference.__doc__
    assert "cnnkit" not in task.solution_source


def test_float32_and_numpy_numbers_are_fine(task, wrapped):
    def narrow(result):
        if isinstance(result, np.ndarray):
            return result.astype(np.float32)
        return np.int64(result) if isinstance(result, int) else result

    assert task.check(wrapped(task, narrow))


# Nothing yet.


def test_the_empty_cell_is_not_attempted(exercise):
    namespace = {"np": np}
    exec(exercise.starter, namespace)
    verdict = exercise.check(namespace[exercise.name])
    assert verdict.kind == "not attempted"
    assert not verdict
    assert not exercise.solved


@pytest.mark.parametrize("empty", [None, ..., NotImplemented, [[..., ...], [..., ...]]], ids=str)
def test_an_empty_value_is_not_attempted(exercise, empty):
    assert exercise.check(empty).kind == "not attempted"
    assert exercise.check().kind == "not attempted"


@pytest.mark.parametrize("empty", [..., NotImplemented], ids=str)
def test_a_function_that_returns_a_gap_is_not_attempted(task, empty, wrapped):
    assert task.check(wrapped(task, lambda result: empty)).kind == "not attempted"


def test_code_that_returns_nothing_is_told_so(task, wrapped):
    # Also where None is the right answer to some cases.
    verdict = task.check(wrapped(task, lambda result: None))
    assert verdict.kind == "wrong"
    assert "`return` missing" in str(verdict)


def test_a_body_of_pass_is_not_attempted(task):
    def answer(*inputs):
        """Do nothing yet."""
        pass

    assert task.check(answer).kind == "not attempted"


def test_a_function_that_is_not_implemented_is_not_attempted(task):
    def answer(*inputs):
        raise NotImplementedError

    assert task.check(answer).kind == "not attempted"


def test_a_gap_left_in_the_code_is_not_attempted(task):
    def answer(*inputs):
        height, width = ...
        return height * width

    assert task.check(answer).kind == "not attempted"


def test_an_ellipsis_in_an_index_is_an_attempt(task):
    def answer(*inputs):
        return np.zeros((2, 2))[..., ...]

    verdict = task.check(answer)
    assert verdict.kind == "crashed"
    assert "IndexError" in str(verdict)


# Known mistakes.


def test_each_known_mistake_gets_its_own_explanation(mistake):
    exercise, known = mistake
    verdict = exercise.check(known.answer)
    assert verdict.kind == "wrong"
    assert verdict.mistake == known.name
    start = " ".join(known.explanation.split())[:60]
    assert start in " ".join(str(verdict).split())
    assert "smallest case that fails" in str(verdict) or "Your code stopped with" in str(verdict)
    assert not exercise.solved


def test_an_explanation_is_short_and_complete(mistake):
    _, known = mistake
    words = known.explanation.split()
    assert 15 <= len(words) <= 80
    assert known.explanation[0].isupper()
    assert known.explanation.rstrip()[-1] in ".?"
    assert {"you", "your", "yours"} & {word.lower().strip(".,") for word in words}


def test_explanations_differ(exercise):
    texts = [known.explanation for known in exercise.misconceptions]
    names = [known.name for known in exercise.misconceptions]
    assert len(set(texts)) == len(texts)
    assert len(set(names)) == len(names)


def test_known_mistakes_can_be_told_apart(exercise):
    for known in exercise.misconceptions:
        outcomes = exercise.outcomes(known.answer)
        assert any(isinstance(outcome, Returned) for outcome in outcomes)
        matching = [k for k in exercise.misconceptions if exercise.misconception_of(outcomes) is k]
        assert matching == [known]
    plain = [known for known in exercise.misconceptions if known.recognises is None]
    for first, second in itertools.combinations(plain, 2):
        alone = Exercise(
            name=exercise.name,
            task="",
            reference=exercise.reference,
            cases=exercise.cases,
            misconceptions=(first,),
            hints=("",),
        )
        assert alone.check(second.answer).mistake is None, (first.name, second.name)


def test_a_known_mistake_is_known_in_another_kind_of_number_too(task):
    known = task.misconceptions[0]

    def answer(*inputs):
        result = known.answer(*inputs)
        return None if result is None else np.asarray(result, dtype=np.float32)

    assert task.check(answer).mistake == known.name


def test_crashing_mistakes_are_known_by_their_exception():
    exercise = convolution.convolve2d
    known = next(known for known in exercise.misconceptions if known.name == "matrix product")
    assert any(isinstance(outcome, Raised) for outcome in exercise.outcomes(known.answer))
    assert exercise.check(known.answer).kind == "wrong"


# Help.


def test_hints_form_a_ladder(exercise):
    assert len(exercise.hints) >= 3
    assert len(set(exercise.hints)) == len(exercise.hints)
    exercise._hints_given = 0
    shown = [str(exercise.hint()) for _ in range(len(exercise.hints) + 1)]
    assert len(set(shown)) == len(exercise.hints)
    assert shown[-1] == shown[-2]
    assert str(exercise.hint(1)) == shown[0]
    assert str(exercise.hint(99)) == shown[-1]
    assert str(exercise.hint(-5)) == shown[0]


def test_cases_come_smallest_first(exercise):
    # The first case is the one that nearly everybody sees, so it has to fit in the head.
    size = sum(np.size(value) for value in exercise.cases[0].inputs)
    assert size <= 30
    labels = [case.label for case in exercise.cases]
    assert len(set(labels)) == len(labels)
    assert all(isinstance(outcome, Returned) for outcome in exercise.outcomes(exercise.reference))


def test_every_display_is_text_and_html(exercise):
    shown = [exercise, exercise.check(...), exercise.check(exercise.reference)]
    shown += [exercise.check(exercise.misconceptions[0].answer), exercise.hint(1)]
    for item in (*shown, exercise.solution()):
        bundle = item._repr_mimebundle_()
        assert bundle["text/plain"] == str(item) == repr(item)
        assert 'role="status"' in bundle["text/html"]


def test_lessons_load_neither_widgets_nor_plots():
    code = (
        "import sys; from cnnkit.course import lessons; lessons.modules(); "
        "print({'ipywidgets', 'matplotlib', 'IPython'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
