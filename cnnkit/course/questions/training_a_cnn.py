"""Questions of notebook 12."""

from cnnkit.course.question import Choice, Question

how_many_steps = Question(
    "how_many_steps",
    "3,200 training images, batches of 64, five epochs. How many times are the weights changed?",
    (
        Choice("5 times", "Once an epoch would be one batch of all 3,200 images."),
        Choice("64 times", "64 is how many images share one step."),
        Choice("250 times", "3,200 / 64 = 50 batches an epoch, and a step each.", right=True),
        Choice("16,000 times", "That would be a step for every single image: batches of 1."),
    ),
)

first_loss = Question(
    "first_loss",
    "Guessing among ten classes costs log 10 = 2.30. The first step above printed 2.4. All weights "
    "had just been drawn by He's rule, and nothing was learned yet. Why is it not 2.30?",
    (
        Choice(
            "chance: other weights would lie below 2.30 as often as above",
            "Other weights change how far it lies above; the table below has three draws.",
        ),
        Choice(
            "the weights already have opinions, and wrong ones cost more than right ones save",
            "Logits that are not 0 prefer some classes. The preferences help as often as they "
            "harm, but the logarithm punishes more than it rewards.",
            right=True,
        ),
        Choice(
            "32 images are too few to measure it",
            "The table below takes 500, and lies above 2.30 as well.",
        ),
        Choice(
            "a network that knows nothing is always worse than guessing",
            "If its logits are all nearly 0 it does guess, and that costs 2.30.",
        ),
    ),
)

labels_shuffled = Question(
    "labels_shuffled",
    "Which of the six runs learned from labels that did not belong to the images?",
    (
        Choice("run A", "A learns what it is shown, and reads new images too."),
        Choice("run C", "C knows its images by heart, and reads five in six of the others."),
        Choice("run D", "D gets nowhere at all, not even on the images it is trained on."),
        Choice(
            "run E",
            "Its training loss falls, slowly; on new images it is worse than guessing, and worse "
            "with every epoch. It learns by heart what is true nowhere else.",
            right=True,
        ),
    ),
)

wider = Question(
    "wider",
    "400 images, and a first layer of 1, 2, 4, 8 or 16 filters; the widest network has 72 "
    "parameters for each image. How does its accuracy on new images go, from narrow to wide?",
    (
        Choice(
            "up, and down again at the wide end",
            "That is what one reads: too many parameters overfit. Here the widest network knows "
            "its images by heart, and yet reads as many new ones as that with 8 filters.",
        ),
        Choice(
            "up, and then it stays",
            "More filters find more, and the room to learn by heart does no harm here.",
            right=True,
        ),
        Choice(
            "down from the start",
            "Then one filter would be best, and that is too little for ten digits.",
        ),
    ),
)

hardest_to_learn = Question(
    "hardest_to_learn",
    "A thousand digits, spoilt in three ways. Which does a CNN learn by heart most slowly?",
    (
        Choice(
            "the same digits with the pixels of all of them shuffled in one way",
            "They still hang together: ink at one place tells of ink at another. That is learned "
            "almost as fast.",
        ),
        Choice(
            "the same digits with labels drawn by lot",
            "Images that look alike now ask for different answers, so that what is learned on one "
            "is wrong for its neighbour.",
            right=True,
        ),
        Choice(
            "the same digits with the pixels of each shuffled in a way of its own",
            "Nothing is left to understand either. But no two images look alike now, so that "
            "anything tells one from the others.",
        ),
    ),
)

worth_most = Question(
    "worth_most",
    "You take one part out of the small CNN and train it anew, on digits. Which loss costs most "
    "accuracy on new images?",
    (
        Choice(
            "the convolutions, with a dense layer of as many weights in their place",
            "About six points. It still reads nine in ten; but it has to learn each stroke at each "
            "place anew.",
            right=True,
        ),
        Choice(
            "the ReLUs",
            "Less than a point, and here is the reason: the max poolings are not linear either. "
            "Take both out, and five points are lost.",
        ),
        Choice(
            "the poolings",
            "About one point. Not because of the parameters, of which it then has eleven times as "
            "many: stride 2 in the place of pooling, with no more parameters, loses as much.",
        ),
    ),
)

QUESTIONS = (first_loss, labels_shuffled, wider, worth_most, hardest_to_learn)

QUIZ = (
    Question(
        "four_steps",
        "In which order?",
        (
            Choice("loss, forward, update, backward", "Without a prediction there is no loss."),
            Choice(
                "forward, loss, backward, update",
                "Predict, compare, find the slopes, step.",
                right=True,
            ),
            Choice(
                "forward, backward, loss, update",
                "The backward pass begins with the slope of the loss.",
            ),
            Choice("forward, loss, update, backward", "Then you step before you know where to."),
        ),
    ),
    how_many_steps,
    Question(
        "three_sets",
        "You try twenty learning rates, and keep the one that reads most validation images. What "
        "do you report as its accuracy on new images?",
        (
            Choice(
                "the accuracy on the validation images",
                "Of twenty tries the luckiest was chosen. It is a little too high.",
            ),
            Choice("the accuracy on the training images", "Those it may know by heart."),
            Choice(
                "the accuracy on test images that took no part in any choice",
                "Looked at once, at the very end.",
                right=True,
            ),
        ),
    ),
    Question(
        "gap",
        "After 20 epochs a network reads 100 % of its training images and 87 % of the validation "
        "images. What would you try first?",
        (
            Choice("a longer run", "There is nothing left to learn on the training images."),
            Choice(
                "more images, or augmentation that keeps the label",
                "It knows these images by heart; others would give it reasons to learn what they "
                "have in common.",
                right=True,
            ),
            Choice("a larger network", "It has room enough: it knows every training image."),
            Choice("a higher learning rate", "The training loss has arrived where it can."),
        ),
    ),
    Question(
        "flipped_digits",
        "Which augmentation fits handwritten digits?",
        (
            Choice("mirroring left to right", "A mirrored 2 is no 2, and would keep its label."),
            Choice("turning by up to 180°", "Then a 6 is a 9 and keeps the label 6."),
            Choice(
                "turning by up to 10° and shifting by up to 2 pixels",
                "People write so too, and the label stays true.",
                right=True,
            ),
        ),
    ),
    Question(
        "last_batch",
        "1,000 images go through a network in batches of 256. The accuracies of the four batches "
        "are 0.9, 0.9, 0.9 and 0.5. What is the accuracy?",
        (
            Choice("0.80", "That is their mean, but the last batch has only 232 images."),
            Choice(
                "a little above 0.80",
                "(0.9 · 768 + 0.5 · 232) / 1000 = 0.807: each image counts once.",
                right=True,
            ),
            Choice("0.90", "The images of the last batch count too."),
        ),
    ),
)
