"""Stories played on the real engine, in simulated time."""
