"""Why a server does not start."""


class ServingError(Exception):
    """The server cannot start; the text says why and what to do, for people."""
