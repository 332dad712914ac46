"""Addresses of assessments, tests, sites and special acceptances (Articles 14 to 17, 34, 35)."""

from django.urls import path

from .pages import acceptance, assessment, checks, qualifications, site, tests

PROJECT = "projects/<int:pk>/"
ASSESSMENT, TESTS = PROJECT + "assessment", PROJECT + "tests"
ACCEPTANCE, SITE = PROJECT + "acceptance", PROJECT + "site"
SESSION = ACCEPTANCE + "/<int:session>"

urlpatterns = [
    path("qualifications", qualifications.register, name="qualifications"),
    path("qualifications/new", qualifications.enter, name="enter_qualification"),
    path("qualifications/<int:pk>/revoke", qualifications.revoke, name="revoke_qualification"),
    path("qualifications/<int:pk>/file", qualifications.certificate, name="certificate"),
    path(ASSESSMENT, assessment.page, name="assessment"),
    path(f"{ASSESSMENT}/commission", assessment.commission, name="commission"),
    path(f"{ASSESSMENT}/independence", assessment.independence, name="independence"),
    path(f"{ASSESSMENT}/findings", assessment.findings, name="findings"),
    path(f"{ASSESSMENT}/issue", assessment.issue, name="issue_report"),
    path(f"{ASSESSMENT}/withdraw", assessment.withdraw, name="withdraw_assessment"),
    path(f"{ASSESSMENT}/check", assessment.check, name="check_report"),
    path(TESTS, tests.page, name="tests"),
    path(f"{TESTS}/judge", tests.judge, name="judge_tests"),
    path(SITE, site.page, name="site"),
    path(f"{SITE}/<slug:what>", site.record, name="record_site"),
    path(ACCEPTANCE, acceptance.page, name="acceptance"),
    path(f"{ACCEPTANCE}/hold/<int:application>", acceptance.hold, name="hold_acceptance"),
    path(SESSION, acceptance.session, name="session"),
    path(f"{SESSION}/head", acceptance.head, name="session_head"),
    path(f"{SESSION}/points/<slug:code>", acceptance.points, name="session_points"),
    path(f"{SESSION}/sign/<slug:role>", acceptance.sign, name="sign_acceptance"),
    path(f"{SESSION}/report", acceptance.issue, name="acceptance_report"),
    path(f"{SESSION}/check", checks.check, name="spot_check"),
    path("acceptances", checks.acceptances, name="acceptances"),
]
for kind in ("air", "sound"):
    urlpatterns += [
        path(f"{TESTS}/{kind}", tests.enter, {"kind": kind}, name=f"enter_{kind}"),
        path(f"{TESTS}/{kind}/table", tests.table, {"kind": kind}, name=f"{kind}_table"),
    ]
