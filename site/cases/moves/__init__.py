"""Running cases that go on in another version of their workflow."""
