"""``fhirserver mapping``: which columns stand for which parts of a resource."""

from __future__ import annotations

import click


@click.group()
def command() -> None:
    """Show how FHIR resources stand in SQL tables."""


@command.command("list")
def list_mappings() -> None:
    """List the resource types that have tables, and which tables."""
    from mappings import MAPPINGS

    width = max(map(len, MAPPINGS))
    for resource, mapping in MAPPINGS.items():
        main, *children = mapping.tables
        condition = "".join(f" ({name} = {value})" for name, value in mapping.where.items())
        click.echo(f"{resource:{width}}  {main.name}{condition}")
        for child in children:
            click.echo(f"{'':{width}}    {child.name}")


@command.command("show")
@click.argument("resource", metavar="RESOURCE")
def show_mapping(resource: str) -> None:
    """Show the tables of a resource type such as Condition: each column, its type, its FHIR path, what it means."""
    from mappings.show import show

    try:
        click.echo(show(resource), nl=False)
    except ValueError as error:
        raise click.ClickException(f"{error}.") from None
