"""What forms share: lists of codes and field groups, and who offers which."""
