-- What PostgreSQL has of its own in the schema; see schema.sql.

-- By their digests: an index holds no text of more than 2,700 bytes.
CREATE UNIQUE INDEX copies_once ON copies (document_id, md5(name), md5(url));
CREATE UNIQUE INDEX rejects_once ON rejects (md5(place), md5(reason));
CREATE UNIQUE INDEX feeds_once ON feeds (md5(url));
CREATE INDEX documents_url ON documents USING hash (url) WHERE url IS NOT NULL;
CREATE INDEX copies_url ON copies USING hash (url);
CREATE INDEX rejects_place ON rejects USING hash (place);

-- Days are many: with few samples the planner does not know how many a month has.
ALTER TABLE reports ALTER COLUMN day SET STATISTICS 1000;
ALTER TABLE report_actors ALTER COLUMN day SET STATISTICS 1000;
ALTER TABLE dyads ALTER COLUMN day SET STATISTICS 1000;

CREATE FUNCTION reports_retold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE dyads SET retold = new.retold WHERE report_id = new.id;
  RETURN NULL;
END $$;
CREATE TRIGGER reports_retold AFTER UPDATE OF retold ON reports
  FOR EACH ROW WHEN (new.retold <> old.retold) EXECUTE FUNCTION reports_retold();

-- Full-text search as SQLite's: words without their accents, stemmed by Porter's rules, none left out as too common.
-- ... WHERE search_words(text) @@ plainto_tsquery('search', 'grain corridor')
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE TEXT SEARCH DICTIONARY search_porter (TEMPLATE = snowball, LANGUAGE = porter);
CREATE TEXT SEARCH CONFIGURATION search (COPY = simple);
DO $$
DECLARE home text := (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'unaccent');  -- where it has been put before
BEGIN
  EXECUTE 'ALTER TEXT SEARCH CONFIGURATION search ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, '
    'hword_part, hword_numpart WITH ' || home || '.unaccent, search_porter';
END $$;
-- Marks inside a word part it: else "U.S." would be a host, "and/or" a file. The index of one text may have 1 MB, which so many characters
-- always fit; what a longer text says after them is not found. Since version 3 more marks do where the locale is C: postgres.cc.
CREATE FUNCTION search_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN to_tsvector('search'::regconfig, translate(left($1, 200000), './\@:_~&+-''#?=%', '                '));
CREATE FUNCTION search_phrase(text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN phraseto_tsquery('search'::regconfig, translate($1, './\@:_~&+-''#?=%', '                '));
CREATE INDEX documents_text ON documents USING gin (search_words(text));
CREATE INDEX evidence_quote ON evidence USING gin (search_words(quote));
