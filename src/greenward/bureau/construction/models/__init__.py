from .decisions import Application as Application
from .decisions import Decision as Decision
from .projects import Plot as Plot
from .projects import Project as Project
from .projects import Work as Work
from .statements import Statement as Statement
