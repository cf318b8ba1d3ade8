"""The desk: where editors and translators work, at `/desk/`. Views are thin; what they do is a verb of `workflow/`."""
