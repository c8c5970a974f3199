"""What people change about themselves and each other: one function for each."""
