"""Trains the published architecture on tensors that `hr dataset tensors` wrote.

Reads features.f32 [steps, features], heart_rate.f32 [steps], runs.json and scaler_params.json; writes a
checkpoint in the published layout. Chooses the epoch on validation runners; never looks at test runners.
"""

import argparse
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
        """[batch, steps, features] to BPM, [batch, steps]."""
        hidden, _ = self.lstm(features)
        return self.fc(hidden).squeeze(-1) * SCALE_BPM + CENTRE_BPM

    def state_dict_in_bpm(self):
        """The weights with the head's scale folded in, so that output = fc(lstm(x)) is BPM."""
        state = {key: value.clone() for key, value in self.state_dict().items()}
        state["fc.weight"] *= SCALE_BPM
        state["fc.bias"] = state["fc.bias"] * SCALE_BPM + CENTRE_BPM
        return state


def load_runs(folder: Path):
    """Runs by split, features scaled by the training runners' mean and deviation."""
    index = json.loads((folder / "runs.json").read_text())
    names = index["recipe"]["features"]
    scaler = json.loads((folder / "scaler_params.json").read_text())
    mean = np.array([scaler.get(name, {"mean": 0.0})["mean"] for name in names], np.float32)
    std = np.array([scaler.get(name, {"std": 1.0})["std"] for name in names], np.float32)
    features = np.fromfile(folder / "features.f32", np.float32).reshape(-1, len(names))
    features = (features - mean) / std
    heart_rate = np.fromfile(folder / "heart_rate.f32", np.float32)
    splits = {"train": [], "validation": []}
    for run in index["runs"]:
        if run["split"] in splits:
            steps = slice(run["firstStep"], run["firstStep"] + run["steps"])
            splits[run["split"]].append(
                Run(run["runner"], torch.from_numpy(features[steps]), torch.from_numpy(heart_rate[steps]))
            )
    return names, splits["train"], splits["validation"]


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
            predicted = model(nn.utils.rnn.pad_sequence([run.features for run in group], batch_first=True))
            for run, line in zip(group, predicted):
                error = (line[: len(run.heart_rate)] - run.heart_rate).abs()
                error = error[~torch.isnan(error)]
                if len(error):
                    errors.setdefault(run.runner, []).append(error.mean().item())
    return sum(sum(own) / len(own) for own in errors.values()) / len(errors)


def train(options):
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    names, training, validation = load_runs(options.tensors)
    validation = draw(validation, options.validation_runs_per_runner, random.Random(0))
    model = HeartRateLstm(len(names), options.hidden, options.layers, options.dropout)
    optimiser = torch.optim.AdamW(model.parameters(), options.learning_rate, weight_decay=options.weight_decay)
    drawn = len(draw(training, options.runs_per_runner, random.Random(0)))
    steps = options.epochs * math.ceil(drawn / options.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.learning_rate, total_steps=steps, pct_start=0.1)
    best = math.inf
    for epoch in range(1, options.epochs + 1):
        model.train()
        losses = []
        drawn_runs = draw(training, options.runs_per_runner, rng)
        for features, heart_rate in batches(drawn_runs, options.batch, rng):
            predicted = model(hide_gender(features, names.index("gender"), rng))
            loss = shape_loss(predicted, heart_rate, options.shape_weight)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        validation_mae = mean_absolute_error(model, validation, options.batch)
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.4f}, validation MAE {validation_mae:.2f} BPM", flush=True)
        if validation_mae < best:
            best = validation_mae
            save(options, model, names, epoch, validation_mae)


def save(options, model, names, epoch: int, validation_mae: float):
    """The published layout, down to its key names."""
    parameters = sum(parameter.numel() for parameter in model.parameters())
    torch.save(
        {
            "epoch": epoch,
            "model_state_dict": model.state_dict_in_bpm(),
            "optimizer_state_dict": {},
            "val_mae": validation_mae,
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
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--learning-rate", type=float, default=6e-4)
    parser.add_argument("--weight-decay", type=float, default=1e-3)
    parser.add_argument("--shape-weight", type=float, default=0.4, help="share of the loss that ignores a run's offset")
    parser.add_argument("--runs-per-runner", type=int, default=40, help="drawn anew each epoch")
    parser.add_argument("--validation-runs-per-runner", type=int, default=30)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    train(parse_arguments())
