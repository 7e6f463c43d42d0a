"""Hold the default study's results: mean and quantiles of every quantity of every deal."""

import json
from pathlib import Path

import numpy as np

from models import default_study, evaluate, load_dataset

GOLDEN = Path(__file__).with_name("default_study.json")


def current() -> dict:
    """Results of the default study as they are now."""
    dataset = load_dataset()
    weights = {key: each.weight for key, each in dataset.criteria.items()}
    evaluation = evaluate(default_study(weights), dataset)
    return {
        "model_version": evaluation.model_version,
        "dataset_number": evaluation.dataset_version.partition("+")[0],
        "deals": {
            name: {
                f"{quantity} {label}": number
                for quantity, values in outcome.values.items()
                for label, number in spread(values).items()
            }
            for name, outcome in evaluation.outcomes.items()
        },
    }


def spread(values) -> dict[str, float]:
    """Mean and three quantiles."""
    low, middle, high = np.percentile(values, (10, 50, 90))
    return {"mean": float(np.mean(values)), "p10": low, "p50": middle, "p90": high}


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(current(), indent=1) + "\n", encoding="utf-8")
