"""From settings to a running server: data folder, certificate, sockets, processes, the ready line."""
