"""Pages for people: signing in, security of an account, consent, apps."""
