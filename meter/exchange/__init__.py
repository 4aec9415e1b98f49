"""Files of answers read, files of scores written."""
