"""The store of words beside the documents: a virtual table on SQLite, a column with its index on PostgreSQL."""

from typing import Any

from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    for statement in _statements(schema_editor)[0]:
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in _statements(schema_editor)[1]:
        schema_editor.execute(statement)


def _statements(schema_editor: Any) -> tuple[list[str], list[str]]:
    if schema_editor.connection.vendor == "postgresql":
        return (
            [
                "ALTER TABLE search_searchdocument ADD COLUMN words tsvector",
                "CREATE INDEX search_words ON search_searchdocument USING gin (words)",
            ],
            ["ALTER TABLE search_searchdocument DROP COLUMN words"],
        )
    return (
        [
            (
                "CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='',"
                " tokenize='unicode61 remove_diacritics 2')"
            )
        ],
        ["DROP TABLE search_words"],
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_tables")]
    operations = [migrations.RunPython(make, remove)]
