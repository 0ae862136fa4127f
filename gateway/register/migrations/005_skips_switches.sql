-- +goose Up

-- Parts that the mapping did not want: counted, by reason.
ALTER TABLE messages ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;

CREATE TABLE skips (
    feed   TEXT   NOT NULL,
    reason TEXT   NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (feed, reason)
);

-- Who switched a feed, by publishing or by rolling back, and when.
ALTER TABLE switches ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE switches ADD COLUMN at BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE switches DROP COLUMN at;
ALTER TABLE switches DROP COLUMN author;
DROP TABLE skips;
ALTER TABLE messages DROP COLUMN skipped;
