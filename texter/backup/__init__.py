"""Backups: all rows and files of a site as an archive that either database can be made from.

A place holds `objects/`, named by their SHA-256 and kept once, and `manifests/`, each of which is one
backup. A manifest is written last, so what is half done is no backup.
"""
