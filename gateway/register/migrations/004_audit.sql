-- +goose Up

CREATE TABLE audit_event (
    seq         {{autoid}},
    at          BIGINT NOT NULL,
    actor       TEXT   NOT NULL,
    workstation TEXT   NOT NULL,
    purpose     TEXT   NOT NULL,
    action      TEXT   NOT NULL,
    object      TEXT   NOT NULL, -- opaque reference
    decision    TEXT   NOT NULL
);

-- +goose Down
DROP TABLE audit_event;
