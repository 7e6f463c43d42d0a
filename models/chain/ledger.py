"""The ledger: every payment has a payer and a payee, so all parties together net to nothing.

The formulas here are made from the flows that a structure has: what income tax looks at, the cash
that is left for the owners, and the net cash of every party.

Shapes   Flows and nets (n, t); present values (n, 1).
Units    kINR/a of the day; present values in kINR at the effective date; + is a receipt.
Sources  Definition: a payment is a receipt of its payee and a cost of its payer.
Limits   The vehicle's net is the cash it keeps; the outside world closes the ledger.
"""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from models.formula import Array, Formula

PARTIES = ("irel", "partner", "government", "buyer", "lender", "vehicle", "outside")
VALUED = ("irel", "partner", "government", "buyer", "lender")  # parties with a rate of their own
MEASURED = ("irel", "government", "buyer")  # parties that have something without the deal
TAX_CLASSES = {
    "sales": "income or cost that moves with the price of the magnets",
    "oxide": "income or cost of IREL's oxide",
    "trading": "other income or cost of the year",
    "guarantee": "income made up by a guarantee",
    "disposal": "income from selling what is left",
    "interest": "a cost of the year, below operating income",
    "capital": "paid for something that is written down",
    "subsidy": "no income, but less to write down",
    "stock": "money tied up, neither income nor cost",
    "finance": "loans and reserves, neither income nor cost",
    "tax": "tax itself, no cost",
    "equity": "between company and owners, after tax",
    "alternative": "what would be paid without the deal",
}
CHECKED = 100  # draws in which every evaluation adds up all parties
MADE = ("sales", "oxide", "trading")
OPERATING = (*MADE, "guarantee")
Signed = dict[str, float]


def ledger(formulas: Mapping[str, Formula], books: str) -> dict[str, Formula]:
    """Formulas that sum the flows of a structure.

    Parameters
    ----------
    formulas
        All formulas of the structure, the flows among them.
    books
        Who keeps the books of the magnet business: ``vehicle`` for a company of its own, ``irel``,
        or ``alternative`` if there is no deal.
    """
    flows = {name: each for name, each in formulas.items() if each.payer}
    other = {name: each for name, each in flows.items() if each.tax == "alternative"}
    own = {name: each for name, each in flows.items() if name not in other}
    if books == "alternative":
        return dict(_nets(other, books))
    business = signed(own.values(), "vehicle", books)
    made = [
        _total("income_before_guarantee", _of(own, business, MADE), INCOME),
        _total("operating_income", _of(own, business, OPERATING), OPERATING_TEXT),
        _total("outlay_before_sales", _minus(_of(own, business, ("trading",))), OUTLAY),
    ]
    if books == "vehicle":
        irel = signed(own.values(), "irel", books)
        left = {name: sign for name, sign in business.items() if own[name].tax != "equity"}
        made.append(_total("irel_income", _of(own, irel, OPERATING), IREL))
        made.append(_total("cash_before_owners", left, LEFT))
    made.append(_check(own, books))
    return {each.name: each for each in made} | dict(_nets(own, books)) | dict(_instead(other))


def _check(flows: Mapping[str, Formula], books: str) -> Formula:
    """Largest sum over all parties in the first draws, over the largest payment there is."""
    signs = {p: signed(flows.values(), p, books) for p in PARTIES if booked(p, books) == p}

    def compute(*amounts: Array) -> Array:
        few = {name: amount[:CHECKED] for name, amount in zip(flows, amounts, strict=True)}
        left: Array = np.zeros((1, 1))
        for each in signs.values():
            left = left + sum((sign * few[name] for name, sign in each.items()), np.zeros((1, 1)))
        most = max(float(np.max(np.abs(amount))) for amount in few.values())
        return np.full((1, 1), float(np.max(np.abs(left))) / max(most, 1.0))

    return Formula(
        name="ledger_residual",
        unit="1",
        source="definition",
        inputs=tuple(flows),
        compute=compute,
        text="What all parties together net to, which has to be nothing, in the first draws and "
        "relative to the largest payment.",
        written="ledger_residual = max(abs(sum over parties)) / max(payment)",
    )


def signed(flows: Iterable[Formula], party: str, books: str) -> Signed:
    """Flows of a party, each with its sign; those within the party itself are left out."""
    found: Signed = {}
    for each in flows:
        payer, payee = (booked(name, books) for name in (each.payer, each.payee))
        if payer != payee and booked(party, books) in (payer, payee):
            found[each.name] = 1.0 if payee == booked(party, books) else -1.0
    return found


def booked(party: str, books: str) -> str:
    """Party in whose books the flows of a party stand."""
    return "irel" if party == "vehicle" and books == "irel" else party


def _of(flows: Mapping[str, Formula], signs: Signed, classes: tuple[str, ...]) -> Signed:
    return {name: sign for name, sign in signs.items() if flows[name].tax in classes}


def _minus(signs: Signed) -> Signed:
    return {name: -sign for name, sign in signs.items()}


def _nets(flows: Mapping[str, Formula], books: str) -> Iterable[tuple[str, Formula]]:
    for party in PARTIES:
        if booked(party, books) == party:
            signs = signed(flows.values(), party, books)
            made = _total(f"{party}_net", signs, NET.format(party=party))
            yield made.name, made
    for party in MEASURED if books == "alternative" else VALUED:
        made = _present(party)
        yield made.name, made


def _instead(flows: Mapping[str, Formula]) -> Iterable[tuple[str, Formula]]:
    """Present value of what a party would have without the deal, and what the deal adds."""
    for party in MEASURED:
        signs = signed(flows.values(), party, "alternative")
        made = _total(f"{party}_alternative", signs, ALTERNATIVE.format(party=party))
        yield made.name, made
        gain = _gain(party)
        yield gain.name, gain


def _total(name: str, signs: Signed, text: str) -> Formula:
    terms = [f"{'+' if sign > 0 else '-'} {each}" for each, sign in signs.items()]
    return Formula(
        name=name,
        unit="kINR/a",
        source="definition",
        inputs=tuple(signs),
        compute=_summing(tuple(signs.values())),
        text=text,
        written=f"{name} = {' '.join(terms).removeprefix('+ ') or '0'}",
    )


def _summing(signs: tuple[float, ...]) -> Callable[..., Array]:
    def compute(*amounts: Array) -> Array:
        total: Array = np.zeros((1, 1))
        own = False  # whether the total is an array of our own, that may be added to in place
        for sign, amount in zip(signs, amounts, strict=True):
            if amount.size == 1 and not amount.any():
                continue
            if own and total.shape == amount.shape:
                total += amount if sign > 0 else -amount
            else:
                total, own = total + sign * amount, True
        return total

    return compute


def _present(party: str) -> Formula:
    return Formula(
        name=f"{party}_npv",
        unit="kINR",
        source="definition",
        inputs=(f"{party}_net", f"{party}_discount", "period"),
        compute=_present_value,
        text=f"Net present value of {NAMES[party]}, at its own return, at the effective date.",
        written=f"{party}_npv = sum({party}_net * {party}_discount * period)",
    )


def _present_value(net: Array, factor: Array, period: Array) -> Array:
    shape = np.broadcast_shapes(net.shape, factor.shape)
    whole = np.broadcast_to(net, shape), np.broadcast_to(factor, shape)
    return np.einsum("nt,nt->n", *whole)[:, None] * period


def _gain(party: str) -> Formula:
    def compute(npv: Array, alternative: Array, factor: Array, period: Array) -> Array:
        return npv - _present_value(alternative, factor, period)

    other = f"{party}_alternative"
    return Formula(
        name=f"{party}_gain",
        unit="kINR",
        source="definition",
        inputs=(f"{party}_npv", other, f"{party}_discount", "period"),
        compute=compute,
        text=f"What the deal adds to the net present value of {NAMES[party]}, beside selling the "
        "same oxide and importing the same magnets.",
        written=f"{party}_gain = {party}_npv - sum({other} * {party}_discount * period)",
    )


NAMES = {
    "irel": "IREL",
    "partner": "the partner",
    "government": "the government",
    "buyer": "the Indian buyers of magnets",
    "lender": "the lender",
    "vehicle": "the company that makes the magnets",
    "outside": "everybody else",
}
INCOME = "Operating income of the magnet business before any guarantee."
OPERATING_TEXT = "Operating income of the magnet business: before interest, depreciation and tax."
OUTLAY = "Costs of the magnet business that depend neither on its price nor on the oxide's."
IREL = "IREL's own income from the deal, before tax: what it earns on its oxide."
LEFT = "Cash of the company after tax and loan: for its owners, or to be paid in by them."
NET = "Net cash of {party}: all it receives less all it pays."
ALTERNATIVE = "Net cash of {party} if the same oxide were sold and the same magnets imported."
