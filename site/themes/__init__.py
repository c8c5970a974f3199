"""Looks: design tokens and their contrast."""
