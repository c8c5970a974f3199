"""What forms tell whoever listens. Forms know nobody who does."""

from django.dispatch import Signal

# Answers are about to be kept, and nothing is locked yet: `about` as the link that brings them says.
# A listener takes its own locks here, so that everybody takes them in the same order.
arriving = Signal()

# Answers came from outside the workspace: `submission`, and `about` as the link that brought them says.
# Sent inside the transaction that keeps them: a listener that fails sends nothing.
answered = Signal()

# Answers were erased: `submissions` names them. Whoever has copied something of them erases it too.
# Sent inside the transaction that erases them: a listener that fails leaves everything as it was.
erased = Signal()
