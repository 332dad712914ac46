"""Addresses of tenders, contracts and of who answers for a project, inside construction's namespace."""

from django.urls import path

from .pages import clauses, contracts, people, responsibility

_IN = "projects/<int:pk>"
urlpatterns = [
    path("responsibility", responsibility.register, name="responsibility"),
    path(f"{_IN}/contracts", contracts.contracts, name="contracts"),
    path(f"{_IN}/contracts/new", contracts.procure, name="procure"),
    path(f"{_IN}/contracts/<int:row>", contracts.procurement, name="procurement"),
    path(f"{_IN}/contracts/<int:row>/withdraw", contracts.withdraw, name="withdraw"),
    path(f"{_IN}/contracts/<int:row>/<slug:paper>", clauses.clause, name="clause"),
    path(f"{_IN}/findings/<int:finding>/lift", clauses.lift, name="lift"),
    path(
        f"{_IN}/clauses/<slug:service>/<slug:paper>",
        clauses.sample_clause,
        name="sample_clause",
    ),
    path(f"{_IN}/people", people.people, name="people"),
    path(f"{_IN}/people/join", people.join, name="join"),
    path(f"{_IN}/people/parties/<int:party>/leave", people.leave, name="leave"),
    path(f"{_IN}/people/parties/<int:party>/engage", people.engage, name="engage"),
    path(f"{_IN}/people/parties/<int:party>/observe", people.observe, name="observe"),
    path(f"{_IN}/people/<int:row>/end", people.end, name="end_engagement"),
    path(f"{_IN}/people/<int:row>/commitment", people.sign, name="commitment"),
    path(f"{_IN}/people/<int:row>/commitment.pdf", people.commitment_pdf, name="commitment_pdf"),
]
