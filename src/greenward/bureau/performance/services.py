"""Acts of chapter IV: bills worked out to energy years, audits and retrofits put on file."""
