"""``{% load web %}``: the kit's components and number filters. `docs/web-kit.md` lists the calls."""

from django import template

from ..tags import lists, statements, tables, ways, words

register = template.Library()

for _library in (words, lists, tables, statements, ways):
    register.tags.update(_library.register.tags)
    register.filters.update(_library.register.filters)
