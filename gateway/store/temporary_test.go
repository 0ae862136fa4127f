package store_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"bilgate/gateway/store"
)

func TestTemporary(t *testing.T) {
	for _, err := range []error{
		driver.ErrBadConn, sql.ErrConnDone, io.ErrUnexpectedEOF, context.DeadlineExceeded,
		&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}, &net.DNSError{IsNotFound: true},
		state("40001"), state("40P01"), state("57P01"), state("57P03"), state("08006"), state("53300"), state("25006"),
	} {
		if !store.Temporary(fmt.Errorf("apply: %w", err)) {
			t.Errorf("%v is not temporary", err)
		}
	}
	for _, err := range []error{
		nil, context.Canceled, errors.Join(context.Canceled, driver.ErrBadConn), sql.ErrNoRows, errors.New("other"), noFile(), state("23505"), state("42601"), state("57014"), state(""),
	} {
		if store.Temporary(err) {
			t.Errorf("%v is temporary", err)
		}
	}
}

func state(code string) error { return &pgconn.PgError{Code: code} }

func noFile() error {
	_, err := os.Open("no such file")
	return err
}

func TestALockedSQLiteDatabaseIsTemporary(t *testing.T) {
	path := t.TempDir() + "/test.db"
	db := open(t, path)
	other, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	err = db.Do(t.Context(), func(*store.Tx) error {
		tx, err := other.Begin()
		if err == nil {
			tx.Rollback()
		}
		return err
	})
	if !store.Temporary(err) {
		t.Errorf("got %v, want a temporary error", err)
	}
}

func TestAServerThatIsNotThereIsTemporary(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	_, err = store.Open(t.Context(), "postgres://u:hidden@"+l.Addr().String()+"/d?sslmode=disable", tables)
	if !store.Temporary(err) {
		t.Errorf("got %v, want a temporary error", err)
	}
}

// A server that ends the session in the middle, as it does when it is stopped.
func TestASessionThatTheServerEndsIsTemporary(t *testing.T) {
	url := postgres(t)
	db := open(t, url)
	admin, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close(context.Background())
	err = db.Do(t.Context(), func(tx *store.Tx) error {
		var pid int
		if err := tx.QueryRow(t.Context(), `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
			return err
		}
		if _, err := admin.Exec(t.Context(), `SELECT pg_terminate_backend($1)`, pid); err != nil {
			t.Error(err)
		}
		return exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, 'a')`)(tx)
	})
	if !store.Temporary(err) {
		t.Errorf("got %v, want a temporary error", err)
	}
	if n := count(t, db, "things"); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
}

// Two transactions that take two rows in opposite order: the server ends one of them.
func TestADeadlockIsTemporary(t *testing.T) {
	url := postgres(t)
	db := open(t, url)
	do(t, db, exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, ''), (2, '')`))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	touch := func(tx *store.Tx, id int) error {
		return exec(ctx, `UPDATE things SET name = 'x' WHERE id = ?`, id)(tx)
	}
	one, two, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1) // each row is held before either asks for the other
	go func() {
		ended <- db.Do(ctx, func(tx *store.Tx) error {
			err := touch(tx, 2)
			close(two)
			<-one
			return errors.Join(err, touch(tx, 1))
		})
	}()
	err := db.Do(ctx, func(tx *store.Tx) error {
		err := touch(tx, 1)
		close(one)
		<-two
		return errors.Join(err, touch(tx, 2))
	})
	other := <-ended
	if (err == nil) == (other == nil) || !store.Temporary(errors.Join(err, other)) {
		t.Errorf("got %v and %v, want one temporary error", err, other)
	}
}
