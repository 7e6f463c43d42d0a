"""Formulas that structures share, one module per part of the chain."""
