-- +goose Up

-- Published mappings, immutable.
CREATE TABLE mappings (
    hash    TEXT PRIMARY KEY,
    feed    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    version INTEGER NOT NULL,
    files   {{blob}} NOT NULL, -- JSON object: file name to text
    author  TEXT    NOT NULL,
    at      BIGINT  NOT NULL
);

-- From which raw offset on a mapping holds.
CREATE TABLE switches (
    feed        TEXT    NOT NULL,
    raw_part    INTEGER NOT NULL,
    from_offset BIGINT  NOT NULL,
    generation  BIGINT  NOT NULL,
    mapping     TEXT    NOT NULL,
    PRIMARY KEY (feed, raw_part, generation)
);

-- The generation of a feed's switches; its row is the lock between publishing and translating.
CREATE TABLE feeds (
    name       TEXT PRIMARY KEY,
    generation BIGINT NOT NULL
);

-- +goose Down
DROP TABLE mappings;
