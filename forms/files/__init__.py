"""Files that belong to answers: looked at, scanned, kept in private, deleted when nobody needs them."""
