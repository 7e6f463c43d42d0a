"""Tables as CSV files that a spreadsheet opens without running anything in them."""

import pandas as pd

RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet reads such a cell as a formula


def csv(table: pd.DataFrame) -> bytes:
    """Write a table as CSV; no cell can run as a formula."""
    harmless = table.rename(columns=_harmless).map(_harmless)
    return harmless.to_csv(index=False).encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
