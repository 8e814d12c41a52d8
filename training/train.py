"""Trains the published architecture on tensors that `hr dataset tensors` wrote.

Reads features.f32 [steps, features], heart_rate.f32 [steps], runs.json and scaler_params.json; writes a
checkpoint in the published layout. Learns from the development runners (train and validation), but for one fold of
them where a fold is left out to choose settings by and to fit intervals on; never looks at test runners.
"""

import argparse
import copy
import json
import math
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

# The network works on heart rates centred and scaled by these; the checkpoint speaks BPM.
CENTRE_BPM, SCALE_BPM = 150.0, 15.0


@dataclass
class Run:
    runner: str
    features: torch.Tensor  # [steps, features], scaled
    heart_rate: torch.Tensor  # [steps], BPM, NaN where missing


class HeartRateLstm(nn.Module):
    def __init__(self, inputs: int, hidden: int, layers: int, dropout: float):
        super().__init__()
        self.lstm = nn.LSTM(inputs, hidden, layers, batch_first=True, dropout=dropout if layers > 1 else 0.0)
        self.fc = nn.Linear(hidden, 1)

    def forward(self, features):
        """[batch, steps, features] to BPM, [batch, steps], and the hidden state, [batch, steps, units]."""
        hidden, _ = self.lstm(features)
        return self.fc(hidden).squeeze(-1) * SCALE_BPM + CENTRE_BPM, hidden

    def shrink(self, share: float):
        """Keeps so much of what the output differs from the centre by: strangers are nearer to it than runners met."""
        with torch.no_grad():
            self.fc.weight *= share
            self.fc.bias *= share

    def state_dict_in_bpm(self):
        """The weights with the head's scale folded in, so that output = fc(lstm(x)) is BPM."""
        state = {key: value.clone() for key, value in self.state_dict().items()}
        state["fc.weight"] *= SCALE_BPM
        state["fc.bias"] = state["fc.bias"] * SCALE_BPM + CENTRE_BPM
        return state


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


def load_runs(folder: Path, fold):
    """Runs to learn from and those of the fold, features scaled by the training runners' mean and deviation."""
    index = json.loads((folder / "runs.json").read_text())
    names = index["recipe"]["features"]
    scaler = json.loads((folder / "scaler_params.json").read_text())
    mean = np.array([scaler.get(name, {"mean": 0.0})["mean"] for name in names], np.float32)
    std = np.array([scaler.get(name, {"std": 1.0})["std"] for name in names], np.float32)
    features = np.fromfile(folder / "features.f32", np.float32).reshape(-1, len(names))
    features = (features - mean) / std
    heart_rate = np.fromfile(folder / "heart_rate.f32", np.float32)
    learnt, left_out = [], []
    for run in index["runs"]:
        if run["fold"] is None:
            continue
        steps = slice(run["firstStep"], run["firstStep"] + run["steps"])
        (left_out if run["fold"] == fold else learnt).append(
            Run(run["runner"], torch.from_numpy(features[steps]), torch.from_numpy(heart_rate[steps]))
        )
    return names, learnt, left_out


def draw(runs, runs_per_runner: int, rng: random.Random):
    """At most so many runs of each runner: runners, not runs, are scarce."""
    by_runner = {}
    for run in runs:
        by_runner.setdefault(run.runner, []).append(run)
    return [run for own in by_runner.values() for run in rng.sample(own, min(len(own), runs_per_runner))]


def batches(runs, size: int, rng: random.Random):
    """Batches of runs of like length, in random order."""
    ordered = sorted(runs, key=lambda run: len(run.heart_rate) * rng.uniform(0.9, 1.1))
    groups = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    rng.shuffle(groups)
    for group in groups:
        yield (
            [run.runner for run in group],
            nn.utils.rnn.pad_sequence([run.features for run in group], batch_first=True),
            nn.utils.rnn.pad_sequence([run.heart_rate for run in group], batch_first=True, padding_value=math.nan),
        )


def hide_gender(features, column: int, rng: random.Random):
    """Takes the gender from half of the runs: most files state none."""
    features = features.clone()
    hidden = torch.tensor([rng.random() < 0.5 for _ in range(len(features))])
    features[hidden, :, column] = 0.5
    return features


def shape_loss(predicted, actual, shape_weight: float):
    """Mean over runs of the absolute error, that about the run's own mean error weighing `shape_weight`.

    Most of what a stranger's heart rate differs by is one offset a run; the shape can be learnt.
    """
    known = ~torch.isnan(actual)
    count = known.sum(1).clamp(min=1)
    error = torch.where(known, predicted - torch.nan_to_num(actual), torch.zeros_like(predicted))
    offset = error.sum(1, keepdim=True) / count[:, None]
    about_offset = torch.where(known, (error - offset).abs(), torch.zeros_like(error))
    run_loss = (shape_weight * about_offset.sum(1) + (1 - shape_weight) * error.abs().sum(1)) / count
    return run_loss[known.any(1)].mean() / SCALE_BPM


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


def loss_of(model, heads, batch, gender_column: int, options, rng: random.Random):
    """The loss of everybody's head and, by its share, of the runners' own."""
    runners, features, heart_rate = batch
    predicted, hidden = model(hide_gender(features, gender_column, rng))
    everybody = shape_loss(predicted, heart_rate, options.shape_weight)
    added, square = heads(runners, hidden)
    own = shape_loss(predicted + added, heart_rate, options.shape_weight) + options.head_penalty * square
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
    names, learnt, left_out = load_runs(options.tensors, options.fold)
    left_out = draw(left_out, options.fold_runs_per_runner, random.Random(0))
    model = HeartRateLstm(len(names), options.hidden, options.layers, options.dropout)
    heads = RunnerHeads(sorted({run.runner for run in learnt}), options.hidden)
    averaged = copy.deepcopy(model)
    optimiser = torch.optim.AdamW(
        [{"params": model.parameters()}, {"params": heads.parameters(), "weight_decay": 0.0}],
        options.learning_rate,
        weight_decay=options.weight_decay,
    )
    drawn = len(draw(learnt, options.runs_per_runner, random.Random(0)))
    steps = options.epochs * math.ceil(drawn / options.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.learning_rate, total_steps=steps, pct_start=0.1)
    for epoch in range(1, options.epochs + 1):
        model.train()
        losses = []
        drawn_runs = draw(learnt, options.runs_per_runner, rng)
        for batch in batches(drawn_runs, options.batch, rng):
            loss = loss_of(model, heads, batch, names.index("gender"), options, rng)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average_into(averaged, model, options.averaging)
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.4f}", flush=True)
    averaged.shrink(options.shrinkage)
    mae = mean_absolute_error(averaged, left_out, options.batch) if left_out else math.nan
    if left_out:
        print(f"MAE on the fold left out {mae:.2f} BPM")
    save(options, averaged, names, options.epochs, mae)


def save(options, model, names, epoch: int, mae: float):
    """The published layout, down to its key names."""
    parameters = sum(parameter.numel() for parameter in model.parameters())
    torch.save(
        {
            "epoch": epoch,
            "model_state_dict": model.state_dict_in_bpm(),
            "optimizer_state_dict": {},
            "val_mae": mae,
            "model_config": {
                "input_size": len(names),
                "hidden_size": options.hidden,
                "num_layers": options.layers,
                "dropout": options.dropout,
                "bidirectional": False,
                "num_parameters": parameters,
                "num_trainable_parameters": parameters,
            },
            "metadata": {
                "feature_names": names,
                "arguments": {key: value for key, value in vars(options).items() if not isinstance(value, Path)},
            },
        },
        options.out,
    )


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("tensors", type=Path, help="folder that `hr dataset tensors` wrote")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--fold", type=int, help="fold of the development runners to leave out; none by default")
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--learning-rate", type=float, default=6e-4)
    parser.add_argument("--weight-decay", type=float, default=1e-3)
    parser.add_argument("--averaging", type=float, default=0.998, help="decay, a step, of the averaged weights")
    parser.add_argument("--shape-weight", type=float, default=0.7, help="share of the loss that ignores a run's offset")
    parser.add_argument("--head-share", type=float, default=0.5, help="share of the loss of the runners' own heads")
    parser.add_argument("--head-penalty", type=float, default=0.1, help="on the square of their weights")
    parser.add_argument("--shrinkage", type=float, default=0.85, help="share of the difference from 150 BPM that is kept")
    parser.add_argument("--runs-per-runner", type=int, default=40, help="drawn anew each epoch")
    parser.add_argument("--fold-runs-per-runner", type=int, default=30, help="to measure on")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    train(parse_arguments())
