"""Questions of notebook 20."""

from cnnkit.course.question import Choice, Question

nearest = Question(
    "nearest",
    "A baseline without a network: for each new digit find the most similar of 3,200 known ones, "
    "pixel by pixel, and take over its label. How many of 800 does that read?",
    (
        Choice("about 10 %", "That is guessing. Similar digits do look alike."),
        Choice(
            "about 50 %",
            "A digit moved by a few pixels has another neighbour, and still most find a good one.",
        ),
        Choice(
            "about 75 %",
            "On clothes it is nearer to that. Digits were centred when MNIST was made, which helps "
            "it much.",
        ),
        Choice(
            "above 90 %",
            "About 92 %. Whoever reports “my network reads 90 %” without this baseline has "
            "reported a failure.",
            right=True,
        ),
    ),
)

best_of_twenty = Question(
    "best_of_twenty",
    "Twenty networks, each of which would read 95 % of all digits in the world, are tried on the "
    "same 1,000 test digits, and the best of them is reported. Which number stands there, mostly?",
    (
        Choice(
            "95.0 %, as with every one of them",
            "Each has luck of its own with a thousand images, and you have chosen the luckiest.",
        ),
        Choice(
            "about 96.2 %",
            "Chance moves each by 0.7 points, and the luckiest of twenty is nearly two such steps "
            "up. Not one of them is better than 95 %.",
            right=True,
        ),
        Choice("about 99 %", "That would be six standard errors up: it practically never happens."),
        Choice(
            "below 95 %: the test is harder than the training",
            "The 95 % are meant for all digits in the world, and the thousand are drawn from them.",
        ),
    ),
)

what_breaks = Question(
    "what_breaks",
    "A network is trained on 4,000 digits and reads 97 % of 1,000 test digits. Later somebody "
    "finds that 300 of the test digits stand among the training digits as well. What is the 97 % "
    "worth?",
    (
        Choice(
            "as much as before: the network does not know which ones they are",
            "It need not know. It has practised on them, and reads nearly all of them.",
        ),
        Choice(
            "nothing at all, and nothing can be saved",
            "700 of the images are still new. Measure on those, and say that they are 700.",
        ),
        Choice(
            "too high; the other 700 still say something",
            "If all 300 are right, 670 of 700 are left: 95.7 %, with a wider range. Looking for "
            "copies before training would have saved the trouble.",
            right=True,
        ),
    ),
)

QUESTIONS = (nearest, best_of_twenty, what_breaks)

QUIZ = (
    Question(
        "which_design",
        "Three seeds each. Design A gains 0.2, −0.1 and 0.3 points over B, with twice the "
        "multiply-adds. Which one do you take?",
        (
            Choice("A: it is better on average", "By 0.13 points, and once it was worse."),
            Choice(
                "neither, before a hundred seeds",
                "A decision needs no certainty. Where the gain is so small, the price decides.",
            ),
            Choice(
                "B: the gain is not larger than the luck of the seeds, and its price is known",
                "What is measured clearly here is the cost.",
                right=True,
            ),
        ),
    ),
    Question(
        "second_look",
        "You have opened the test images: 96.1 %. Then you find that the learning rate was poor, "
        "train again, and open them again: 96.9 %. What do you report?",
        (
            Choice(
                "96.9 %: it is the network that I use",
                "You looked, changed, and looked again. From now on the test images are a second "
                "set of validation images.",
            ),
            Choice(
                "both, in this order, and that there were two looks",
                "Then everybody can judge. A fresh set of test images would be better still.",
                right=True,
            ),
            Choice(
                "the mean, 96.5 %",
                "It is the score of neither network, and hides that there were two looks.",
            ),
        ),
    ),
    Question(
        "is_it_good",
        "A network finds a rare disease, which one patient in a hundred has. It is right on 98 % "
        "of all patients. Is that good?",
        (
            Choice(
                "one cannot say: the baseline is 99 %, and the question is who is found",
                "Of the sick, how many are found; of those called sick, how many are. The accuracy "
                "over all hides both.",
                right=True,
            ),
            Choice(
                "yes, it is wrong on 2 % only",
                "Whoever says “healthy” to everybody is right on 99 %.",
            ),
            Choice(
                "no, for medicine one needs 100 %",
                "No test reaches that, no doctor either. But the number does not fit the question.",
            ),
        ),
    ),
    Question(
        "no_network",
        "A table with 800 rows and 12 columns: age, income, rooms. You are to predict rents. What "
        "do you try first?",
        (
            Choice(
                "a linear model or trees",
                "They need little data and no neighbourhood, and they are hard to beat on tables.",
                right=True,
            ),
            Choice(
                "a convolutional network over the 12 columns",
                "Convolution expects that neighbours belong together and that places may be "
                "exchanged. Age and income stand side by side by accident.",
            ),
            Choice(
                "a large network that was trained on photos",
                "Transfer learning helps where the new images resemble the old ones. These are no "
                "images.",
            ),
        ),
    ),
    Question(
        "few_images",
        "You have 200 photos of each of five mushrooms, and an evening. What will work best?",
        (
            Choice(
                "a CNN of your own, trained from fresh weights",
                "With 1,000 photos it learns much by heart. Possible, and not the best.",
            ),
            Choice(
                "a vision transformer of your own, trained from fresh weights",
                "It has to learn even that neighbouring pixels belong together, and for that it "
                "needs far more images.",
            ),
            Choice(
                "the features of a network trained on ImageNet, and a new last layer",
                "Edges, textures and parts are learned already (notebook 14); yours is the last "
                "step. This is transfer learning.",
                right=True,
            ),
        ),
    ),
)
