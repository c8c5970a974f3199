"""Workflows as BPMN 2.0: written whole, with layout; read as far as a drawing is made of blocks. No Django."""
