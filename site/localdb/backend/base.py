"""The database engine that settings name: `localdb.backend`."""

from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from localdb.cluster import Cluster


class DatabaseWrapper(base.DatabaseWrapper):
    """A PostgreSQL connection that starts the embedded server when nobody answers.

    The folder of the server is `FOLDER` in the settings of the database.
    """

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters, with the address of the embedded server filled in."""
        return {**super().get_connection_params(), **self._cluster().address()}

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        """Connect; when that fails, make sure that a server runs and connect once more."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            self._cluster().ensure()
            return super().get_new_connection(conn_params)

    def _cluster(self) -> Cluster:
        return Cluster(Path(self.settings_dict["FOLDER"]))
