"""Addresses of green chapters, land papers and plans; part of the room's namespace."""

from django.urls import path

from ..pages import chapters, reviewing

OF = "projects/<int:pk>/chapters/"
urlpatterns = [
    path(OF, chapters.overview, name="chapters"),
    path(f"{OF}review", reviewing.page, name="review_chapter"),
    path(f"{OF}<slug:stage>/", chapters.chapter, name="chapter"),
    path(f"{OF}<slug:stage>/begin", chapters.begin, name="begin_chapter"),
    path(f"{OF}<slug:stage>/write", chapters.write, name="write_chapter"),
    path(f"{OF}<slug:stage>/<int:version>", chapters.chapter, name="chapter_version"),
    path("chapters/writers/<slug:code>", chapters.who_writes, name="chapter_writers"),
]
