"""What comes in: submissions, drafts, personal links, limits, paper."""
