"""The editor of forms: blocks to document and back, panels, lists, problems, how far each language is."""
