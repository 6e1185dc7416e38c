"""fit: the loop with a progress bar, and a history that can be read and continued."""

import numpy as np
import pytest

from cnnkit.training import CrossEntropy, Epoch, History, Step, fit
from tests.training.small import X, Y, run, steps

OPTIONS = {"data": (X, Y), "loss": CrossEntropy(), "epochs": 2, "batch_size": 5}


def test_it_is_the_same_loop(capsys):
    by_hand, fitted = run(), run()
    options = {"augmentation": None, "schedule": None, "clip": None}
    expected = list(steps(by_hand, **options))
    options |= {"data": (X, Y), "loss": CrossEntropy(label_smoothing=0.1), "epochs": 3}
    history = fit(**fitted, **options, batch_size=5, validation=(X[:7], Y[:7]), quiet=True)
    assert history is fitted["history"]
    assert history.steps == expected
    for name, array in by_hand["model"].state().items():
        np.testing.assert_array_equal(fitted["model"].state()[name], array)
    assert capsys.readouterr() == ("", "")


def test_the_bar_tells_where_it_stands(capsys):
    fit(**run(), **OPTIONS, validation=(X[:7], Y[:7]))
    bar = capsys.readouterr().err
    assert "10/10" in bar
    assert "epoch 2, loss" in bar
    assert "validation" in bar


def test_what_was_interrupted_goes_on():
    class StoppedError(Exception):
        pass

    def interrupt(step):
        if step == 7:
            raise StoppedError
        return 0.01

    parts, whole = run(), run()
    with pytest.raises(StoppedError):
        fit(**parts, **OPTIONS, schedule=interrupt, quiet=True)
    assert len(parts["history"].steps) == 7
    fit(**parts, **OPTIONS, quiet=True)
    expected = fit(**whole, **OPTIONS, schedule=lambda step: 0.01, quiet=True)
    assert parts["history"].steps == expected.steps


def test_a_history_of_its_own():
    parts = run()
    del parts["history"]
    history = fit(**parts, **OPTIONS, quiet=True)
    assert (len(history.steps), len(history.epochs), history.order) == (10, 2, None)


def test_the_table_has_a_row_for_each_epoch():
    history = History()
    history.add(Step(1, 2, 1, 4, 3.0, None, 0.1, finished=Epoch(1, 3.0, None)))
    history.add(Step(2, 2, 2, 4, 2.0, 0.5, 0.1, finished=Epoch(2, 2e12, 0.5, 1.98766, 0.875)))
    assert repr(history).splitlines() == [
        "epoch      loss  accuracy  validation loss  validation accuracy",
        "    1     3.000         –                –                    –",
        "    2 2.000e+12    50.0 %            1.988               87.5 %",
    ]


def test_quiet_is_yes_or_no():
    with pytest.raises(TypeError, match="quiet is 'yes'; it must be True or False"):
        fit(**run(), **OPTIONS, quiet="yes")
