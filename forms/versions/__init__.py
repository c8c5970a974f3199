"""What was frozen: publishing, history, differences, copies and templates, out of use and back."""
