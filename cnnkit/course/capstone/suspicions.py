"""Mistakes that a self-check knows by name: what is seen, what to say, what to try first."""

from cnnkit.course.capstone.evidence import Evidence
from cnnkit.course.capstone.suspicion import Suspicion, suspicion
from cnnkit.course.capstone.suspicions_of_form import (
    always_the_same_answer,
    another_size_comes_out,
    clean_images_left_behind,
    gives_the_input_back,
    gives_the_noise,
    labels_of_other_images,
    mirrored_digits,
    not_a_number,
    not_one_logit_a_class,
    other_numbers_than_in_use,
    pixels_up_to_255,
    relu_behind_the_logits,
    softmax_twice,
    test_images_in_training,
    validation_images_in_training,
)
from cnnkit.course.capstone.suspicions_of_training import (
    best_epoch_for_last,
    learned_by_heart,
    measured_in_training_mode,
    only_guesses,
    stopped_too_early,
    the_time_was_up,
    too_many_filters,
    too_much_behind_flatten,
    training_images_for_validation,
    went_past_its_best,
)

FATAL = (not_one_logit_a_class, another_size_comes_out, not_a_number, always_the_same_answer)
LEAKS = (test_images_in_training, validation_images_in_training, labels_of_other_images)

SUSPICIONS = (
    *(suspicion(one, fatal=True) for one in (*FATAL, *LEAKS)),
    *map(
        suspicion,
        (
            *(pixels_up_to_255, other_numbers_than_in_use, softmax_twice, relu_behind_the_logits),
            *(gives_the_noise, gives_the_input_back, mirrored_digits),
            clean_images_left_behind,
            *(too_much_behind_flatten, too_many_filters, the_time_was_up),
            *(measured_in_training_mode, training_images_for_validation, best_epoch_for_last),
            *(only_guesses, learned_by_heart, went_past_its_best, stopped_too_early),
        ),
    ),
)
"""In the order in which they are looked for: the later ones take the earlier ones for excluded."""


def found(e: Evidence) -> list[Suspicion]:
    """Return the mistakes that a network looks like; after a fatal form no others are sought."""
    seen = []
    for one in SUSPICIONS:
        if one.shows(e):
            seen.append(one)
            if one.shows in FATAL:
                break
    return seen
