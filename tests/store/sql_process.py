"""Another program that writes to the embedded database: reads transactions from standard input, a JSON list a line.

    python sql_process.py FILE KEYFILE

Answers each with a line of JSON: {"rows": [[...], ...]} of the last statement, or {"error": "..."}.
"""

import json
import sys

import sqlcipher3.dbapi2 as sqlcipher


def main(path: str, key_file: str) -> None:
    with open(key_file, encoding="ascii") as file:
        key = file.read().strip()
    connection = sqlcipher.connect(path, isolation_level=None, timeout=20)
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")
    connection.execute("PRAGMA foreign_keys = ON")
    for line in sys.stdin:
        rows = []
        try:
            for statement in json.loads(line):
                rows = connection.execute(statement).fetchall()
            answer = {"rows": [list(row) for row in rows]}
        except sqlcipher.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, default=bytes.hex), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
