"""Addresses of chapter II: projects, plots, and what is owed now."""

from django.urls import path

from .pages import lists, opening, owed, plots, project, stating

app_name = "construction"
urlpatterns = [
    path("owed", owed.page, name="owed"),
    path("projects/", lists.project_list, name="projects"),
    path("projects/new", opening.new_project, name="open_project"),
    path("projects/<int:pk>/", project.project, name="project"),
    path("projects/<int:pk>/documents", project.documents, name="documents"),
    path("projects/<int:pk>/regime", opening.regime, name="regime"),
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
