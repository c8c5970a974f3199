"""A form tried while it is built: made-up answers, kept try-outs and what comes out otherwise."""
