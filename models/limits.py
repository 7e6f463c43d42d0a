"""What the terms of a deal ask of the numbers of the dataset, beyond their own bounds.

Terms are checked against one another where they are declared; here they meet the numbers they are
to be used with, changed ones included.

Raises   StudyError: every deal whose terms and numbers do not go together.
"""

from collections.abc import Mapping

from models.errors import Problem, StudyError
from models.tables import Parameter

Given = Mapping[str, Parameter | float]


def keep_limits(deals: Mapping[str, Given]) -> None:
    """Refuse deals whose terms and numbers do not go together, all of them at once.

    Parameters
    ----------
    deals
        Terms and rows of the dataset by name, for the name of each deal.
    """
    problems = [found for name, given in deals.items() for found in _problems(name, given)]
    if problems:
        raise StudyError(problems)


def _problems(name: str, given: Given) -> list[Problem]:
    loan, plant = _value(given, "loan_years"), _value(given, "operating_years")
    if loan is None or plant is None or loan <= plant:
        return []
    what = f"the loan runs for {loan:g} years but the plant works {plant:g}"
    return [Problem(name, what, "Shorten loan_years or raise operating_years")]


def _value(given: Given, name: str) -> float | None:
    """Return a term, or the mode of a row: the value at which it is held if it is."""
    found = given.get(name)
    return found.mode if isinstance(found, Parameter) else found
