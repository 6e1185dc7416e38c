"""The capstone's tracks: their self-check, its known mistakes, the test images, the report."""

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

from cnnkit import datasets, pretrained
from cnnkit.course import capstone
from cnnkit.course.capstone import RESTORE, SORT, TRACKS, Run
from cnnkit.course.capstone.evidence import most_alike, score
from cnnkit.course.capstone.report import HEADINGS, numbers_in
from cnnkit.explorers.capstone import measured_designs
from cnnkit.layers import Dense, Flatten, Sequential
from cnnkit.training import CrossEntropy, evaluate
from tools.recipes import measure_capstone

STORED = json.loads(datasets.data_path("measured/capstone.json").read_text("utf-8"))
every_track = pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.name)


@pytest.fixture
def read():
    """Track read as it is in a new session."""
    return replace(capstone.READ)


@pytest.fixture(scope="module")
def reader():
    return pretrained.digits_cnn()


def built(*layers, track=capstone.READ, seed=0):
    model = Sequential(list(layers))
    model.build(track.input_shape, np.random.default_rng(seed))
    return model


def small_reader():
    """Return a network that reads digits fairly well, within the budget and in a second."""
    options = {"epochs": 3, "batch_size": 32, "rng": np.random.default_rng(0), "quiet": True}
    return capstone.READ.train(capstone.READ.network_for_a_start(), **options)


@pytest.fixture(scope="module")
def run():
    return small_reader()


def names(check):
    return [one.name for one in check.mistakes]


# What was measured, and the bars.


@every_track
def test_the_facts_of_the_explorer_are_those_of_the_track(track):
    facts = measured_designs.TRACKS[track.name]
    assert (facts.side, facts.side, 1) == track.input_shape
    assert facts.images == len(track.train_images[0])
    assert facts.outputs == len(track.class_names)
    assert facts.parameters == track.budget.parameters
    assert facts.seconds == track.budget.seconds


@every_track
def test_the_baseline_is_the_best_that_was_measured_without_a_network(track):
    baselines = STORED[track.name]["baselines"]
    assert track.levels.baseline == max(baselines, key=baselines.get)
    assert track.levels.floor == max(baselines.values())


@every_track
def test_the_stored_baselines_are_measured_again(track):
    assert measure_capstone.baselines(track.name) == STORED[track.name]["baselines"]


@every_track
def test_a_good_design_reaches_the_bars_and_a_naive_one_does_not(track):
    designs, levels = STORED[track.name]["designs"], track.levels
    best = designs[measure_capstone.OPENED[track.name][-1]]
    assert best["parameters"] <= track.budget.parameters
    assert max(best["seconds"]) <= track.budget.seconds
    assert np.median(best["validation"]) >= levels.excellent > levels.good > levels.floor
    naive = track.network_for_a_start().count(track.input_shape)[0]
    (start,) = (one for one in designs.values() if one["parameters"] == naive)
    assert max(start["validation"]) < levels.good
    within = [d for d in designs.values() if d["parameters"] <= track.budget.parameters]
    assert sum(max(d["validation"]) >= levels.good for d in within) >= 2


@every_track
def test_the_counts_of_the_stored_designs(track):
    stored = STORED[track.name]["designs"]
    assert list(stored) == list(capstone.DESIGNS[track.name])
    for name, design in capstone.DESIGNS[track.name].items():
        counted = design.network().count(track.input_shape)
        assert counted == (stored[name]["parameters"], stored[name]["multiply_adds"])
        runs = (stored[name][key] for key in ("seconds", "train", "validation"))
        assert all(len(each) == len(measure_capstone.SEEDS) for each in runs)


@every_track
def test_every_look_at_the_test_images_is_stored(track):
    designs = STORED[track.name]["designs"]
    opened = measure_capstone.OPENED[track.name]
    assert {name for name in designs if "test" in designs[name]} == set(opened)
    assert opened[-1] == max(designs, key=lambda name: np.mean(designs[name]["validation"]))


def test_a_stored_run_is_measured_again():
    design = capstone.DESIGNS["read"]["linear"]
    model, _ = measure_capstone.run("read", design, seed=0)
    again = measure_capstone.score("read", model, capstone.READ.validation_images)
    assert again == pytest.approx(STORED["read"]["designs"]["linear"]["validation"][0], abs=0.005)


def test_the_median_filter_is_scipys():
    noisy, clean = RESTORE.validation_images
    one_by_one = [ndimage.median_filter(image[:, :, 0], 3) for image in noisy]
    assert score(np.stack(one_by_one)[..., None], clean) == pytest.approx(
        STORED["restore"]["baselines"]["median of 3×3"], abs=0.01
    )


# The parts.


@every_track
def test_the_parts_share_no_image(track):
    splits = track.splits()
    for one, other in (
        (splits.train, splits.validation),
        (splits.train, splits.test),
        (splits.validation, splits.test),
    ):
        assert (most_alike(one[0], other[0])[1] > 0.9999).mean() < 0.002


def test_the_noise_is_as_strong_as_it_says():
    for noisy, clean in (RESTORE.train_images, RESTORE.validation_images):
        assert noisy.dtype == clean.dtype == np.float32
        assert float((noisy - clean).std()) == pytest.approx(0.1, abs=0.001)
        assert score(noisy, clean) == pytest.approx(20, abs=0.1)


# The self-check.


def test_a_run_is_counted_timed_and_scored(read, run):
    check = read.check(run)
    expected = evaluate(run.network, read.validation_images, CrossEntropy())[1]
    assert check.evidence.validation == expected
    assert check.evidence.counts == run.network.count((28, 28, 1))
    assert "✓ parameters: 2,230 of 5,000" in str(check)
    assert "38,664" in str(check)
    assert f"✓ seconds: {round(run.seconds)} of 60" in str(check)
    assert f"{100 * expected:.1f} %" in str(check)
    assert "test images: closed" in str(check)
    assert not check
    assert "&" not in str(check)
    assert "text/html" in check._repr_mimebundle_()


def test_a_network_trained_elsewhere_needs_its_time(read, reader):
    small = capstone.READ.network_for_a_start()
    small.build((28, 28, 1), np.random.default_rng(0))
    assert "not timed" in str(read.check(small))
    assert "seconds: 12 of 60" in str(read.check(small, seconds=12.2))
    assert read.check(reader).evidence.validation > 0.97


def test_a_good_network_within_its_budgets_is_right(read, reader):
    generous = replace(read, budget=capstone.Budget(20_000, 60))
    check = generous.check(reader, seconds=5)
    assert names(check) == []
    assert check
    assert str(check).startswith("✓ Right: read, excellent")


def test_what_is_no_network_is_refused(read):
    with pytest.raises(TypeError, match=r"no network"):
        read.check("a network")
    with pytest.raises(RuntimeError, match=r"train it first"):
        read.check(read.network_for_a_start())
    other = Sequential([Flatten(), Dense(10)])
    other.build((8, 8, 1), np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"built for images of \(8, 8, 1\)"):
        read.check(other)


def test_training_stops_when_the_time_is_up(read):
    options = {"epochs": 50, "batch_size": 32, "rng": np.random.default_rng(0), "quiet": True}
    run = read.train(read.network_for_a_start(), limit=0.2, **options)
    assert run.stopped
    assert 0.2 < run.seconds < 5
    assert "the time was up" in names(read.check(run))
    assert "✗ seconds" in str(read.check(run))


# The test images.


def test_the_test_images_are_counted(read, run):
    assert read.opened == []
    first = read.examine(run)
    x, y = read.splits().test
    assert first.score == float((run.network.forward(x).argmax(axis=1) == y).mean())
    assert "opened once" in str(first)
    assert "give or take" in str(first)
    second = read.examine(run)
    assert "opened 2 times" in str(second)
    assert "Report the first one" in str(second)
    assert "opened 2 times" in str(read.check(run))


def test_a_network_without_logits_opens_nothing(read):
    examined = read.examine(built(Flatten(), Dense(3)))
    assert examined.score is None
    assert read.opened == []
    assert "images stay closed" in " ".join(str(examined).split())


def test_a_leak_is_said_in_the_examination(read, reader):
    x, y = read.splits().test
    examined = read.examine(Run(reader, data=(x[:50], y[:50])))
    assert "test images in training" in str(examined)


# The report.


def answered(read, run, result):
    e = read.check(run).evidence
    words = "and this is said in a sentence of more than eight words"
    texts = {heading: words for heading in HEADINGS}
    texts["baseline"] = f"The nearest neighbour reaches 92.5 % of the same images, {words}"
    texts["design"] = f"One convolution, {e.counts[0]:,} parameters of 5,000, {words}"
    texts["training"] = f"It was trained for {len(e.epochs)} epochs with Adam, {words}"
    texts["result"] = f"Of the test images it reads {100 * result:.1f} %, {words}"
    return texts


def test_an_empty_report_names_what_is_asked(read, run):
    for empty in ({}, dict.fromkeys(HEADINGS, ""), dict.fromkeys(HEADINGS, "..."), None):
        review = read.review(empty, run)
        assert set(review.gaps) == set(HEADINGS)
        assert "0 of 8 answered" in str(review)
        assert not review
    assert "dictionary" in str(read.review("a text", run))


def test_a_report_is_held_against_what_was_measured(read, run):
    closed = read.review(answered(read, run, 0.9), run)
    assert set(closed.disagreements) == {"result"}
    assert "closed" in closed.disagreements["result"]
    score = read.examine(run).score
    right = read.review(answered(read, run, score), run)
    assert right, right
    assert str(right).startswith("✓ Right")
    wrong = answered(read, run, score) | {
        "design": "One convolution of six filters, 2,300 numbers in all, as I think"
    }
    assert set(read.review(wrong, run).disagreements) == {"design"}
    assert "2,230" in str(read.review(wrong, run))


def test_the_validation_score_in_place_of_the_test_score_is_known(read, run):
    examined = read.examine(run)
    validation = read.check(run).evidence.validation
    assert round(100 * validation, 1) != round(100 * examined.score, 1)
    review = read.review(answered(read, run, validation), run)
    assert "validation images" in review.disagreements["result"]


def test_numbers_are_read_from_a_text():
    assert numbers_in("none") == []
    assert numbers_in("1,234,567.8 and 12") == [1234567.8, 12]


# The rubric.


def test_the_rubric_counts_and_marks():
    assert capstone.Rubric().points == 0
    full = capstone.Rubric(by="a teacher", **dict.fromkeys(capstone.CRITERIA, 3))
    assert "18 of 18 points" in full.title
    bundle = full._repr_mimebundle_()
    assert bundle["text/html"].count("✓") == len(capstone.CRITERIA)
    with pytest.raises(ValueError, match="levels are 0"):
        capstone.Rubric(question=4)


def test_cards_of_tracks():
    assert "30,000" in str(SORT)
    assert "dB" in str(RESTORE)
