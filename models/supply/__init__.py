"""Supply security as a simulation: hazards in time, a chain with stocks, demand left unserved.

``events`` makes interruptions of draws, ``flow`` runs a deal's chain through them exactly,
``metrics`` says what came of it. ``kernel`` is compiled, and imported by the first run only.
"""
