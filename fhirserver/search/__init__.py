"""Search: what a client asks for, and how the tables answer it."""
