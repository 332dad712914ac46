"""Addresses of chapter II: projects, plots, and what is owed now."""

from django.urls import path

from . import acceptance_urls, tender_urls
from .chapters import urls as chapter_urls
from .pages import figures, lists, opening, owed, plots, project, stating

app_name = "construction"
urlpatterns = [
    path("owed", owed.page, name="owed"),
    path("projects/", lists.project_list, name="projects"),
    path("projects/figures", figures.figures, name="figures"),
    path("projects/figures/list", figures.figure_list, name="figure_list"),
    path("projects/duties/<str:duty>/<slug:verdict>", figures.duty_list, name="duty_list"),
    path("projects/new", opening.new_project, name="open_project"),
    path("projects/<int:pk>/", project.project, name="project"),
    path("projects/<int:pk>/documents", project.documents, name="documents"),
    path("projects/<int:pk>/regime", opening.regime, name="regime"),
    *chapter_urls.urlpatterns,
    *tender_urls.urlpatterns,
    *acceptance_urls.urlpatterns,
    path("plots/", lists.plot_list, name="plots"),
    path("plots/new", opening.new_plot, name="open_plot"),
    path("plots/<int:pk>/", plots.plot, name="plot"),
]
for subject, prefix in (("project", ""), ("plot", "plot_")):
    urlpatterns += [
        path(
            f"{subject}s/<int:pk>/state",
            stating.state,
            {"subject": subject},
            name=f"{prefix}state",
        ),
        path(
            f"{subject}s/<int:pk>/apply/<slug:gate>",
            opening.apply_for,
            {"subject": subject},
            name=f"{prefix}apply",
        ),
        path(
            f"{subject}s/<int:pk>/decisions/new",
            opening.record,
            {"subject": subject},
            name=f"{prefix}record",
        ),
        path(
            f"{subject}s/<int:pk>/decisions/new/<slug:gate>",
            opening.record,
            {"subject": subject},
            name=f"{prefix}record",
        ),
    ]
