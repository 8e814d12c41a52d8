"""Reading of the tensors that `hr dataset tensors` wrote, and batches of runs to learn from."""

import json
import math
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn


@dataclass
class Run:
    runner: str
    features: torch.Tensor  # [steps, features], unscaled
    heart_rate: torch.Tensor  # [steps], BPM, NaN where missing


@dataclass
class Recipe:
    """How the features were made, and how the training runners' are centred and scaled."""

    names: list  # of the features, in their order
    step_s: float
    mean: torch.Tensor  # [features]
    std: torch.Tensor  # [features]


def load_runs(folder: Path, fold):
    """The recipe, the runs to learn from and those of the fold that is left out; test runners' are in neither."""
    index = json.loads((folder / "runs.json").read_text())
    names = index["recipe"]["features"]
    features = np.fromfile(folder / "features.f32", np.float32).reshape(-1, len(names))
    heart_rate = np.fromfile(folder / "heart_rate.f32", np.float32)
    learnt, left_out = [], []
    for run in index["runs"]:
        if run["fold"] is None:
            continue
        steps = slice(run["firstStep"], run["firstStep"] + run["steps"])
        (left_out if run["fold"] == fold else learnt).append(
            Run(run["runner"], torch.from_numpy(features[steps]), torch.from_numpy(heart_rate[steps]))
        )
    return load_recipe(folder, index), learnt, left_out


def load_recipe(folder: Path, index) -> Recipe:
    names = index["recipe"]["features"]
    scaler = json.loads((folder / "scaler_params.json").read_text())
    return Recipe(
        names,
        index["runs"][0]["stepS"],
        torch.tensor([scaler.get(name, {"mean": 0.0})["mean"] for name in names]),
        torch.tensor([scaler.get(name, {"std": 1.0})["std"] for name in names]),
    )


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
