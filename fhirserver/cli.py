"""``fhirserver --data FOLDER COMMAND``.  https://click.palletsprojects.com/"""

from __future__ import annotations

import importlib
import os
import pkgutil
from dataclasses import dataclass
from pathlib import Path

import click

from fhirserver import commands
from fhirserver.errors import FhirError
from fhirserver.serving.errors import ServingError
from fhirserver.settings import Settings, SettingsError, load_settings
from fhirserver.store.key_files import KeyFileError


@dataclass(frozen=True, slots=True)
class Options:
    """What stands before the command; a command makes its settings from it."""

    data: Path | None

    def settings(self, **options: object) -> Settings:
        """Return the settings of the environment, overridden by ``options`` that are not None.

        Raises SettingsError that names each setting that cannot be used.
        """
        return load_settings(os.environ, {"data": self.data, **options})


class Commands(click.Group):
    """Commands found by the names of the modules in :mod:`fhirserver.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what is expected to go wrong is a message and status 1, never a stack trace."""
        try:
            return super().invoke(ctx)
        except (FhirError, KeyFileError, ServingError, SettingsError) as error:
            raise click.ClickException(str(error)) from error


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="fhirserver", message="%(prog)s %(version)s")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder for everything the server keeps: database, keys, certificate.  [default: ./data, or FHIRSERVER_DATA]",
)
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    """A FHIR R4 server whose records stand in SQL tables too.

    All other settings are environment variables; docs/operations.md lists them.
    """
    # Whatever a command makes, in the data folder or with patients' data elsewhere, is for its owner only.
    os.umask(0o077)
    ctx.obj = Options(data)


if __name__ == "__main__":
    main()
