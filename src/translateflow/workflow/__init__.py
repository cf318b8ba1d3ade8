"""The use cases, a verb per file: plan_* decides purely, run_* acts thinly."""
