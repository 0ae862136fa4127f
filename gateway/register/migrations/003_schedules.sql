-- +goose Up

CREATE TABLE slots (
    job          TEXT    NOT NULL,
    slot         BIGINT  NOT NULL,
    first_cause  TEXT    NOT NULL, -- timetable | manual | catch-up
    holder       TEXT    NOT NULL, -- '': nobody, a failed slot waits
    attempt      INTEGER NOT NULL,
    started      BIGINT  NOT NULL,
    lease_until  BIGINT  NOT NULL,
    closed       INTEGER NOT NULL,
    PRIMARY KEY (job, slot)
);

-- Appended, never changed.
CREATE TABLE runs (
    id  {{autoid}},
    job TEXT NOT NULL,
    run TEXT NOT NULL -- JSON
);
CREATE INDEX runs_job ON runs (job, id);

-- What reconciliation found, a slot and subsystem.
CREATE TABLE reconciled (
    slot      BIGINT NOT NULL,
    subsystem TEXT   NOT NULL,
    counts    TEXT   NOT NULL, -- JSON
    PRIMARY KEY (slot, subsystem)
);
CREATE TABLE differences (
    slot      BIGINT NOT NULL,
    subsystem TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    record    TEXT   NOT NULL,
    class     TEXT   NOT NULL,
    detail    TEXT   NOT NULL, -- JSON
    PRIMARY KEY (slot, subsystem, kind, record)
);

-- +goose Down
DROP TABLE slots;
