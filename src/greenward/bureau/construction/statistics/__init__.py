"""Shares of green building over the course of projects, each with what it counts (Jinzhou practice B11)."""
