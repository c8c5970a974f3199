"""What a form is built of in the editor."""

from forms.blocks import telepathy  # noqa: F401  how it reaches the browser
from forms.blocks.form import FormBlocks

__all__ = ["FormBlocks"]
