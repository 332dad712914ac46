"""``{% load doors %}``: how a page names a session."""

from django import template

from ..sessions import tag

register = template.Library()
register.filter("session_tag", tag)
