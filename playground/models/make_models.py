"""Trains the two models of the churn service and writes them as churn-a.onnx and churn-b.onnx.

Needs numpy and onnx (pip install numpy onnx). Deterministic: run it twice, get the same files. The customers are made
up; what counts is that the files are real models, trained, serialised and loaded as yours are.
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

FEATURES = 3  # months as a customer, support tickets, monthly bill
HIDDEN = 8
CUSTOMERS = 4000


def customers(random):
    months = random.uniform(0, 72, CUSTOMERS)
    tickets = random.poisson(1.5, CUSTOMERS).astype(float)
    bill = random.uniform(10, 120, CUSTOMERS)
    # Newcomers leave, and so do those with tickets, the more the higher their bill.
    leaning = 1.2 - 0.06 * months + 0.5 * tickets + 0.02 * (bill - 65) * (tickets > 2)
    churned = random.uniform(size=CUSTOMERS) < 1 / (1 + np.exp(-leaning))
    return np.stack([months, tickets, bill], axis=1), churned.astype(float)[:, None]


def train(inputs, wanted, hidden, random, rounds=3000, rate=0.5):
    """Gradient descent on a logistic regression, or on one hidden layer when there is one."""
    sizes = [FEATURES, hidden, 1] if hidden else [FEATURES, 1]
    layers = [
        [random.normal(0, 1 / np.sqrt(before), (before, after)), np.zeros(after)]
        for before, after in zip(sizes, sizes[1:])
    ]
    for _ in range(rounds):
        outputs = [inputs]
        for index, (weights, bias) in enumerate(layers):
            total = outputs[-1] @ weights + bias
            is_last = index == len(layers) - 1
            outputs.append(1 / (1 + np.exp(-total)) if is_last else np.tanh(total))
        error = (outputs[-1] - wanted) / len(inputs)
        for index in reversed(range(len(layers))):
            weights, bias = layers[index]
            before = outputs[index]
            slope = before.T @ error
            passed = (error @ weights.T) * (1 - before**2)
            weights -= rate * slope
            bias -= rate * error.sum(axis=0)
            error = passed
    return layers


def write(path, layers, mean, spread):
    constants = {"mean": mean, "spread": spread}
    nodes = [
        helper.make_node("Sub", ["customers", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "spread"], ["layer0"]),
    ]
    for index, (weights, bias) in enumerate(layers):
        constants |= {f"weights{index}": weights, f"bias{index}": bias}
        is_last = index == len(layers) - 1
        nodes += [
            helper.make_node("MatMul", [f"layer{index}", f"weights{index}"], [f"product{index}"]),
            helper.make_node("Add", [f"product{index}", f"bias{index}"], [f"sum{index}"]),
            helper.make_node(
                "Sigmoid" if is_last else "Tanh",
                [f"sum{index}"],
                ["probability" if is_last else f"layer{index + 1}"],
            ),
        ]
    graph = helper.make_graph(
        nodes,
        path.stem,
        [helper.make_tensor_value_info("customers", TensorProto.FLOAT, [None, FEATURES])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [None, 1])],
        [numpy_helper.from_array(np.asarray(value, dtype=np.float32), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def main():
    random = np.random.default_rng(20200721)
    raw, wanted = customers(random)
    mean, spread = raw.mean(axis=0), raw.std(axis=0)
    inputs = (raw - mean) / spread
    folder = Path(__file__).parent
    for name, hidden in [("churn-a", 0), ("churn-b", HIDDEN)]:
        layers = train(inputs, wanted, hidden, random)
        write(folder / f"{name}.onnx", layers, mean, spread)


main()
