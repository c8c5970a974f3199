"""The application itself: settings, addresses, base templates, jobs and the commands that run it."""
