"""Qualifications, the third party's assessment, and tests of air and sound (Articles 15, 17, 34, 35)."""
