"""Programmes as bundles of readable files."""
