"""When a question shows, is required or locked: conditions as data, as sentences, as lines; one judge."""
