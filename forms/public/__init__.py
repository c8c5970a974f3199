"""Filling in a form outside the workspace: by a public address, a personal link, or from paper."""
