"""Writing of trained networks: as a checkpoint in the published layout, or as ONNX."""

import warnings
from pathlib import Path

import torch

from networks import CENTRE_BPM, SCALE_BPM

# The operator set of the models that `hr import-checkpoint` writes.
OPSET_VERSION = 14


def save_onnx(path: Path, model, features: int):
    """The network as docs/model-file.md asks for it, without a contract: `hr describe-model` appends that."""
    axes = {0: "batch", 1: "time"}
    with warnings.catch_warnings():
        # The exporter warns of its own shape inference; that any batch and length come out alike is tested.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval(),
            torch.zeros(2, 300, features),
            str(path),
            input_names=["features"],
            output_names=["heart_rate", "hidden"],
            dynamic_axes={"features": axes, "heart_rate": axes, "hidden": axes},
            opset_version=OPSET_VERSION,
            # ONNX Runtime folds what is constant as it loads; folded here, it would make the file ten times as large.
            do_constant_folding=False,
        )


def save_checkpoint(options, model, names, mae: float):
    """The published layout, down to its key names; output = fc(lstm(scaled features)) is BPM."""
    lstm, fc = model.core.lstm, model.fc
    state = {f"lstm.{key}": value.clone() for key, value in lstm.state_dict().items()}
    state["fc.weight"] = fc.weight.detach() * SCALE_BPM
    state["fc.bias"] = fc.bias.detach() * SCALE_BPM + CENTRE_BPM
    parameters = sum(parameter.numel() for parameter in model.parameters())
    torch.save(
        {
            "epoch": options.epochs,
            "model_state_dict": state,
            "optimizer_state_dict": {},
            "val_mae": mae,
            "model_config": {
                "input_size": len(names),
                "hidden_size": lstm.hidden_size,
                "num_layers": lstm.num_layers,
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
