"""Addresses of the law browser. Articles of the edition's first instrument need no code."""

from django.urls import path

from . import views
from .whatif import views as what_if

app_name = "lawbook"
urlpatterns = [
    path("", views.index, name="index"),
    path("articles/<str:number>/", views.article, name="article"),
    path("articles/<slug:instrument>/<str:number>/", views.article, name="article_of"),
    path("rules/<str:rule>/examples/", views.examples, name="examples"),
    path("gates/", views.gates, name="gates"),
    path("fines/", views.fines, name="fines"),
    path("what-if/", what_if.page, name="what_if"),
    path("facts/<slug:name>/", views.fact, name="fact"),
]
