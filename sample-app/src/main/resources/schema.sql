-- Runs whenever an instance starts, also while others run. A statement ends with ;; because that of a trigger has ; inside.

CREATE TABLE IF NOT EXISTS entry (
	id INTEGER PRIMARY KEY,
	description TEXT NOT NULL,
	cents INTEGER NOT NULL,
	added_by TEXT NOT NULL,
	added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
);;

CREATE TABLE IF NOT EXISTS settlement (
	entry_id INTEGER PRIMARY KEY REFERENCES entry,
	token INTEGER NOT NULL,
	instance TEXT NOT NULL,
	settled TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
);;

-- When settlements ran, in milliseconds: one that has no end is running, or was killed.
CREATE TABLE IF NOT EXISTS run (
	id INTEGER PRIMARY KEY,
	token INTEGER NOT NULL,
	instance TEXT NOT NULL,
	started INTEGER NOT NULL,
	ended INTEGER
);;

CREATE INDEX IF NOT EXISTS run_of_term ON run (token, started);;

-- The newest fencing token that each role has written with.
CREATE TABLE IF NOT EXISTS fence (
	role TEXT PRIMARY KEY,
	token INTEGER NOT NULL
);;

INSERT OR IGNORE INTO fence (role, token) VALUES ('leader', 0);;

-- A leader that does not know yet that it has been replaced comes with an older token: nothing it writes gets in.
CREATE TRIGGER IF NOT EXISTS fence_settlement BEFORE INSERT ON settlement
BEGIN
	SELECT RAISE(ABORT, 'stale fencing token: the ledger has seen a newer one')
		FROM fence WHERE role = 'leader' AND NEW.token < token;
	UPDATE fence SET token = NEW.token WHERE role = 'leader' AND NEW.token > token;
END;;
