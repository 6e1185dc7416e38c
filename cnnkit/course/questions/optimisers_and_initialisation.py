"""Questions of notebook 11."""

from cnnkit.course.question import Choice, Question

four_times_steeper = Question(
    "four_times_steeper",
    "On the parabola L = ½ · w² gradient descent converges with every learning rate below 2. "
    "Another parabola, L = ½ · 4 · w², is four times as curved. Below which rate does it converge "
    "there?",
    (
        Choice(
            "2: the rate has nothing to do with the loss",
            "A step is rate times slope, and here every slope is four times as large.",
        ),
        Choice(
            "8: a steeper bowl catches the ball better", "It throws it farther: the steps grow."
        ),
        Choice(
            "0.5",
            "The slopes are four times as large, so the same step needs a quarter of the rate.",
            right=True,
        ),
        Choice("1", "Half would do for twice the curvature. This is four times."),
    ),
)

slow_direction = Question(
    "slow_direction",
    "A ravine: from side to side it is 30 times as curved as along its floor. Plain gradient "
    "descent runs with nearly the largest rate that does not diverge. Where does it lose its time?",
    (
        Choice(
            "across: it jumps from wall to wall and never comes to rest",
            "It does jump, but each jump is shorter than the last.",
        ),
        Choice(
            "along the floor: the walls keep the rate small, and there the slope is small too",
            "The steepest direction sets the rate for all. Along the floor each step covers only "
            "a fifteenth of the way that is left.",
            right=True,
        ),
        Choice(
            "in both alike",
            "One rate, two slopes: what is almost too long across is far too short along.",
        ),
    ),
)

first_step_of_adam = Question(
    "first_step_of_adam",
    "Two weights. The first has the gradient 0.001, the second 1000. Adam makes its very first "
    "step, with a learning rate of 0.1. How far does each of them move?",
    (
        Choice("0.0001 and 100", "That is plain SGD: rate times gradient."),
        Choice(
            "both by 0.1",
            "At the first step mean and root mean square are both the gradient itself. Their "
            "quotient is 1 or −1, whatever its size.",
            right=True,
        ),
        Choice(
            "0.1 and 0.0000001",
            "Larger gradients are divided by more, but not by so much more than they are larger.",
        ),
        Choice("not at all: its memory is still empty", "The new gradient is in it already."),
    ),
)

best_of_five = Question(
    "best_of_five",
    "Five optimisers train the same small network on digits, each at its own best learning rate. "
    "After four epochs, who reads the test digits best?",
    (
        Choice("Adam, clearly", "So it is often told. Look at the numbers that come next."),
        Choice("SGD with momentum, clearly", "It is among the best, but not alone."),
        Choice(
            "they are all within about a point of each other",
            "What differs far more is how good a rate has to be chosen, and at which number it "
            "lies.",
            right=True,
        ),
    ),
)

all_zeros = Question(
    "all_zeros",
    "All weights and biases of a network with ReLU start at 0. It trains on digits for two epochs. "
    "Where is its loss then?",
    (
        Choice("at 0: it had nothing to unlearn", "With all logits equal it knows nothing."),
        Choice("lower than with random weights", "No kernel of it has moved at all."),
        Choice(
            "still at about log 10 = 2.30: as if it guessed",
            "Every layer gives 0, and every gradient on its way back is multiplied by 0. Only the "
            "last biases can move.",
            right=True,
        ),
        Choice("infinite", "Nothing grows here: zeros stay zeros."),
    ),
)

QUESTIONS = (
    four_times_steeper,
    slow_direction,
    first_step_of_adam,
    best_of_five,
    all_zeros,
)

QUIZ = (
    Question(
        "which_rate",
        "A friend trains with SGD at a rate of 0.1 and changes to Adam, with the same rate. The "
        "loss no longer falls. What is likely?",
        (
            Choice(
                "the rate: to Adam it is a length, about how far each weight moves in a step",
                "0.1 is a long way for weights that are themselves about 0.1. Adam's usual rates "
                "are ten to a hundred times smaller than those of SGD.",
                right=True,
            ),
            Choice("Adam needs batch normalisation", "It needs nothing of the kind."),
            Choice("the network has reached its minimum", "Then SGD would not have gone lower."),
        ),
    ),
    Question(
        "why_correct",
        "What is Adam's bias correction for?",
        (
            Choice(
                "for the biases of the layers",
                "The word is the same. Here it means that averages that begin at 0 are too small.",
            ),
            Choice(
                "both running averages start at 0 and are too small at first",
                "Dividing by 1 − 0.9ᵗ and 1 − 0.999ᵗ makes up for that; later both are 1.",
                right=True,
            ),
            Choice("so that nothing is divided by 0", "That is what epsilon is for."),
        ),
    ),
    Question(
        "new_each_time",
        "`Adam(1e-3).step(parameters)` stands inside the loop, so that a new optimiser is made at "
        "every step. What happens?",
        (
            Choice("nothing: the rate is what counts", "Its memory counts as well."),
            Choice("an error", "No line of it is wrong by itself. That is the trouble."),
            Choice(
                "every step is a first step: each weight moves by the whole rate, up or down",
                "Mean and mean square are forgotten, and only the sign of the gradient is left.",
                right=True,
            ),
        ),
    ),
    Question(
        "how_many_products",
        "A convolution with kernels of shape (5, 5, 8, 16), followed by a ReLU. Which standard "
        "deviation has He's rule?",
        (
            Choice("√(2 / 200) = 0.1", "5 · 5 · 8 = 200 products in each sum.", right=True),
            Choice("√(2 / 400) ≈ 0.07", "400 is fan_out: 5 · 5 · 16."),
            Choice("√(2 / 8) = 0.5", "The window belongs to fan_in as well."),
            Choice("2 / 200 = 0.01", "That is the variance."),
        ),
    ),
    Question(
        "why_random",
        "What are random first weights for?",
        (
            Choice(
                "they make the units of a layer differ",
                "Units that start equal get equal gradients and stay equal: however many there "
                "are, they are one.",
                right=True,
            ),
            Choice(
                "they make the loss start high",
                "With zeros it starts at log C exactly; random weights start it there or somewhat "
                "higher. That is no gain.",
            ),
            Choice(
                "they see to it that no weight is 0",
                "Single zeros do no harm. That all are equal is what does.",
            ),
        ),
    ),
    Question(
        "what_decay_does",
        "Where is weight decay the same as adding ½ · λ · w² to the loss?",
        (
            Choice("in every optimiser", "In Adam that pull would be divided like a gradient."),
            Choice(
                "in plain SGD",
                "There both pull by rate · λ · w. In Adam they differ, and AdamW keeps the pull "
                "apart.",
                right=True,
            ),
            Choice("nowhere", "In plain SGD the two are one and the same formula."),
        ),
    ),
)
