-- +goose Up

-- Where the register's readers go on. Set only with the row's old value at hand, in the transaction
-- that did the work (I2, I3).
CREATE TABLE consumed (
    topic TEXT    NOT NULL,
    part  INTEGER NOT NULL,
    next  BIGINT  NOT NULL,
    PRIMARY KEY (topic, part)
);

-- The topics that the offsets above belong to.
CREATE TABLE topics (
    name       TEXT PRIMARY KEY,
    id         TEXT    NOT NULL,
    partitions INTEGER NOT NULL
);

CREATE TABLE receipts (
    feed    TEXT NOT NULL,
    batch   TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    receipt TEXT NOT NULL,
    PRIMARY KEY (feed, batch)
);

-- One row a part of a message: what became of it.
CREATE TABLE inbox (
    feed       TEXT    NOT NULL,
    message    TEXT    NOT NULL, -- opaque
    part       INTEGER NOT NULL,
    parts      INTEGER NOT NULL,
    sha256     TEXT    NOT NULL, -- of the message's plain bytes, keyed
    raw_part   INTEGER NOT NULL, -- first place on raw
    raw_offset BIGINT  NOT NULL,
    seen       BIGINT  NOT NULL, -- raw offset of the record that the outcome came from
    outcome    TEXT    NOT NULL,
    code       TEXT    NOT NULL,
    mapping    TEXT    NOT NULL,
    record     TEXT    NOT NULL,
    version    BIGINT  NOT NULL,
    PRIMARY KEY (feed, message, part)
);

-- One row a raw record that is no replay, with the outcomes of its parts: the books.
CREATE TABLE messages (
    feed       TEXT    NOT NULL,
    raw_part   INTEGER NOT NULL,
    raw_offset BIGINT  NOT NULL,
    message    TEXT    NOT NULL,
    parts      INTEGER NOT NULL,
    duplicate  INTEGER NOT NULL,
    rejected   INTEGER NOT NULL,
    registered INTEGER NOT NULL,
    unchanged  INTEGER NOT NULL,
    PRIMARY KEY (feed, raw_part, raw_offset)
);

-- Raw records that are replays: never counted as received.
CREATE TABLE replays (
    feed       TEXT    NOT NULL,
    raw_part   INTEGER NOT NULL,
    raw_offset BIGINT  NOT NULL,
    PRIMARY KEY (feed, raw_part, raw_offset)
);

-- Parts of raw records that repeat an earlier message: counted once, however often they are seen.
CREATE TABLE repeats (
    feed       TEXT    NOT NULL,
    raw_part   INTEGER NOT NULL,
    raw_offset BIGINT  NOT NULL,
    part       INTEGER NOT NULL,
    PRIMARY KEY (feed, raw_part, raw_offset, part)
);

-- Raw records of rejected messages as they stood, values sealed, for replay: one a message.
CREATE TABLE kept (
    feed       TEXT    NOT NULL,
    raw_part   INTEGER NOT NULL, -- first place on raw
    raw_offset BIGINT  NOT NULL,
    raw_key    TEXT    NOT NULL,
    raw        {{blob}} NOT NULL,
    PRIMARY KEY (feed, raw_part, raw_offset)
);

CREATE TABLE rejects (
    feed       TEXT    NOT NULL,
    raw_part   INTEGER NOT NULL, -- first place on raw
    raw_offset BIGINT  NOT NULL,
    part       INTEGER NOT NULL,
    parts      INTEGER NOT NULL,
    message    TEXT    NOT NULL,
    seq        INTEGER NOT NULL, -- in its batch
    agency_id  {{blob}} NOT NULL, -- the agency's message id, sealed
    errors     TEXT    NOT NULL,
    mapping    TEXT    NOT NULL,
    state      TEXT    NOT NULL, -- open | mended
    at         BIGINT  NOT NULL,
    PRIMARY KEY (feed, raw_part, raw_offset, part)
);
CREATE INDEX rejects_message ON rejects (feed, message);
CREATE INDEX rejects_open ON rejects (feed, raw_part, raw_offset, part) WHERE state = 'open';

CREATE TABLE records (
    id          TEXT PRIMARY KEY,
    kind        TEXT   NOT NULL,
    feed        TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    op          TEXT   NOT NULL,
    current     BIGINT NOT NULL, -- version
    last        BIGINT NOT NULL, -- highest version given
    order_major BIGINT NOT NULL,
    order_minor BIGINT NOT NULL,
    content     TEXT   NOT NULL
);

CREATE INDEX records_kind ON records (kind, id);

-- Every version for ever (I6).
CREATE TABLE versions (
    record        TEXT    NOT NULL,
    version       BIGINT  NOT NULL,
    op            TEXT    NOT NULL,
    state         TEXT    NOT NULL, -- current | superseded
    order_major   BIGINT  NOT NULL,
    order_minor   BIGINT  NOT NULL,
    content       TEXT    NOT NULL,
    body          {{blob}} NOT NULL, -- the canonical record, sealed
    feed          TEXT    NOT NULL,
    message       TEXT    NOT NULL,
    part          INTEGER NOT NULL,
    mapping       TEXT    NOT NULL,
    received_at   BIGINT  NOT NULL,
    registered_at BIGINT  NOT NULL,
    superseded_at BIGINT  NOT NULL, -- 0: current
    superseded_by BIGINT  NOT NULL,
    PRIMARY KEY (record, version)
);

-- Look-up keys (keyed hashes of IIN, card number, specimen) and the versions they hold for.
CREATE TABLE keys (
    key     TEXT   NOT NULL,
    record  TEXT   NOT NULL,
    since   BIGINT NOT NULL, -- version
    until   BIGINT NOT NULL, -- version that no longer has it; 0: holds
    PRIMARY KEY (key, record, since)
);
CREATE INDEX keys_record ON keys (record, until);

CREATE TABLE deliveries (
    id          TEXT PRIMARY KEY,
    record      TEXT    {{bytewise}} NOT NULL,
    version     BIGINT  NOT NULL,
    kind        TEXT    {{bytewise}} NOT NULL,
    subject     TEXT    NOT NULL,
    subsystem   TEXT    NOT NULL,
    op          TEXT    NOT NULL,
    state       TEXT    NOT NULL, -- waiting | accepted | refused | overdue | superseded
    due         BIGINT  NOT NULL,
    lease       TEXT    NOT NULL, -- holder, '' if none
    lease_until BIGINT  NOT NULL,
    attempts    INTEGER NOT NULL,
    created     BIGINT  NOT NULL,
    ended       BIGINT  NOT NULL,
    ref         TEXT    NOT NULL,
    digest      TEXT    NOT NULL,
    reason      TEXT    NOT NULL
);
CREATE UNIQUE INDEX deliveries_record ON deliveries (record, subsystem, version);
CREATE INDEX deliveries_side ON deliveries (subsystem, kind, record, version);
CREATE INDEX deliveries_due ON deliveries (subsystem, due) WHERE state IN ('waiting', 'overdue');

-- What became of each part, in the agency's own ids; cursor is dense and in commit order within a feed.
CREATE TABLE outcomes (
    feed      TEXT    NOT NULL,
    cursor    BIGINT  NOT NULL,
    agency_id {{blob}} NOT NULL,
    part      INTEGER NOT NULL,
    parts     INTEGER NOT NULL,
    outcome   TEXT    NOT NULL,
    code      TEXT    NOT NULL,
    version   BIGINT  NOT NULL,
    at        BIGINT  NOT NULL,
    PRIMARY KEY (feed, cursor)
);
CREATE TABLE outcome_heads (
    feed TEXT PRIMARY KEY,
    next BIGINT NOT NULL
);

-- Values outside a record's basis, dropped before canonical.
CREATE TABLE overcollected (
    feed  TEXT   NOT NULL,
    field TEXT   NOT NULL,
    n     BIGINT NOT NULL,
    PRIMARY KEY (feed, field)
);

-- What this database belongs to, such as the keys that its bodies are sealed with.
CREATE TABLE identity (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- +goose Down
DROP TABLE consumed;
