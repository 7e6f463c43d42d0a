"""Ways to read results: each takes an evaluation and returns plain numbers."""
