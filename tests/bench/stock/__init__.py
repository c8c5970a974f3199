"""The reference: what somebody would write by hand with stock Viewflow and stock Django forms."""
