"""Addresses of handover, sale, the buyer's home and the check of a paper."""

from django.urls import path

from .pages import handover, homes, papers, sale

app_name = "operation"
urlpatterns = [
    path("projects/<int:pk>/handover", handover.overview, name="handover"),
    path("projects/<int:pk>/handover/particulars", papers.particulars, name="particulars"),
    path("projects/<int:pk>/handover/indicators", papers.indicators, name="indicators"),
    path("projects/<int:pk>/handover/equipment", papers.equipment, name="equipment"),
    path(
        "projects/<int:pk>/handover/equipment/<int:row>",
        papers.remove_equipment,
        name="remove_equipment",
    ),
    path("projects/<int:pk>/handover/report", papers.report, name="report"),
    path("projects/<int:pk>/handover/<str:kind>/draft", papers.preview, name="preview"),
    path("projects/<int:pk>/handover/<str:kind>/issue", papers.issue, name="issue"),
    path("projects/<int:pk>/handover/building", handover.building, name="building"),
    path("projects/<int:pk>/handover/new", handover.new, name="new_handover"),
    path("handovers/<int:pk>", handover.handed_over, name="handed_over"),
    path("handovers/<int:pk>/sign", handover.sign, name="sign"),
    path("handovers/<int:pk>/receipt", handover.receipt, name="receipt"),
    path("handovers/<int:pk>/give", handover.give, name="give"),
    path("papers/<int:pk>", papers.file, name="paper"),
    path("papers/check/<str:code>", papers.check, name="check"),
    path("projects/<int:pk>/sale", sale.sale, name="sale"),
    path("projects/<int:pk>/sale/new", sale.enter, name="enter_sale"),
    path("projects/<int:pk>/sale/board", sale.board, name="board"),
    path("sales/<int:pk>", sale.enter_again, name="change_sale"),
    path("sales/<int:pk>/contract", sale.contract, name="contract"),
    path("sales/<int:pk>/display", sale.display, name="display"),
    path("sales/<int:pk>/amount", sale.amount, name="amount"),
    path("projects/<int:pk>/homes", homes.of_project, name="homes"),
    path("projects/<int:pk>/homes/<int:unit>/offer", homes.offer, name="offer"),
    path("home/<int:unit>", homes.home, name="home"),
    path("home/<int:unit>/guide", homes.guide, name="guide"),
    path("home/<int:unit>/inspection", homes.inspection, name="inspection"),
    path("home/<int:unit>/inspection/begin", homes.begin, name="begin"),
    path("home/<int:unit>/inspection/<int:place>", homes.item, name="item"),
    path("home/<int:unit>/inspection/<int:place>/photo", homes.photo, name="photo"),
    path("home/<int:unit>/inspection/hand-in", homes.hand_in, name="hand_in"),
    path("home/<int:unit>/appointment/<int:pk>", homes.answer_offer, name="answer"),
]
