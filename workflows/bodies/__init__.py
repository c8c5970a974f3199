"""The editor's blocks and the frozen document are the same thing said twice: exact inverses of each other."""
