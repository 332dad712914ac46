"""Addresses of green chapters, papers of plots and plans; part of the room's namespace."""

from django.urls import path

from ..pages import chapters, land, plans, reviewing

OF = "projects/<int:pk>/chapters/"
LAND = "plots/<int:pk>/land/"
urlpatterns = [
    path(OF, chapters.overview, name="chapters"),
    path(f"{OF}review", reviewing.page, name="review_chapter"),
    path(f"{OF}<slug:stage>/", chapters.chapter, name="chapter"),
    path(f"{OF}<slug:stage>/begin", chapters.begin, name="begin_chapter"),
    path(f"{OF}<slug:stage>/write", chapters.write, name="write_chapter"),
    path(f"{OF}<slug:stage>/<int:version>", chapters.chapter, name="chapter_version"),
    path("chapters/writers/<slug:code>", chapters.who_writes, name="chapter_writers"),
    path(LAND, land.page, name="land"),
    path(f"{LAND}conditions", land.conditions, name="land_conditions"),
    path(f"{LAND}document", land.document, name="land_document"),
    path(f"{LAND}conditions/file", land.conditions_file, name="land_conditions_file"),
    path(f"{LAND}document/file", land.document_file, name="land_document_file"),
    path("plans/", plans.page, name="plans"),
    path("plans/new", plans.enter_annual_plan, name="annual_plan_new"),
    path("plans/special/new", plans.enter_special_plan, name="special_plan_new"),
    path("plans/special/<int:pk>/", plans.special_plan, name="special_plan"),
    path("plans/special/<int:pk>/correct", plans.enter_special_plan, name="special_plan_correct"),
    path("plans/special/<int:pk>/file", plans.special_plan_file, name="special_plan_file"),
    path("plans/<int:pk>/file", plans.annual_plan_file, name="annual_plan_file"),
    path("plans/<int:pk>/targets/<slug:indicator>", plans.targets, name="plan_targets"),
    path("plans/targets/<int:pk>", plans.actual, name="plan_actual"),
]
