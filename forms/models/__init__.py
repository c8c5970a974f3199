"""Forms in the database: definition, version with words, submission."""

from forms.models.definition import FormDefinition
from forms.models.submission import Submission
from forms.models.version import FormText, FormVersion

__all__ = ["FormDefinition", "FormText", "FormVersion", "Submission"]
