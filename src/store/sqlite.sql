-- What SQLite has of its own in the schema; see schema.sql.

CREATE UNIQUE INDEX copies_once ON copies (document_id, name, url);
CREATE UNIQUE INDEX rejects_once ON rejects (place, reason);
CREATE UNIQUE INDEX feeds_once ON feeds (url);
CREATE INDEX documents_url ON documents (url) WHERE url IS NOT NULL;
CREATE INDEX copies_url ON copies (url);

CREATE TRIGGER reports_retold AFTER UPDATE OF retold ON reports WHEN new.retold <> old.retold BEGIN
  UPDATE dyads SET retold = new.retold WHERE report_id = new.id;
END;

-- Full-text search: ... WHERE documents_text MATCH 'grain corridor'; rowid is documents.id, for quotes evidence.id.
CREATE VIRTUAL TABLE documents_text USING fts5(text, content='documents', content_rowid='id', tokenize='porter unicode61');
CREATE TRIGGER documents_put AFTER INSERT ON documents BEGIN
  INSERT INTO documents_text (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER documents_gone AFTER DELETE ON documents BEGIN
  INSERT INTO documents_text (documents_text, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE VIRTUAL TABLE evidence_quote USING fts5(quote, content='evidence', content_rowid='id', tokenize='porter unicode61');
CREATE TRIGGER evidence_put AFTER INSERT ON evidence BEGIN
  INSERT INTO evidence_quote (rowid, quote) VALUES (new.id, new.quote);
END;
CREATE TRIGGER evidence_gone AFTER DELETE ON evidence BEGIN
  INSERT INTO evidence_quote (evidence_quote, rowid, quote) VALUES ('delete', old.id, old.quote);
END;
