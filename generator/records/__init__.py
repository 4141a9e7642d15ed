"""The catalogue → what machines read: beside every page, the API, the database, `llms.txt`; see `publish.py`."""
