"""Training: the loop, and what it is given: losses, optimisers, schedules, augmentation.

- `train` is the loop: forward, loss, backward, update. It says after each step what happened.
- `fit` is the same with a progress bar, and `Runner` the same in the background of a notebook.
- `save_checkpoint` puts a run into a file, to go on later as if nothing had happened.
- `check_gradients` holds a layer's backward pass against central differences.

>>> import numpy as np
>>> from cnnkit.layers import Dense, Flatten, Sequential
>>> from cnnkit.training import Adam, CrossEntropy, fit
>>> rng = np.random.default_rng(0)
>>> model = Sequential([Flatten(), Dense(2)])
>>> model.build((4, 4, 1), rng)
>>> x, y = rng.random((32, 4, 4, 1)), np.arange(32) % 2
>>> x[y == 1, 0, 0] += 2
>>> options = {"epochs": 20, "batch_size": 8, "rng": rng, "quiet": True}
>>> history = fit(model, (x, y), CrossEntropy(), Adam(0.05), **options)
>>> history.epochs[-1].accuracy
1.0
"""

from cnnkit.initialisers import (
    he_normal,
    he_uniform,
    lecun_normal,
    lecun_uniform,
    orthogonal,
    xavier_normal,
    xavier_uniform,
)
from cnnkit.training.augmentation import Augmentation, affine_map
from cnnkit.training.batches import batches
from cnnkit.training.central_differences import numerical_gradient
from cnnkit.training.checkpoint import load_checkpoint, save_checkpoint
from cnnkit.training.clipping import clip_gradients
from cnnkit.training.divergence import DivergedError
from cnnkit.training.fit import fit
from cnnkit.training.gradient_check import check_gradients
from cnnkit.training.history import Epoch, History, Step
from cnnkit.training.loop import evaluate, train
from cnnkit.training.losses import BinaryCrossEntropy, CrossEntropy, Loss, MeanSquaredError
from cnnkit.training.metrics import accuracy, confusion_matrix, top_k_accuracy
from cnnkit.training.optimisers import SGD, Adam, AdamW, Optimiser, RMSProp
from cnnkit.training.runner import Runner
from cnnkit.training.schedules import Constant, CosineDecay, Schedule, StepDecay, WarmUp

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "Augmentation",
    "BinaryCrossEntropy",
    "Constant",
    "CosineDecay",
    "CrossEntropy",
    "DivergedError",
    "Epoch",
    "History",
    "Loss",
    "MeanSquaredError",
    "Optimiser",
    "RMSProp",
    "Runner",
    "Schedule",
    "Step",
    "StepDecay",
    "WarmUp",
    "accuracy",
    "affine_map",
    "batches",
    "check_gradients",
    "clip_gradients",
    "confusion_matrix",
    "evaluate",
    "fit",
    "he_normal",
    "he_uniform",
    "lecun_normal",
    "lecun_uniform",
    "load_checkpoint",
    "numerical_gradient",
    "orthogonal",
    "save_checkpoint",
    "top_k_accuracy",
    "train",
    "xavier_normal",
    "xavier_uniform",
]
