"""Tests, mirroring the folders of the product."""
