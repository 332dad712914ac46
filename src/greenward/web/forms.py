"""How forms are drawn: label, hint, error, field; set as ``settings.FORM_RENDERER``."""

from django.forms.renderers import DjangoTemplates


class KitRenderer(DjangoTemplates):
    """Draws forms and fields with the kit's templates and widgets with Django's own."""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"
