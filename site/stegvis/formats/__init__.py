"""How days and times are written in a language, where Django's own way is not ours."""
