"""The commands of the command line, one module each.

A module is a command: its file name is the command's name (``sql_writes.py`` is ``sql-writes``) and its attribute
``command`` a click command that gets :class:`fhirserver.cli.Options` by ``click.pass_obj``.  Imports of what is
large belong inside its functions, so that ``--help`` stays quick.
"""
