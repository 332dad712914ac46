"""Pages of casework: the inbox, the list of matters, one matter with its acts, the handover."""
