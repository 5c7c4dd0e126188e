"""Keeping the documents in step with the content, in the content's own transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from community.search.documents import Document
from community.search.models import SearchDocument
from community.search.stemming import stems_of
from community.search.stores import Stems, store

BATCH = 500


def index(documents: Iterable[Document], *, is_new: bool = False) -> None:
    """Make these findable as they are now; those not live are withdrawn. `is_new`: none was indexed before."""
    documents = list(documents)
    if not is_new:
        for kind in {document.kind for document in documents}:
            withdraw(kind, [document.object_id for document in documents if document.kind == kind])
    live = [document for document in documents if document.is_live]
    rows = SearchDocument.objects.bulk_create([_row(document) for document in live], batch_size=BATCH)
    store().add(
        [
            Stems(row.pk, stems_of(document.title, document.language), stems_of(document.body, document.language))
            for row, document in zip(rows, live, strict=True)
        ]
    )


def _row(document: Document) -> SearchDocument:
    return SearchDocument(
        kind=document.kind,
        object_id=document.object_id,
        parent_id=document.parent_id,
        audience=document.audience,
        author_id=document.author_id,
        language=document.language,
        created_at=document.created_at,
    )


def withdraw(kind: str, ids: Collection[int]) -> None:
    """Let nobody find these any more."""
    SearchDocument.objects.filter(kind=kind, object_id__in=ids).delete()


def move(kind: str, *, parent_id: int, audience: int) -> None:
    """Everything under a parent is for another audience now."""
    SearchDocument.objects.filter(kind=kind, parent_id=parent_id).update(audience=audience)


def clear() -> None:
    """Forget everything, to index it all anew."""
    SearchDocument.objects.all().delete()
    store().clear()


def difference(kind: str, ids: set[int]) -> int:
    """How many documents of a kind are missing, or stand for what is no longer there."""
    return len(ids ^ set(SearchDocument.objects.filter(kind=kind).values_list("object_id", flat=True)))
