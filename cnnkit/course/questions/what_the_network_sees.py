"""Questions of notebook 14."""

from cnnkit.course.question import Choice, Question

no_astronaut = Question(
    "no_astronaut",
    "A network tells 1,000 kinds of things apart: dogs, cups, tools, vehicles. Hardly any is a "
    "person, and none an astronaut. You show it a portrait of one in an orange suit, a "
    "helmet before her. What is it surest of?",
    (
        Choice(
            "nothing: all 1,000 probabilities are about 0.001",
            "It cannot shrug. Softmax shares out 1, and some class always comes first.",
        ),
        Choice(
            "a football helmet",
            "It has no word for her. What looks most like something that it knows wins, with 0.23.",
            right=True,
        ),
        Choice("an astronaut", "There is no such class: it cannot say what it has no word for."),
        Choice("a space shuttle", "That class exists, and there is a model of one in the photo."),
    ),
)

black_on_black = Question(
    "black_on_black",
    "A digit is white on black. You slide a black square over it and note how the network's score "
    "changes. At which places can the score not change at all?",
    (
        Choice(
            "at the border",
            "Only where the border is black. A square that begins there may well reach ink.",
        ),
        Choice(
            "where there is only background",
            "Black replaces black. The map says 0 there, whatever the network thinks of an empty "
            "corner.",
            right=True,
        ),
        Choice("nowhere", "Covering what is black already changes no pixel."),
        Choice("on the strokes", "There the square takes ink away, and the score may move."),
    ),
)

two_cats = Question(
    "two_cats",
    "For a photo of a tabby cat the network names Egyptian cat, tiger cat and tabby, in this "
    "order. You draw Grad-CAM for the first and for the second. How alike are the two maps?",
    (
        Choice(
            "nearly the same",
            "Both classes are asked of the same cat. The map says where, and it cannot say what "
            "tells one from the other.",
            right=True,
        ),
        Choice(
            "opposite: what speaks for one speaks against the other",
            "One would like that. But the same channels speak for both.",
        ),
        Choice("unrelated", "The two classes share most of the channels that answer here."),
    ),
)

random_weights = Question(
    "random_weights",
    "You replace all weights of a network by random numbers. Then you ask three methods why it "
    "sees what the trained network saw. What should a good method show?",
    (
        Choice(
            "the same map: the image is the same",
            "Then the map would say nothing about the network. It would show the image.",
        ),
        Choice(
            "another map",
            "The network knows nothing any more. A map that does not notice was never about what "
            "the network had learned.",
            right=True,
        ),
        Choice(
            "an empty map",
            "A random network has slopes as well. Its map can look as busy as any other.",
        ),
    ),
)

one_level = Question(
    "one_level",
    "The network is 94 % sure of an espresso. You may change every number of the photo by one "
    "level of 255, up or down as you like. How sure can it still be, if you choose well?",
    (
        Choice("still above 90 %", "That is what random signs do. You may choose better."),
        Choice("about 60 %", "A quarter of a level is enough for that."),
        Choice(
            "below 20 %",
            "150,528 numbers, all moved in the direction that hurts most: nobody sees it, and "
            "together it is a lot.",
            right=True,
        ),
    ),
)

QUESTIONS = (no_astronaut, black_on_black, two_cats, random_weights, one_level)

QUIZ = (
    Question(
        "weights_of_grad_cam",
        "A layer gives maps (14, 14, 80). How many weights does Grad-CAM use?",
        (
            Choice("196, one for each place", "Those would be pooled over the channels."),
            Choice(
                "80, one for each channel", "Means of the gradient over 196 places.", right=True
            ),
            Choice("15,680, one for each number", "Then nothing would have been averaged."),
            Choice("1,000, one for each class", "One class is asked about at a time."),
        ),
    ),
    Question(
        "grey_square",
        "You cover the object with a grey square, and the class hardly loses anything. What "
        "follows?",
        (
            Choice(
                "the object does not matter to the network",
                "Perhaps the rest of the image is enough, or the square was too small.",
            ),
            Choice(
                "the network saw the class without the object, under this fill and size",
                "Another fill, another size or another photo may say something else.",
                right=True,
            ),
            Choice(
                "the method is broken", "It answered a question: what is left without this square?"
            ),
        ),
    ),
    Question(
        "bright_pixel",
        "A pixel is bright in a saliency map. What do you know?",
        (
            Choice(
                "it belongs to the object",
                "Background can have large slopes as well, and often does.",
            ),
            Choice(
                "its value made the class's logit large",
                "The slope says what a small change would do, not what is there now.",
            ),
            Choice(
                "changing it a little moves the logit more than changing others",
                "Up or down: the map has dropped the sign.",
                right=True,
            ),
        ),
    ),
    Question(
        "patches_of_a_channel",
        "The five strongest pieces for a channel all show cat's eyes. What is safe to say?",
        (
            Choice("it is a detector of cat's eyes", "Have you shown it headlamps, or coins?"),
            Choice(
                "among these images it answers most to cat's eyes",
                "The dataset decides what can come first, and what comes sixth may be a wheel.",
                right=True,
            ),
            Choice("the network has understood eyes", "A strong answer is a large number."),
        ),
    ),
    Question(
        "made_image",
        "An image made by climbing excites the class “3” far more than any real 3, and looks like "
        "noise. What does that show?",
        (
            Choice("a bug in the gradient", "The climb did what it was told: the number went up."),
            Choice(
                "what the network looks for in real images",
                "No real image looks like that, and none has to.",
            ),
            Choice(
                "that much excites it that never occurs",
                "Training told it about digits only. What it says elsewhere, nobody asked.",
                right=True,
            ),
        ),
    ),
    Question(
        "sanity",
        "An explanation hardly changes when the upper layers of the network are drawn anew. What "
        "is it about?",
        (
            Choice("the decision", "The decision is random now, and the picture is not."),
            Choice("the image, and the lower layers", "Edges, above all.", right=True),
            Choice("the training set", "Nothing of that is left in the upper layers."),
        ),
    ),
)
