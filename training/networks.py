"""Networks from a run's features to its heart rate, of several architectures and one contract.

Each takes unscaled features, float32 [batch, steps, features], and gives BPM [batch, steps] and a hidden state
[batch, steps, units] that a linear head reads the heart rate from: on it a model is fitted to a runner. All are causal,
so that what is behind a run's end changes nothing in it.
"""

import math

import torch
from torch import nn
from torch.nn import functional

# The head works on heart rates centred and scaled by these.
CENTRE_BPM, SCALE_BPM = 150.0, 15.0

# Speeds on the flat are seen in units of this, and no faster than a world record over an hour asks for.
SCALE_KMH, FASTEST_KMH = 10.0, 24.0


class HeartRateNetwork(nn.Module):
    """Inputs, a core that makes a hidden state of them, and a linear head.

    `rest_steps` of standing go before each run, so that the hidden state begins as that of a runner who has not begun.
    """

    def __init__(self, inputs: nn.Module, core: nn.Module, rest_steps: int):
        super().__init__()
        self.inputs, self.core, self.rest_steps = inputs, core, rest_steps
        self.fc = nn.Linear(core.units, 1)

    def forward(self, features):
        """BPM [batch, steps], and the hidden state [batch, steps, units]."""
        hidden = self.core(self.inputs(features, self.rest_steps))[:, self.rest_steps :]
        return self.fc(hidden).squeeze(-1) * SCALE_BPM + CENTRE_BPM, hidden

    def constrain(self):
        """Puts weights that a step of the training moved out of their bounds back onto them."""
        if isinstance(self.core, Kinetics):
            with torch.no_grad():
                self.core.constrain()
                self.fc.weight.clamp_(min=0)

    def shrink(self, share: float):
        """Keeps so much of what the output differs from the centre by: strangers are nearer to it than runners met."""
        with torch.no_grad():
            self.fc.weight *= share
            self.fc.bias *= share


class ScaledFeatures(nn.Module):
    """The features as they are, scaled; at rest, all speeds are 0 and the altitude is the first."""

    def __init__(self, recipe):
        super().__init__()
        self.width = len(recipe.names)
        self.register_buffer("mean", recipe.mean, persistent=False)
        self.register_buffer("std", recipe.std, persistent=False)
        stays = torch.tensor([float("speed" not in name and "derivative" not in name) for name in recipe.names])
        self.register_buffer("stays", stays, persistent=False)

    def forward(self, features, rest_steps: int):
        if rest_steps > 0:
            rest = (features[:, :1] * self.stays).repeat(1, rest_steps, 1)
            features = torch.cat([rest, features], 1)
        return (features - self.mean) / self.std


class FlatSpeed(nn.Module):
    """The speed on flat ground that costs as much as the run's on its slopes, its trailing means, whether the run has
    begun, and the gender.

    A slope is the rise over the last minute. What running on it costs, by the metre, is that of A. E. Minetti et al.,
    "Energy cost of walking and running at extreme uphill and downhill slopes", Journal of Applied Physiology 93, 2002;
    how much of its difference from the flat the heart follows is learnt, uphill and downhill, from half to one and a
    half. So a hill is by construction nothing but a faster or slower run.
    """

    MEANS = (5, 10, 30)
    SLOPE_STEPS = 10
    # Slopes beyond these were not run on by those whose cost was measured, or are errors of the altitude.
    STEEPEST_DOWN, STEEPEST_UP = -0.2, 0.35
    # Over less than this in a minute nobody runs, and the altitude's noise would be a wall.
    SHORTEST_M = 20.0

    def __init__(self, recipe):
        super().__init__()
        self.columns = [recipe.names.index(name) for name in ("speed", "altitude", "gender")]
        self.step_s = recipe.step_s
        self.width = 3 + len(self.MEANS)
        self.follows = nn.Parameter(torch.zeros(2))

    def forward(self, features, rest_steps: int):
        speed, altitude, gender = (features[:, :, column] for column in self.columns)
        before = max(rest_steps, *self.MEANS, self.SLOPE_STEPS)
        standing = torch.zeros_like(speed[:, :1]).repeat(1, before)
        speed = torch.cat([standing, speed], 1)
        altitude = torch.cat([standing + altitude[:, :1], altitude], 1)
        flat = speed * self.cost(self.slope(speed, altitude))
        flat = torch.minimum(flat, torch.tensor(FASTEST_KMH)) / SCALE_KMH
        means = [trailing_mean(flat, steps) for steps in self.MEANS]
        begun = torch.cat([standing, torch.ones_like(altitude[:, before:])], 1)
        gender = torch.cat([standing + gender[:, :1], gender], 1)
        columns = [flat, *means, begun, gender - 0.5]
        return torch.stack([series[:, before - rest_steps :] for series in columns], 2)

    def slope(self, speed, altitude):
        """Rise by distance over the last steps, no steeper than those that were measured."""
        steps = self.SLOPE_STEPS
        rise = altitude - torch.cat([altitude[:, :1].repeat(1, steps), altitude[:, :-steps]], 1)
        distance = trailing_mean(speed, steps) * (steps * self.step_s / 3.6)
        slope = rise / torch.maximum(distance, torch.tensor(self.SHORTEST_M))
        return torch.maximum(torch.minimum(slope, torch.tensor(self.STEEPEST_UP)), torch.tensor(self.STEEPEST_DOWN))

    def cost(self, slope):
        """Cost of a metre on the slope, by that on the flat."""
        i = slope
        ratio = ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i / 3.6
        up, down = 0.5 + torch.sigmoid(self.follows)
        return 1 + up * functional.relu(ratio) - down * functional.relu(-ratio)


def trailing_mean(series, steps: int):
    """Mean of the last steps, [batch, steps] to the same; before the first, its value goes on."""
    padded = functional.pad(series[:, None], (steps - 1, 0), mode="replicate")
    return functional.avg_pool1d(padded, steps, 1)[:, 0]


class Lstm(nn.Module):
    """The published architecture."""

    def __init__(self, width: int, units: int, layers: int, dropout: float):
        super().__init__()
        self.units = units
        self.lstm = nn.LSTM(width, units, layers, batch_first=True, dropout=dropout if layers > 1 else 0.0)

    def forward(self, inputs):
        return self.lstm(inputs)[0]


class DilatedConvolution(nn.Module):
    """A residual layer that sees three steps, so far apart as it is dilated; before the first step, it goes on."""

    def __init__(self, units: int, dilation: int, dropout: float):
        super().__init__()
        self.before = 2 * dilation
        self.convolution = nn.Conv1d(units, 2 * units, 3, dilation=dilation)
        self.mix = nn.Conv1d(units, units, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, state):
        seen = self.convolution(functional.pad(state, (self.before, 0), mode="replicate"))
        value, gate = seen.chunk(2, 1)
        return state + self.mix(self.dropout(torch.tanh(value) * torch.sigmoid(gate)))


class Tcn(nn.Module):
    """A temporal convolutional network (S. Bai et al., arXiv:1803.01271, 2018), gated; the layers' steps double."""

    def __init__(self, width: int, units: int, layers: int, dropout: float):
        super().__init__()
        self.units = units
        self.first = nn.Conv1d(width, units, 1)
        self.layers = nn.ModuleList(DilatedConvolution(units, 2**layer, dropout) for layer in range(layers))

    def forward(self, inputs):
        state = self.first(inputs.transpose(1, 2))
        for layer in self.layers:
            state = layer(state)
        return torch.tanh(state).transpose(1, 2)


def ordinals(series, axis: int):
    """0, 1, 2, … along an axis, as real numbers.

    Of the shape of what is computed, the exporter makes no table in the file. In whole numbers, and bounded by `clamp`,
    it would make casts that ONNX Runtime's WebGPU backend does not start with.
    """
    return torch.arange(series.shape[axis], dtype=torch.float32)


class WindowAttention(nn.Module):
    """Attention of each step to those of the last minutes, the less the longer ago they are.

    How fast it fades is learnt for each head (after O. Press et al., "Train Short, Test Long", arXiv:2108.12409, 2021).
    Steps are taken in blocks as long as the window, each of which looks at itself and the one before, so that a run of
    ten hours costs ten times an hour and not a hundred times. Before the first step, it goes on.
    """

    HEADS = 4

    def __init__(self, units: int, window: int):
        super().__init__()
        self.window = window
        self.project = nn.Linear(units, 3 * units)
        self.mix = nn.Linear(units, units)
        self.log_rates = nn.Parameter(torch.linspace(-6.0, -1.0, self.HEADS))

    def by_age(self, scores):
        """What the scores of a block and the one before change by, [heads, window, 2 × window]."""
        age = ordinals(scores, -2)[:, None] + self.window - ordinals(scores, -1)[None, :]
        unseen = (age < 0) | (age >= self.window)
        return -self.log_rates.exp()[:, None, None] * age - 1e9 * unseen.float()

    def forward(self, state):
        batch, steps, units = state.shape
        window, heads = self.window, self.HEADS
        behind = (window - steps % window) % window
        padded = functional.pad(state.transpose(1, 2), (window, 0), mode="replicate")
        padded = functional.pad(padded, (0, behind)).transpose(1, 2)
        query, key, value = self.project(padded).reshape(batch, -1, window, 3, heads, units // heads).unbind(3)
        near = [torch.cat([each[:, :-1], each[:, 1:]], 2).transpose(2, 3) for each in (key, value)]
        scores = query[:, 1:].transpose(2, 3) @ near[0].transpose(3, 4) / math.sqrt(units // heads)
        weights = torch.softmax(scores + self.by_age(scores), -1)
        seen = (weights @ near[1]).transpose(2, 3).reshape(batch, -1, units)
        return self.mix(seen[:, :steps])


class Attention(nn.Module):
    """An LSTM whose every step then looks back over the last minutes."""

    def __init__(self, width: int, units: int, layers: int, dropout: float, window: int):
        super().__init__()
        self.units = units
        self.lstm = Lstm(width, units, layers, dropout)
        self.attention = WindowAttention(units, window)
        self.dropout = nn.Dropout(dropout)

    def forward(self, inputs):
        state = self.lstm(inputs)
        return state + self.dropout(self.attention(state))


class TransformerLayer(nn.Module):
    """Attention over a window and a feed-forward part, each behind a normalisation and added to what was."""

    def __init__(self, units: int, dropout: float, window: int):
        super().__init__()
        self.attention = WindowAttention(units, window)
        self.before_attention, self.before_forward = nn.LayerNorm(units), nn.LayerNorm(units)
        self.feed_forward = nn.Sequential(nn.Linear(units, 2 * units), nn.GELU(), nn.Linear(2 * units, units))
        self.dropout = nn.Dropout(dropout)

    def forward(self, state):
        state = state + self.dropout(self.attention(self.before_attention(state)))
        return state + self.dropout(self.feed_forward(self.before_forward(state)))


class Transformer(nn.Module):
    """A causal transformer over windows (A. Vaswani et al., arXiv:1706.03762, 2017, behind normalisations)."""

    def __init__(self, width: int, units: int, layers: int, dropout: float, window: int):
        super().__init__()
        self.units = units
        self.first = nn.Linear(width, units)
        self.layers = nn.ModuleList(TransformerLayer(units, dropout, window) for _ in range(layers))
        self.last = nn.LayerNorm(units)

    def forward(self, inputs):
        state = self.first(inputs)
        for layer in self.layers:
            state = layer(state)
        return self.last(state)


class Kinetics(nn.Module):
    """Demands that a small network makes of the inputs, each followed with a time constant of its own.

    What follows a demand by first-order kinetics is what oxygen uptake and heart rate do when running begins or ends
    (B. J. Whipp and K. Wasserman, "Oxygen uptake kinetics for various intensities of constant-load work", Journal of
    Applied Physiology 33, 1972). No weight is negative, so that who runs faster is never expected to have a lower
    heart rate.
    """

    SHORTEST_STEPS, LONGEST_STEPS = 1.0, 400.0
    BLOCK = 64

    def __init__(self, width: int, units: int, wide: int, dropout: float):
        super().__init__()
        self.units, self.speeds = units, 1 + len(FlatSpeed.MEANS)
        self.widen, self.narrow = nn.Linear(width, wide), nn.Linear(wide, units)
        self.dropout = nn.Dropout(dropout)
        ends = (math.log(self.SHORTEST_STEPS), math.log(self.LONGEST_STEPS))
        self.log_steps = nn.Parameter(torch.linspace(*ends, units)[torch.randperm(units)])
        with torch.no_grad():
            # Each begins to rise at a speed of its own, from standing to the fastest.
            self.widen.weight.abs_().mul_(4)
            self.widen.bias.copy_(-self.widen.weight[:, : self.speeds].sum(1) * torch.rand(wide) * 2)
            self.narrow.weight.abs_()
            self.narrow.bias.copy_(-self.narrow.weight.sum(1) * (torch.rand(units) - 0.5))

    def constrain(self):
        self.widen.weight[:, : self.speeds].clamp_(min=0)
        self.narrow.weight.clamp_(min=0)

    def forward(self, inputs):
        demand = torch.tanh(self.narrow(self.dropout(torch.tanh(self.widen(inputs)))))
        at_rest = demand[:, :1]
        return at_rest + following(demand - at_rest, self.log_steps.exp(), self.BLOCK)


def following(demand, time_constant, block: int):
    """What follows a demand by first-order kinetics, [batch, steps, units] to the same, from 0 on.

    Within blocks of steps by what each step adds to later ones, then from block to block: as many operations as steps,
    and no loop.
    """
    batch, steps, units = demand.shape
    behind = (block - steps % block) % block
    blocks = functional.pad(demand.transpose(1, 2), (0, behind)).reshape(batch, units, -1, block)
    rate = 1 / time_constant
    step = ordinals(blocks, -1)
    age = step[:, None] - step[None, :]
    kept = fading(age, rate)
    within = blocks @ (kept * (1 - torch.exp(-rate))[:, None, None]).transpose(1, 2)
    ordinal = ordinals(blocks, -2)
    blocks_ago = ordinal[:, None] - ordinal[None, :] - 1
    carried = fading(blocks_ago, block * rate)
    before = (carried @ within[:, :, :, -1:]).reshape(batch, units, -1, 1)
    fades = torch.exp(-(step + 1) * rate[:, None])[:, None, :]
    return (within + before * fades).reshape(batch, units, -1)[:, :, :steps].transpose(1, 2)


def fading(ago, rate):
    """What is left of something so many whole steps ago, at each rate a step; of what is yet to come, nothing."""
    has_been = functional.relu(ago + 1) - functional.relu(ago)
    return torch.exp(-functional.relu(ago) * rate[:, None, None]) * has_been
