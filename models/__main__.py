"""The model from the command line.

    python -m models evaluate [STUDY.json] [--draws N] [--seed S] [--json]
    python -m models explain [STUDY.json] --deal NAME --quantity NAME [--depth N]
    python -m models check-data

Without a study the default study is used. Problems go to standard error, and the exit code is 1.
"""

import argparse
import sys
from pathlib import Path

from models import (
    Dataset,
    Evaluation,
    ModelError,
    Problem,
    Study,
    StudyError,
    default_study,
    evaluate,
    explain,
    load_dataset,
    score,
)
from models.analysis.lens_facts import facts
from models.explain import Explanation
from models.results import as_json, summary


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        print(chosen.run(chosen, load_dataset()))
    except ModelError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    return 0


def _evaluate(chosen: argparse.Namespace, dataset: Dataset) -> str:
    evaluation = evaluate(_study(chosen, dataset), dataset)
    return as_json(evaluation, dataset) if chosen.json else _table(evaluation, dataset)


def _explain(chosen: argparse.Namespace, dataset: Dataset) -> str:
    study = _study(chosen, dataset)
    found = explain(study, dataset, chosen.deal, chosen.quantity, chosen.depth)
    return "\n".join(_tree(found, 0, set()))


def _check(_: argparse.Namespace, dataset: Dataset) -> str:
    facts(dataset)  # names what the other measures of the Security page miss in it
    return (
        f"The dataset {dataset.version} is sound: {len(dataset.parameters)} parameters from "
        f"{len(dataset.sources)} sources."
    )


def _study(chosen: argparse.Namespace, dataset: Dataset) -> Study:
    weights = {key: each.weight for key, each in dataset.criteria.items()}
    study = Study.from_json(_text(chosen.study)) if chosen.study else default_study(weights)
    changes = {"draws": chosen.draws, "seed": chosen.seed}
    return study.changed(**{key: value for key, value in changes.items() if value is not None})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        fix = "Give the file of a study, or none for the default study"
        raise StudyError([Problem(str(path), f"cannot be read ({reason})", fix)]) from None


def _table(evaluation: Evaluation, dataset: Dataset) -> str:
    rows = summary(evaluation, score(evaluation, dataset.criteria))
    header = ("rank", "deal", "cost USD/kg", "months", "share served", "first", "beats baseline")
    lines: list[tuple[str, ...]] = [header]
    for row in rows:
        spans = [
            f"{row.low[key]:.4g} {row.middle[key]:.4g} {row.high[key]:.4g}"
            for key in dataset.criteria
        ]
        beats = "" if row.is_baseline else f"{row.beats_baseline:.1%}"
        lines.append((row.rank, row.name, *spans, f"{row.first:.1%}", beats))
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    shown = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    ]
    study = evaluation.study
    note = (
        f"P10 P50 P90 of {study.draws:,} draws, seed {study.seed}; 2025 money; "
        f"dataset {evaluation.dataset_version}, model {evaluation.model_version}"
    )
    return "\n".join((*map(str.rstrip, shown), note))


def _tree(found: Explanation, level: int, shown: set[str]) -> list[str]:
    """Lines of an explanation; what was opened above is only named again."""
    spread = found.chosen or f"{found.middle:.4g} {found.unit} [{found.low:.4g}, {found.high:.4g}]"
    again = found.name in shown and bool(found.inputs)
    shown.add(found.name)
    cited = ", ".join(filter(None, (*found.sources, found.locator)))
    grade = f", grade {found.grade}" if found.grade else ""
    lines = [f"{found.name}  {spread}  {'as above' if again else cited + grade}"]
    if not again:
        lines += [f"  {each}" for each in found.expression.splitlines()]
        lines += [f"  {found.label.splitlines()[0]}"] if found.label else []
    below = () if again else found.inputs
    indented = ["    " * level + line for line in lines]
    return indented + [line for each in below for line in _tree(each, level + 1, shown)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m models", description="Evaluate magnet deals.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, text in (
        ("evaluate", _evaluate, "score every deal of a study"),
        ("explain", _explain, "show what a number is made of"),
        ("check-data", _check, "check every row of the dataset"),
    ):
        command = commands.add_parser(name, help=text, description=text.capitalize())
        command.set_defaults(run=run)
        if name != "check-data":
            command.add_argument("study", nargs="?", type=Path, help="file of a study (JSON)")
            command.add_argument("--draws", type=int, help="number of draws")
            command.add_argument("--seed", type=int, help="seed of the draws")
        if name == "evaluate":
            command.add_argument("--json", action="store_true", help="print JSON, not a table")
        if name == "explain":
            command.add_argument("--deal", required=True, help="name of the deal")
            command.add_argument("--quantity", required=True, help="name of the quantity")
            command.add_argument(
                "--depth", type=int, default=2, help="levels to follow, -1 for all"
            )
    return parser


if __name__ == "__main__":
    sys.exit(main())
