"""The record: resources, their versions and their rows, on SQLCipher and on PostgreSQL."""
