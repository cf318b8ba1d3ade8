"""Celery app and tasks: glue of ten lines a task over the workflow."""
