"""Who may do what: tokens, clients, scopes, roles, consent and labels, and the SQL condition that comes of them."""
