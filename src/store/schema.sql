-- The database of `khaldun run`, version 1; migrations.h has the later steps. docs/schema.md explains it with a picture. Written for SQLite; for PostgreSQL the build puts
-- that one's names of the types in (CMakeLists.txt). What each has of its own stands in sqlite.sql and postgres.sql.
-- Days are ISO 8601 text ("2017-05-02"), so that they sort and print as they stand. Offsets are bytes into documents.text, half-open.
-- What is unknown is NULL, never an empty text. Wall-clock time stands in `runs` alone: the rest depends on the input only.

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,              -- in the order of reading
  name TEXT NOT NULL,                  -- what its source calls it
  url TEXT,
  title_end INTEGER NOT NULL,          -- bytes of the text that are the title; 0 where none was given
  published TEXT,                      -- NULL where nobody says and the text does not tell
  published_how TEXT NOT NULL CHECK (published_how IN ('given', 'dateline', 'inferred', 'unknown')),
  digest BLOB NOT NULL UNIQUE,         -- SHA-256 of given day, title and text
  coded_by TEXT NOT NULL,              -- versions of model and lexicon that coded it
  text TEXT NOT NULL
) STRICT;
CREATE INDEX documents_coded_by ON documents (coded_by);

-- The same content met again under another name or address.
CREATE TABLE copies (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  name TEXT NOT NULL,
  url TEXT NOT NULL                    -- empty where unknown
) STRICT;

-- One real act, by all its reports; its values are the best of theirs.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,              -- the id of the report that tells it first
  report_id INTEGER NOT NULL,          -- the report that agrees best with all of them; it stands for the event
  type TEXT NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,
  day TEXT,
  last_day TEXT,
  killed INTEGER,
  injured INTEGER,
  arrested INTEGER,
  reports INTEGER NOT NULL,            -- how many
  confidence REAL NOT NULL
) STRICT;

-- One document's record of an act.
CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL,                -- "k1:…", the record's id wherever it is printed
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  event_id INTEGER REFERENCES events ON DELETE SET NULL,  -- NULL: not yet compared with others
  sentence INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  cameo TEXT NOT NULL,
  quad INTEGER NOT NULL CHECK (quad BETWEEN 1 AND 4),
  intensity REAL NOT NULL,
  goldstein REAL NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('occurred', 'planned', 'proposed', 'alleged', 'denied')),
  day TEXT,                            -- first and last day of the act, both inclusive
  last_day TEXT,
  day_text TEXT,                       -- the words that say so; NULL where the day comes from the narrative
  day_begin INTEGER,
  day_end INTEGER,
  place_text TEXT,
  place_name TEXT,
  place_country TEXT,
  place_admin1 TEXT,
  place_lat REAL,
  place_lon REAL,
  place_geonames INTEGER,
  place_begin INTEGER,
  place_end INTEGER,
  killed INTEGER,
  injured INTEGER,
  arrested INTEGER,
  said_by TEXT,
  frame TEXT NOT NULL,
  confidence REAL NOT NULL,
  retold INTEGER NOT NULL DEFAULT 0    -- 1: another report stands for its event
) STRICT;
CREATE INDEX reports_document ON reports (document_id);
CREATE INDEX reports_event ON reports (event_id, id);
-- One index a filter of `khaldun query`, each ending in the day, by which answers are sorted and mostly bounded.
CREATE INDEX reports_day ON reports (day, type, quad, status, goldstein, retold);  -- counts need nothing else
CREATE INDEX reports_type ON reports (type, day);
CREATE INDEX reports_mode ON reports (mode, day) WHERE mode IS NOT NULL;
CREATE INDEX reports_status ON reports (status, day);
CREATE INDEX reports_place ON reports (place_name, day) WHERE place_name IS NOT NULL;
CREATE INDEX reports_country ON reports (place_country, day) WHERE place_country IS NOT NULL;
CREATE INDEX reports_point ON reports (place_lat, place_lon) WHERE place_lat IS NOT NULL;
CREATE INDEX reports_confidence ON reports (confidence, day);

CREATE TABLE report_actors (
  report_id INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('source', 'target')),
  position INTEGER NOT NULL,           -- 0 is the first that the record names
  text TEXT,                           -- the article's words; NULL for an unseen doer
  name TEXT,
  actor TEXT,                          -- row of the actor tables, "usa.donald_trump"
  country TEXT,
  sector TEXT NOT NULL,
  span_begin INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  day TEXT,                            -- the report's, so that one index knows who acted when
  PRIMARY KEY (report_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_actors_country ON report_actors (role, country, day, sector);
CREATE INDEX report_actors_actor ON report_actors (role, actor, day) WHERE actor IS NOT NULL;

-- Who acted toward whom, by country: each pair of a source's and a target's country once a report. The parties to talks, an
-- agreement, cooperation or fighting (no target, two countries or more) stand in both directions; who did anything else together
-- did nothing to each other.
CREATE TABLE dyads (
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  day TEXT NOT NULL,                   -- empty for a report without a day, for a key cannot be NULL
  report_id INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  quad INTEGER NOT NULL,
  goldstein REAL NOT NULL,
  status TEXT NOT NULL,
  retold INTEGER NOT NULL DEFAULT 0,   -- as in reports
  PRIMARY KEY (source, target, day, report_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dyads_report ON dyads (report_id);
CREATE INDEX dyads_month ON dyads (substr(day, 1, 7), source, target, retold, status, goldstein, day);  -- the monthly counts, in their order

-- What a user has split: reports of these two documents never tell one event. In migrations.h as it is since version 4, by their words.
CREATE TABLE kept_apart (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  PRIMARY KEY (document_id, other_id)
) STRICT, WITHOUT ROWID;

-- The exact words that state an act, one row a telling.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  span_begin INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  quote TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_report ON evidence (report_id);

-- What could not be read, each once.
CREATE TABLE rejects (
  id INTEGER PRIMARY KEY,
  place TEXT NOT NULL,                 -- file, line or document
  reason TEXT NOT NULL
) STRICT;

-- What the server of a followed feed said of it last, so that it need not send the same again.
CREATE TABLE feeds (
  url TEXT NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL
) STRICT;

-- One row a start of `khaldun run`; one that was cut off has no end.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,               -- UTC
  ended TEXT,
  versions TEXT NOT NULL,
  options TEXT NOT NULL,               -- the command line
  stored INTEGER,                      -- documents coded and stored
  known INTEGER,                       -- met again
  rejected INTEGER
) STRICT;

-- Events that occurred, by day and by month, a row a pair of countries; an event told by several reports counts once.
CREATE VIEW dyad_day AS
  SELECT day, source, target, count(*) AS events,
         count(*) FILTER (WHERE quad = 1) AS verbal_cooperation, count(*) FILTER (WHERE quad = 2) AS material_cooperation,
         count(*) FILTER (WHERE quad = 3) AS verbal_conflict, count(*) FILTER (WHERE quad = 4) AS material_conflict, avg(goldstein) AS goldstein
  FROM dyads WHERE status = 'occurred' AND retold = 0 AND day <> ''
  GROUP BY source, target, day;
CREATE VIEW dyad_month AS
  SELECT substr(day, 1, 7) AS month, source, target, count(*) AS events,
         count(*) FILTER (WHERE quad = 1) AS verbal_cooperation, count(*) FILTER (WHERE quad = 2) AS material_cooperation,
         count(*) FILTER (WHERE quad = 3) AS verbal_conflict, count(*) FILTER (WHERE quad = 4) AS material_conflict, avg(goldstein) AS goldstein
  FROM dyads WHERE status = 'occurred' AND retold = 0 AND day <> ''
  GROUP BY source, target, substr(day, 1, 7);

-- The same for each actor: what a country's sector did and what was done to it. In migrations.h as it is since version 3.
CREATE VIEW actor_day AS
  SELECT a.day, a.country, a.sector, a.role, count(DISTINCT r.id) AS events, avg(r.goldstein) AS goldstein
  FROM report_actors a JOIN reports r ON r.id = a.report_id
  WHERE a.day IS NOT NULL AND r.status = 'occurred' AND r.retold = 0
  GROUP BY a.role, a.country, a.day, a.sector;

-- Events by month, kind and status.
CREATE VIEW quad_counts AS
  SELECT substr(day, 1, 7) AS month, quad, status, count(*) AS events
  FROM reports WHERE day IS NOT NULL AND retold = 0
  GROUP BY substr(day, 1, 7), quad, status;
