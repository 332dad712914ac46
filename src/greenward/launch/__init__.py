"""How Greenward starts and stops: the embedded database, the ports and the processes.

The ground under every article: no Django here and no table of its own, so that a start that fails
can say why in one plain sentence (`LaunchError`) before anything else is loaded.
"""

from greenward.launch.errors import LaunchError

__all__ = ["LaunchError"]
