import numpy as np
import pytest
from driving import check_sound
from scipy.special import softmax

from cnnkit import pretrained
from cnnkit.explorers import TrainingOrEvaluation
from cnnkit.explorers.normalisation_and_dropout.training_or_evaluation import (
    BATCHES,
    COMPANY,
    IMAGES,
    SIZES,
    company,
    settling,
)
from cnnkit.layers import BatchNorm


@pytest.mark.parametrize("kind", COMPANY)
@pytest.mark.parametrize("size", SIZES)
def test_both_answers_are_those_of_the_network_itself(kind, size):
    explorer = TrainingOrEvaluation(company=kind, size=size, draw=5, image=2)
    check_sound(explorer)
    batch = company(IMAGES[2], kind, size, 5)
    model = pretrained.digits_batch_norm()
    evaluation = softmax(model.forward(batch).astype(float), axis=1)[0]
    training = softmax(model.forward(batch, training=True).astype(float), axis=1)[0]
    np.testing.assert_allclose(explorer.result.evaluation, evaluation, atol=1e-5)
    np.testing.assert_allclose(explorer.result.training, training, atol=1e-4)


def test_company_counts_in_training_mode_only():
    results = [TrainingOrEvaluation(draw=draw).result for draw in range(6)]
    assert np.ptp([result.training[result.label] for result in results]) > 0.1
    assert len({tuple(result.evaluation) for result in results}) == 1


def test_the_averages_settle_as_those_of_the_layers_do():
    model = pretrained.digits_batch_norm()
    norms = [layer for layer in model.layers if isinstance(layer, BatchNorm)]
    for norm in norms:
        norm.statistics["running_mean"].value[...] = 0
        norm.statistics["running_variance"].value[...] = 1
    from cnnkit import datasets
    from cnnkit.images import to_float

    images, rng = to_float(datasets.digits().x_test), np.random.default_rng(0)
    for _ in range(3):
        model.forward(images[rng.choice(1000, 32, replace=False)], training=True)
    for norm, (mean, variance) in zip(norms, settling()[3], strict=True):
        np.testing.assert_allclose(norm.statistics["running_mean"].value, mean, atol=1e-4)
        np.testing.assert_allclose(
            norm.statistics["running_variance"].value, variance, rtol=1e-3, atol=1e-4
        )


def test_unsettled_averages_change_the_answer():
    fresh, settled = (TrainingOrEvaluation(batches=n) for n in (0, BATCHES))
    assert not np.allclose(fresh.result.evaluation, settled.result.evaluation, atol=0.01)
    assert "0 batches old" in fresh.description
    assert "settled" in settled.description
    assert "alone in its batch" in TrainingOrEvaluation(size=1).description
