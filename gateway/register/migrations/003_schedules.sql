-- +goose Up

CREATE TABLE slots (
    job         TEXT   NOT NULL,
    slot        BIGINT NOT NULL,
    holder      TEXT   NOT NULL,
    lease_until BIGINT NOT NULL,
    done        INTEGER NOT NULL,
    PRIMARY KEY (job, slot)
);

CREATE TABLE runs (
    id      {{autoid}},
    job     TEXT   NOT NULL,
    slot    BIGINT NOT NULL,
    run     TEXT   NOT NULL -- JSON
);
CREATE INDEX runs_job ON runs (job, slot);

CREATE TABLE differences (
    slot      BIGINT NOT NULL,
    subsystem TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    record    TEXT   NOT NULL,
    class     TEXT   NOT NULL,
    detail    TEXT   NOT NULL, -- JSON
    found_at  BIGINT NOT NULL,
    PRIMARY KEY (slot, subsystem, kind, record)
);

-- +goose Down
DROP TABLE slots;
