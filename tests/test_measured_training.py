"""What is stored of the training runs of notebook 12: complete, and in part measured again."""

import json

import numpy as np
import pytest

from cnnkit import datasets
from cnnkit.explorers.training_a_cnn.networks import ABLATIONS, small_cnn
from cnnkit.layers.notation import network_of
from tools.recipes import measure_training


def stored(name):
    path = datasets.data_path(f"measured/training_{name}.json")
    return json.loads(path.read_text(encoding="utf-8"))


def mean(runs):
    """Mean over the seeds: accuracy on training and validation images, loss on the latter."""
    return np.mean(runs, axis=0)


@pytest.mark.parametrize("name", measure_training.MEASUREMENTS)
def test_every_measurement_is_stored(name):
    assert stored(name)


def test_the_ablation_is_complete_and_its_counts_are_those_of_the_layers():
    for of_data in stored("ablation").values():
        assert list(of_data) == list(ABLATIONS)
        for name, entry in of_data.items():
            assert entry["parameters"] == network_of(ABLATIONS[name]).count((28, 28, 1))[0]
            assert len(entry["reached"]) == len(measure_training.SEEDS)


def test_what_the_notebook_says_of_the_ablation():
    digits = {name: 100 * mean(e["reached"])[1] for name, e in stored("ablation")["digits"].items()}
    whole = digits["small CNN"]
    assert 5 < whole - digits["without convolution"] < 6.5
    assert 2 < digits["without convolution, wide"] - digits["without convolution"] < 3
    assert abs(whole - digits["without ReLU"]) < 1
    known = {name: mean(e["reached"])[0] for name, e in stored("ablation")["digits"].items()}
    below = {"without convolution", "without ReLU, average pooling", "one dense layer"}
    assert {name for name, share in known.items() if share < 0.99} == below
    linear = digits["without ReLU, average pooling"]
    assert abs(linear - 91) < 0.5
    assert linear < digits["one dense layer"] + 0.5
    assert 0.9 < whole - digits["without pooling"] < 1.7
    assert 0.9 < whole - digits["stride 2 for pooling"] < 1.7
    clothes = {name: mean(e["reached"]) for name, e in stored("ablation")["clothes"].items()}
    assert clothes["without pooling"][0] > 0.999
    assert 1.6 < clothes["without pooling"][2] / clothes["small CNN"][2] < 2


def test_what_the_notebook_says_of_learning_by_heart():
    def epochs_to(runs, share):
        return {next(i for i, a in enumerate(run["accuracy"], 1) if a >= share) for run in runs}

    heart = stored("labels")
    assert list(heart) == list(measure_training.SPOILT)
    assert epochs_to(heart["true labels"], 0.9) == {3}
    assert epochs_to(heart["pixels shuffled"], 0.9) == {5, 6}
    assert epochs_to(heart["each shuffled its own way"], 0.9) <= {19, 20}
    assert epochs_to(heart["labels by lot"], 0.9) == {24}
    for runs in heart.values():
        assert all(run["accuracy"][-1] >= 0.985 for run in runs)
    assert all(run["validation"] > 0.9 for run in heart["true labels"])


def test_a_run_of_each_kind_measured_again():
    training, validation = measure_training.parts("digits")
    few = measure_training.some(training, 50, 0)
    epochs = measure_training.epochs_of(50)
    again = measure_training.run(small_cnn(), few, validation, seed=0, epochs=epochs)[1]
    assert again[:2] == pytest.approx(stored("images")["50"][0][:2], abs=0.02)
    x, y = measure_training.spoilt("labels by lot", *measure_training.some(training, 1000, 0), 0)
    steps, _ = measure_training.run(
        measure_training.MEMORISER, (x, y), validation, seed=0, epochs=2
    )
    curve = stored("labels")["labels by lot"][0]
    assert steps[1].accuracy == pytest.approx(curve["accuracy"][1], abs=0.01)
    assert steps[1].loss == pytest.approx(curve["loss"][1], abs=0.01)


def test_a_sick_run_measured_again():
    (x, y), validation = measure_training.parts("digits")
    again = measure_training.losses((x[:100], y[:100]), validation, rate=0.02, epochs=3)
    curve = stored("gallery")["too few images"]
    assert again["training"] == pytest.approx(curve["training"][:3], abs=0.01)
    assert again["validation"] == pytest.approx(curve["validation"][:3], abs=0.01)


def test_what_the_notebook_says_of_augmentation():
    measured = {
        data: {way: 100 * mean(runs) for way, runs in ways.items()}
        for data, ways in stored("augmentation").items()
    }
    digits, clothes = measured["digits"], measured["clothes"]
    assert [round(digits[way][1], 1) for way in ("none", "turned, resized, shifted")] == [
        96.2,
        98.0,
    ]
    assert 2.5 < digits["none"][1] - digits["mirrored"][1] < 3.5
    assert 1 < clothes["none"][1] - clothes["mirrored"][1] < 1.5
    assert 1.2 < clothes["none"][1] - clothes["shifted"][1] < 1.8
    assert clothes["none"][0] - clothes["shifted"][0] > 5
    longer = measured["clothes, 60 epochs"]
    shaken = "turned, resized, shifted"
    assert longer["none"][0] > 99.8
    assert abs(longer[shaken][1] - longer["none"][1]) < 1
    assert [round(longer[way][2] / 100, 2) for way in ("none", shaken)] == [0.6, 0.36]
    assert round(clothes["none"][2] / 100, 2) == 0.38
    assert 1.8 < longer[shaken][1] - clothes[shaken][1] < 2.6


def test_what_the_notebook_says_of_weight_decay():
    decay = {strength: mean(runs) for strength, runs in stored("decay").items()}
    assert [round(decay[strength][2], 2) for strength in ("0", "1")] == [0.44, 0.34]
    assert abs(decay["1"][1] - decay["0"][1]) < 0.01
    assert decay["3"][1] < decay["0"][1] - 0.01
    assert decay["3"][0] < 0.995


def test_what_the_notebook_says_of_images_and_filters():
    images = {int(count): mean(runs) for count, runs in stored("images").items()}
    shares = [images[count][1] for count in sorted(images)]
    assert shares == sorted(shares)
    assert (round(shares[0], 2), round(shares[-1], 2)) == (0.72, 0.96)
    assert min(reached[0] for reached in images.values()) > 0.985
    filters = {int(width): mean(runs) for width, runs in stored("filters").items()}
    assert [round(filters[width][1], 2) for width in (1, 8, 16)] == [0.84, 0.91, 0.91]
    assert min(reached[0] for reached in filters.values()) > 0.985
    assert network_of(small_cnn(16)).count((28, 28, 1))[0] == 28_938
