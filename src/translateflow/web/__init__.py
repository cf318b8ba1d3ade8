"""HTTP: the published site now, the desk and the API at their own prefixes."""
