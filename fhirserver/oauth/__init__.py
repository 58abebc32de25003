"""The authorization server: a module for each endpoint of OAuth 2, OpenID Connect and SMART App Launch."""
