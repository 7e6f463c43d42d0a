"""Formulas: plain functions whose argument names say where their inputs come from.

A formula computes one quantity. Its arguments are other quantities, parameters of the dataset or
terms of the deal, found by name; ``plan`` puts the formulas into an order in which every input is
ready before it is used. So the graph is known before anything runs, and any number can show the
expression that gave it.

Shapes   Whatever numpy broadcasts: (n, 1) per case, (1, t) per year, (n, t) per case and year.
Raises   WiringError: a name that nothing provides, or formulas in a circle.
"""

import ast
import difflib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from types import ModuleType
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from models.errors import Problem, WiringError

Array = npt.NDArray[np.float64]
Function = TypeVar("Function", bound=Callable[..., Array])


@dataclass(frozen=True)
class Formula:
    """A function with all that a reader needs to trust it."""

    name: str
    unit: str
    source: str
    inputs: tuple[str, ...]
    compute: Callable[..., Array]
    text: str
    payer: str = ""
    payee: str = ""
    tax: str = ""
    written: str = ""
    told: Callable[[Array], Array] | None = None  # one number a case, where years have no mean

    @cached_property
    def expression(self) -> str:
        """What is computed, read from the code that runs."""
        return self.written or _expression(self.name, self.compute)


def formula(*, unit: str, source: str, written: str = "") -> Callable[[Function], Function]:
    """Declare a function to be a formula; it stays an ordinary function.

    Parameters
    ----------
    unit : str
        Unit of what it returns, in the terms of the data dictionary.
    source : str
        Key in ``sources.csv``, or ``definition`` for an identity.
    written : str
        What is computed, where the code says it less plainly.
    """
    return _declare(unit=unit, source=source, written=written)


def flow(
    *, payer: str, payee: str, tax: str, unit: str, source: str
) -> Callable[[Function], Function]:
    """Declare a formula that is a payment from one party to another.

    Parameters
    ----------
    payer, payee : str
        Parties, as ``models.chain.ledger`` names them.
    tax : str
        How income tax treats it: one of ``TAX_CLASSES`` in ``models.chain.ledger``.
    unit, source : str
        As of a formula.
    """
    return _declare(unit=unit, source=source, payer=payer, payee=payee, tax=tax)


def _declare(
    unit: str, source: str, payer: str = "", payee: str = "", tax: str = "", written: str = ""
) -> Callable[[Function], Function]:
    def mark(function: Function) -> Function:
        made = Formula(
            name=function.__name__,
            unit=unit,
            source=source,
            inputs=tuple(inspect.signature(function).parameters),
            compute=function,
            text=inspect.getdoc(function) or "",
            payer=payer,
            payee=payee,
            tax=tax,
            written=written,
        )
        function.formula = made  # type: ignore[attr-defined]
        return function

    return mark


def formulas_in(*modules: ModuleType) -> dict[str, Formula]:
    """Formulas written in the modules by name; a later module overrides an earlier one."""
    return {
        made.name: made
        for module in modules
        for function in vars(module).values()
        if isinstance(made := getattr(function, "formula", None), Formula)
        and function.__module__ == module.__name__
    }


def plan(
    targets: Iterable[str], formulas: Mapping[str, Formula], given: Set[str]
) -> tuple[Formula, ...]:
    """Formulas that the targets need, each after its inputs.

    A formula wins over a given name, so a structure may compute what others read from the dataset.
    """
    needed: dict[str, Formula] = {}
    problems: list[Problem] = []
    queue = [(name, "result") for name in targets]
    while queue:
        name, reader = queue.pop()
        if name in needed or (name in given and name not in formulas):
            continue
        if name not in formulas:
            problems.append(_unknown(name, reader, {*formulas, *given}))
            continue
        needed[name] = formulas[name]
        queue += [(each, name) for each in formulas[name].inputs]
    if problems:
        raise WiringError(problems)
    return tuple(needed[name] for name in _order(needed))


def _unknown(name: str, reader: str, known: Set[str]) -> Problem:
    near = difflib.get_close_matches(name, known, n=1)
    fix = f"Did you mean {near[0]}?" if near else "Add a formula, a term or a row of the dataset"
    return Problem(reader, f"nothing provides {name!r}", fix)


def _order(needed: Mapping[str, Formula]) -> list[str]:
    graph = {name: needed.keys() & set(each.inputs) for name, each in needed.items()}
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " <- ".join(error.args[1])
        problem = Problem(circle, "these formulas need each other", "Take one link away")
        raise WiringError([problem]) from None


def _expression(name: str, function: Callable[..., Array]) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef)).body
    lines = "\n".join(ast.unparse(node) for node in body if not _is_text(node))
    return re.sub(r"^return\b", f"{name} =", lines, flags=re.MULTILINE)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
