"""What notebook 11 says that one should have seen in its explorers."""

import numpy as np
import pytest

from cnnkit.explorers import FirstWeights, OptimiserRace, RateSchedule
from cnnkit.explorers.optimisers_and_initialisation.racing import RACERS
from cnnkit.explorers.optimisers_and_initialisation.surfaces import SURFACES

THREE = {"RMSProp": False, "Adam": False}
STILL = {"SGD": 0.25, "momentum": 0.25, "Nesterov": 0.25, "RMSProp": 0.25, "Adam": 0.25}


def losses(**state):
    """Return the loss of everybody who runs, at the present step."""
    result = OptimiserRace(**state).result
    return {name: float(values[-1]) for name, values in result.losses.items()}


def on(surface, **state):
    """Race on a landscape from its own start, each with its best rate."""
    x, y = SURFACES[surface].start
    return losses(**{"surface": surface, "best": True, "x": x, "y": y} | state)


def first(found):
    """Return who has the lowest loss."""
    return min(found, key=found.get)


def test_a_ravine_for_plain_descent():
    alone = dict.fromkeys(RACERS, False) | {"SGD": True}
    assert np.isnan(losses(rate=0.1, step=100, **alone)["SGD"])
    assert losses(rate=1.0, steep=1, step=1, **alone)["SGD"] < 1e-20


def test_three_in_a_steep_ravine():
    ravine = {"steep": 100, **THREE}
    early, late = on("ravine", step=30, **ravine), on("ravine", step=100, **ravine)
    assert sorted(early, key=early.get) == ["momentum", "Nesterov", "SGD"]
    assert sorted(late, key=late.get) == ["Nesterov", "momentum", "SGD"]
    rates = OptimiserRace(best=True, **ravine).result.rates
    assert list(rates.values()) == [0.01, 0.01, 0.005]
    twice = losses(rate=0.02, step=100, **ravine)
    assert np.isnan(twice["Nesterov"])
    assert twice["momentum"] < 0.1 < 30 < twice["SGD"]
    by_keep = {k: losses(rate=0.01, keep=k, step=60, **ravine) for k in (0, 0.5, 0.9, 0.98)}
    assert len(set(by_keep[0].values())) == 1
    sgd = by_keep[0]["SGD"]
    assert by_keep[0.9]["momentum"] < by_keep[0.5]["momentum"] / 5 < sgd / 5
    assert by_keep[0.9]["Nesterov"] < by_keep[0.5]["Nesterov"] < sgd
    assert by_keep[0.98]["momentum"] > sgd


@pytest.mark.parametrize(
    ("surface", "step", "leader"),
    [
        ("ravine", 40, "RMSProp"),
        ("saddle", 40, "RMSProp"),
        ("two valleys", 40, "momentum"),
        ("two valleys", 100, "Adam"),
        ("bent valley", 40, "Nesterov"),
    ],
)
def test_who_leads_where(surface, step, leader):
    assert first(on(surface, step=step)) == leader


def test_turning_valleys_and_the_saddle():
    straight = on("ravine", step=40)
    assert straight["RMSProp"] < 1e-40
    assert max(straight, key=straight.get) == "Adam"
    assert first(on("ravine", step=40, turn=45)) == "Nesterov"
    valleys = on("two valleys", step=100)
    deeper = {name for name, loss in valleys.items() if loss < 0.1}
    assert deeper == {"momentum", "Adam"}
    assert all(valleys[name] == pytest.approx(0.99, abs=0.01) for name in valleys.keys() - deeper)
    assert on("saddle", step=100, y=0.0) == pytest.approx(STILL, abs=0.002)
    pushed = on("saddle", step=100, y=0.0, noise=0.25)
    assert [name for name, loss in pushed.items() if loss > 0.2] == ["momentum"]


def test_first_weights():
    def ends(rule, layers=20, **state):
        result = FirstWeights(rule=rule, layers=layers, layer=0, **state).result
        return result.forwards, result.backwards, result.stack.size[-1], result.stack.gradient[0]

    he, xavier = "He: √(2/n)", "Xavier: √(1/n)"
    assert ends(he, layers=30)[:2] == pytest.approx((1, 1), abs=0.05)
    assert max(ends(he, layers=30, factor=0.8)[2:]) < 0.001
    assert min(ends(he, layers=30, factor=1.2)[2:]) > 100
    assert ends(xavier)[:2] == pytest.approx((0.7, 0.7), abs=0.02)
    assert max(ends("small: 0.01", layers=3)[2:]) < 0.001
    assert min(ends("large: 1")[:2]) > 5
    assert ends(xavier, activation="tanh")[2:] == pytest.approx((0.15, 0.15), abs=0.03)
    assert min(ends(he, activation="tanh")[2:]) > 0.5


def test_schedules():
    def loss(kind, **state):
        return RateSchedule(kind=kind, **state).result.losses[kind]

    assert loss("constant", peak=1.0)[10:] == pytest.approx(3.2, abs=1.0)
    tenth = loss("constant", peak=0.1)
    assert tenth[100] > 0.33 > 0.3 > tenth[-20:].mean()
    slow = loss("constant", peak=0.02)
    assert slow[-1] == pytest.approx(1.2, abs=0.1)
    assert slow[-1] < slow[-20]
    cosine = loss("cosine", peak=0.5)[-1]
    assert loss("step", peak=0.5, factor=0.3)[-1] < cosine < loss("step", peak=0.5, factor=0.1)[-1]
    assert loss("cosine", peak=0.5, warm_up=60)[-1] > cosine
