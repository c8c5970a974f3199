"""Published scales: what they ask, how they are scored, and the same person's scores over time."""
