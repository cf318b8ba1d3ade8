"""The API at `/api/v1/`: what the command line can do, for programs.

One table of operations (`registry.py`) says what there is; routing, authorisation, the OpenAPI document and the
reference page are made of it. A handler decodes nothing and encodes nothing: it gets typed values and gives one.
"""
