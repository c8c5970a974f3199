"""Commands that run the application."""
