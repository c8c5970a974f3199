"""The browser of the tests: Debian's, without a window where that build of it is installed, which is twice as quick."""

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "")

# Milliseconds until something that does not come is called wrong: a busy machine is slow, not wrong.
PATIENCE = 40_000
