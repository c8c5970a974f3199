"""Phases and steps that are taken out of one workflow and stand in another one: kept under a name, copied, compared."""
