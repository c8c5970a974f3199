"""A form as a readable file: words stand beside what they name. Read and written here, wherever the file comes from."""
