"""What a form is built of in the editor."""

from forms.blocks.form import FormBlocks

__all__ = ["FormBlocks"]
