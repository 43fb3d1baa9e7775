-- The tables of schema version 1, as SQLite keeps them. Never changed: older libraries look like this.
CREATE TABLE yaodian_schema (
    version INTEGER NOT NULL,
    identity VARCHAR NOT NULL,
    PRIMARY KEY (version)
);
CREATE TABLE documents (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    scope VARCHAR NOT NULL,
    sha256 VARCHAR,
    current INTEGER,
    removed BOOLEAN NOT NULL,
    UNIQUE (sha256, scope),
    CONSTRAINT documents_current FOREIGN KEY(current) REFERENCES versions (id)
);
CREATE TABLE changes (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL,
    version INTEGER NOT NULL,
    operation VARCHAR NOT NULL
);
CREATE TABLE profile (
    id INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE paths (
    id INTEGER NOT NULL,
    scope VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (scope, path),
    FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE INDEX ix_paths_document ON paths (document);
CREATE TABLE versions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    year INTEGER,
    kind VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    issued VARCHAR NOT NULL,
    addressees VARCHAR NOT NULL,
    parser INTEGER NOT NULL,
    created_at VARCHAR NOT NULL,
    content TEXT NOT NULL,
    original BLOB NOT NULL,
    UNIQUE (document, number),
    FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE TABLE corrections (
    document INTEGER NOT NULL,
    title VARCHAR,
    year INTEGER,
    kind VARCHAR,
    unit VARCHAR,
    PRIMARY KEY (document),
    FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE TABLE items (
    version INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    address VARCHAR NOT NULL,
    level INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    tense VARCHAR NOT NULL,
    headings JSON NOT NULL,
    page INTEGER,
    cells JSON NOT NULL,
    turns JSON NOT NULL,
    PRIMARY KEY (version, ordinal),
    FOREIGN KEY(version) REFERENCES versions (id) ON DELETE CASCADE
);
CREATE TABLE passages (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    item INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    FOREIGN KEY(version, item) REFERENCES items (version, ordinal) ON DELETE CASCADE
);
CREATE INDEX passages_item ON passages (version, item);
CREATE TABLE vectors (
    passage INTEGER NOT NULL,
    model VARCHAR NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (passage, model),
    FOREIGN KEY(passage) REFERENCES passages (id) ON DELETE CASCADE
);
