"""From a search as a tree to SQL.  Pure functions: nothing here talks to a database."""
