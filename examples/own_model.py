"""Writes a model of one's own: 110 bpm, 4 more for each km/h and 0.1 for each metre climbed, and its contract."""

import json
import sys

import numpy as np
import onnx
from onnx import helper, numpy_helper

CONTRACT = {
    "version": 1,
    "name": "my model",
    "licence": "MIT",
    "features": ["speed", "cumulative_elevation_gain"],
    "sampling": {"kind": "fixed", "seconds": 6},
    "smoothingWindow": 7,
    "altitudeReference": "start",
    "longestRunS": 14400,
    "settlingS": 0,
    "trainedOn": {"description": "Nothing: its weights are a guess.", "runs": 0, "runners": 0, "genders": [0.5], "splitSeed": None},
    "errors": None,
    "intervals": None,
    "calibration": None,
    "baselines": None,
}

weights = numpy_helper.from_array(np.array([[4.0], [0.1]], dtype=np.float32), "weights")
intercept = numpy_helper.from_array(np.array([110.0], dtype=np.float32), "intercept")
last_axis = numpy_helper.from_array(np.array([2], dtype=np.int64), "last_axis")
graph = helper.make_graph(
    [
        helper.make_node("MatMul", ["features", "weights"], ["weighted"]),
        helper.make_node("Add", ["weighted", "intercept"], ["column"]),
        helper.make_node("Squeeze", ["column", "last_axis"], ["heart_rate"]),
    ],
    "my model",
    [helper.make_tensor_value_info("features", onnx.TensorProto.FLOAT, ["batch", "time", len(CONTRACT["features"])])],
    [helper.make_tensor_value_info("heart_rate", onnx.TensorProto.FLOAT, ["batch", "time"])],
    [weights, intercept, last_axis],
)
model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
helper.set_model_props(model, {"contract": json.dumps(CONTRACT)})
onnx.checker.check_model(model)
onnx.save(model, sys.argv[1] if len(sys.argv) > 1 else "my-model.onnx")
