"""What may stand in the files of a bundle, in the order it is written."""
