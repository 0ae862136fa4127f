// Package storetest gives a test an empty database of its own on each kind that bilgate runs on.
package storetest

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Everywhere runs a test on SQLite, and on PostgreSQL where BILGATE_TEST_POSTGRES holds a server's URL.
func Everywhere(t *testing.T, test func(t *testing.T, url string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgresql", func(t *testing.T) { test(t, PostgreSQL(t)) })
}

// SQLite names a database file that ends with the test.
func SQLite(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "test.db") }

// PostgreSQL makes a database that ends with the test, or skips it where there is no server.
func PostgreSQL(t testing.TB) string {
	t.Helper()
	server := os.Getenv("BILGATE_TEST_POSTGRES")
	if server == "" {
		t.Skip("BILGATE_TEST_POSTGRES holds no URL of a PostgreSQL server")
	}
	name := "bilgate_test_" + strings.ToLower(rand.Text())
	onServer(t, server, "CREATE DATABASE "+name)
	t.Cleanup(func() { onServer(t, server, "DROP DATABASE "+name+" WITH (FORCE)") })
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func onServer(t testing.TB, server, statement string) {
	t.Helper()
	ctx := context.Background() // the test's own has ended when the database is dropped
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
}
