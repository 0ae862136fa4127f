package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// ErrNewer is returned by Open for a database that a later release has migrated.
var ErrNewer = errors.New("the database was migrated by a later release: run that release, or name another database")

// words are what the placeholders of a migration become.
var words = map[Dialect]*strings.Replacer{
	SQLite: strings.NewReplacer(
		"{{blob}}", "BLOB",
		"{{bytewise}}", "COLLATE BINARY",
		"{{autoid}}", "INTEGER PRIMARY KEY AUTOINCREMENT",
	),
	PostgreSQL: strings.NewReplacer(
		"{{blob}}", "BYTEA",
		"{{bytewise}}", `COLLATE "C"`,
		"{{autoid}}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
	),
}

// migrate applies the files NNN_name.sql of migrations, in the notation of goose, each in its own
// transaction. {{blob}} stands for the type of bytes, {{bytewise}} for a text's order by bytes, and {{autoid}} for a 64-bit primary key that
// grows by itself. Processes that start together on PostgreSQL take turns.
func (db *DB) migrate(ctx context.Context, migrations fs.FS) error {
	opts := []goose.ProviderOption{goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true)}
	dialect := goose.DialectSQLite3
	if db.dialect == PostgreSQL {
		dialect = goose.DialectPostgres
		turns, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120)) // every second, two minutes
		if err != nil {
			return err
		}
		opts = append(opts, goose.WithSessionLocker(turns))
	}
	p, err := goose.NewProvider(dialect, db.write, worded{migrations, words[db.dialect]}, opts...)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	have, known, err := p.GetVersions(ctx)
	if err == nil && have > known {
		err = fmt.Errorf("migration %d, this release knows %d: %w", have, known, ErrNewer)
	}
	return err
}

// worded is a file system whose files have their placeholders replaced.
type worded struct {
	fs.FS
	words *strings.Replacer
}

// Open returns the file in the dialect's words.
func (w worded) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return f, err
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return &wordedFile{strings.NewReader(w.words.Replace(string(text))), info}, nil
}

type wordedFile struct {
	*strings.Reader
	info fs.FileInfo
}

// Stat describes the replaced text.
func (f *wordedFile) Stat() (fs.FileInfo, error) { return wordedInfo{f.info, f.Reader.Size()}, nil }

// Close does nothing: the text is in memory.
func (f *wordedFile) Close() error { return nil }

type wordedInfo struct {
	fs.FileInfo
	size int64
}

// Size is that of the replaced text, in bytes.
func (i wordedInfo) Size() int64 { return i.size }

// Sys is nil: there is no file below.
func (i wordedInfo) Sys() any { return nil }
