"""Trains a network on tensors that `hr dataset tensors` wrote.

Reads features.f32 [steps, features], heart_rate.f32 [steps], runs.json and scaler_params.json; writes a checkpoint in the
published layout, or an ONNX file, by the ending of --out. Learns from the development runners (train and validation), but
for one fold of them where a fold is left out to choose settings by and to fit intervals on; never looks at test runners.
"""

import argparse
import copy
import math
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from networks import SCALE_BPM, Attention, FlatSpeed, HeartRateNetwork, Kinetics, Lstm, ScaledFeatures, Tcn, Transformer
from saving import save_checkpoint, save_onnx
from tensors import batches, draw, hide_gender, load_runs


@dataclass
class Architecture:
    """How a core is made, and the options that it is trained with where none are given."""

    core: type
    units: int
    settings: dict
    options: dict


# A run on flat ground that begins from standing, with everybody's head fitted to its whole error.
FROM_REST = {"inputs": "flat", "rest_s": 60.0, "start_weight": 10.0, "population_shape_weight": 0.0, "shrinkage": 1.0}
SHORT = {"epochs": 8, "runs_per_runner": 20}

ARCHITECTURES = {
    "lstm": Architecture(Lstm, 128, {"layers": 2}, {}),
    "attention": Architecture(Attention, 96, {"layers": 1, "window": 200}, {**FROM_REST, **SHORT}),
    "tcn": Architecture(Tcn, 48, {"layers": 8}, {**FROM_REST, **SHORT, "learning_rate": 1e-3, "dropout": 0.2}),
    "transformer": Architecture(
        Transformer, 64, {"layers": 4, "window": 200}, {**FROM_REST, **SHORT, "epochs": 4, "dropout": 0.2}
    ),
    "kinetics": Architecture(
        Kinetics, 32, {"wide": 64}, {**FROM_REST, "start_weight": 20.0, "learning_rate": 1e-2, "dropout": 0.0}
    ),
}

# Time within which the weight of a run's start fades: that of a heart rate which sets in.
START_S = 60.0

INPUTS = {"published": ScaledFeatures, "flat": FlatSpeed}


class RunnerHeads(nn.Module):
    """What each training runner's head has more than everybody's: it lets the network leave out what is one runner's own,
    and makes a hidden state on which a few of anyone's runs can be fitted. Not part of the model that is saved."""

    # At least so many rows, so that the random numbers after them do not depend on how many runners there are.
    ROWS = 100

    def __init__(self, runners, hidden: int):
        super().__init__()
        self.rows = {runner: row for row, runner in enumerate(runners)}
        self.own = nn.Embedding(max(self.ROWS, len(self.rows)), hidden + 1)
        nn.init.zeros_(self.own.weight)

    def forward(self, runners, hidden):
        """What is added to each runner's heart rate, BPM [batch, steps], and the mean square of the weights."""
        own = self.own(torch.tensor([self.rows[runner] for runner in runners]))
        added = (hidden * own[:, None, :-1]).sum(-1) + own[:, None, -1]
        return SCALE_BPM * added, (own**2).sum(1).mean()


def make_network(options, recipe) -> HeartRateNetwork:
    architecture = ARCHITECTURES[options.arch]
    inputs = INPUTS[options.inputs](recipe)
    settings = {**architecture.settings, **({"layers": options.layers} if options.layers else {})}
    core = architecture.core(inputs.width, options.hidden or architecture.units, dropout=options.dropout, **settings)
    return HeartRateNetwork(inputs, core, round(options.rest_s / recipe.step_s))


def shape_loss(predicted, actual, shape_weight: float, step_weights):
    """Mean over runs of the absolute error, that about the run's own mean error weighing `shape_weight`.

    Most of what a stranger's heart rate differs by is one offset a run; the shape can be learnt.
    """
    known = ~torch.isnan(actual)
    weights = known * step_weights
    error = torch.where(known, predicted - torch.nan_to_num(actual), torch.zeros_like(predicted))
    offset = error.sum(1, keepdim=True) / known.sum(1, keepdim=True).clamp(min=1)
    both = shape_weight * (error - offset).abs() + (1 - shape_weight) * error.abs()
    run_loss = (weights * both).sum(1) / weights.sum(1).clamp(min=1)
    return run_loss[known.any(1)].mean() / SCALE_BPM


def weights_by_time(steps: int, step_s: float, start_weight: float):
    """Weights of a run's steps: the first weigh more, for they are few and no later ones are like them."""
    return 1 + start_weight * torch.exp(-torch.arange(steps) * step_s / START_S)


def mean_absolute_error(model, runs, batch: int):
    """BPM, a mean over runners of means over runs."""
    model.eval()
    errors = {}
    with torch.no_grad():
        ordered = sorted(runs, key=lambda run: len(run.heart_rate))
        for i in range(0, len(ordered), batch):
            group = ordered[i : i + batch]
            predicted, _ = model(nn.utils.rnn.pad_sequence([run.features for run in group], batch_first=True))
            for run, line in zip(group, predicted):
                error = (line[: len(run.heart_rate)] - run.heart_rate).abs()
                error = error[~torch.isnan(error)]
                if len(error):
                    errors.setdefault(run.runner, []).append(error.mean().item())
    return sum(sum(own) / len(own) for own in errors.values()) / len(errors)


def loss_of(model, heads, batch, recipe, options, rng: random.Random):
    """The loss of everybody's head and, by its share, of the runners' own."""
    runners, features, heart_rate = batch
    predicted, hidden = model(hide_gender(features, recipe.names.index("gender"), rng))
    weights = weights_by_time(heart_rate.shape[1], recipe.step_s, options.start_weight)
    everybody = shape_loss(predicted, heart_rate, options.population_shape_weight, weights)
    added, square = heads(runners, hidden)
    own = shape_loss(predicted + added, heart_rate, options.shape_weight, weights) + options.head_penalty * square
    return (1 - options.head_share) * everybody + options.head_share * own


def average_into(averaged, model, decay: float):
    """Moves the averaged weights towards the model's."""
    with torch.no_grad():
        for mean, weight in zip(averaged.parameters(), model.parameters()):
            mean.lerp_(weight, 1 - decay)


def train(options):
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    recipe, learnt, left_out = load_runs(options.tensors, options.fold)
    left_out = draw(left_out, options.fold_runs_per_runner, random.Random(0))
    model = make_network(options, recipe)
    heads = RunnerHeads(sorted({run.runner for run in learnt}), model.core.units)
    averaged = copy.deepcopy(model)
    optimiser = torch.optim.AdamW(
        [{"params": model.parameters()}, {"params": heads.parameters(), "weight_decay": 0.0}],
        options.learning_rate,
        weight_decay=options.weight_decay,
    )
    drawn = len(draw(learnt, options.runs_per_runner, random.Random(0)))
    steps = options.epochs * math.ceil(drawn / options.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, options.learning_rate, total_steps=steps, pct_start=0.1
    )
    for epoch in range(1, options.epochs + 1):
        model.train()
        losses = []
        drawn_runs = draw(learnt, options.runs_per_runner, rng)
        for batch in batches(drawn_runs, options.batch, rng):
            loss = loss_of(model, heads, batch, recipe, options, rng)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            model.constrain()
            average_into(averaged, model, options.averaging)
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.4f}", flush=True)
    averaged.shrink(options.shrinkage)
    mae = mean_absolute_error(averaged, left_out, options.batch) if left_out else math.nan
    if left_out:
        print(f"MAE on the fold left out {mae:.2f} BPM")
    if options.out.suffix == ".onnx":
        save_onnx(options.out, averaged, len(recipe.names))
    else:
        save_checkpoint(options, averaged, recipe.names, mae)


def parse_arguments():
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument("--arch", choices=ARCHITECTURES, default="lstm", help="whose recipe the other defaults are")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter, parents=[chosen]
    )
    parser.add_argument("tensors", type=Path, help="folder that `hr dataset tensors` wrote")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint (.pt) or network (.onnx) to write")
    parser.add_argument("--fold", type=int, help="fold of the development runners to leave out; none by default")
    parser.add_argument("--inputs", choices=INPUTS, default="published", help="all features, or flat ground's speed")
    parser.add_argument("--rest-s", type=float, default=0.0, help="seconds of standing before each run")
    parser.add_argument("--hidden", type=int, help="units of the hidden state; else by the architecture")
    parser.add_argument("--layers", type=int, help="else by the architecture")
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--learning-rate", type=float, default=6e-4)
    parser.add_argument("--weight-decay", type=float, default=1e-3)
    parser.add_argument("--averaging", type=float, default=0.998, help="decay, a step, of the averaged weights")
    parser.add_argument("--shape-weight", type=float, default=0.7, help="share of the loss that ignores a run's offset")
    parser.add_argument("--population-shape-weight", type=float, help="the same of everybody's head; else as the others")
    parser.add_argument("--start-weight", type=float, default=0.0, help="what a run's first step weighs more")
    parser.add_argument("--head-share", type=float, default=0.5, help="share of the loss of the runners' own heads")
    parser.add_argument("--head-penalty", type=float, default=0.1, help="on the square of their weights")
    parser.add_argument("--shrinkage", type=float, default=0.85, help="share of the difference from 150 BPM that is kept")
    parser.add_argument("--runs-per-runner", type=int, default=40, help="drawn anew each epoch")
    parser.add_argument("--fold-runs-per-runner", type=int, default=30, help="to measure on")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=1)
    parser.set_defaults(**ARCHITECTURES[chosen.parse_known_args()[0].arch].options)
    options = parser.parse_args()
    if options.population_shape_weight is None:
        options.population_shape_weight = options.shape_weight
    is_published = options.arch == "lstm" and options.inputs == "published" and options.rest_s == 0
    if options.out.suffix != ".onnx" and not is_published:
        parser.error("only the published architecture fits into a checkpoint: let --out end in .onnx")
    if options.arch == "kinetics" and options.inputs != "flat":
        parser.error("kinetics follow the speed on flat ground: say --inputs flat")
    return options


if __name__ == "__main__":
    train(parse_arguments())
