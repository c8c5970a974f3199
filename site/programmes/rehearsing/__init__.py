"""A dry run: a draft played on the real engine with made-up answers, in a transaction that is taken back."""
