"""A form being asked: pages made once and filled in, what was posted, answers judged and read back."""
