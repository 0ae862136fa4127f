package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Temporary tells whether the same call may succeed later: the connection was lost, the server is
// starting or stopping, a lock or a serialization conflict was in the way, the disk was full. It is
// false for nil, for what is wrong with the statement or the data, and for a cancelled context.
func Temporary(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return false
	}
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return temporaryState(server.Code)
	}
	var embedded *sqlite.Error
	if errors.As(err, &embedded) {
		return temporaryCode(embedded.Code())
	}
	return lost(err)
}

// temporaryState reads PostgreSQL's five-character SQLSTATE (manual, appendix A).
func temporaryState(code string) bool {
	if len(code) != 5 {
		return false
	}
	switch code[:2] {
	case "08", "53": // connection exceptions; insufficient resources: connections, memory, disk
		return true
	}
	switch code {
	case "40001", "40P01", // serialization failure, deadlock
		"55P03",                            // lock not available
		"57P01", "57P02", "57P03", "57P05", // shutting down, crashed, starting up, session ended by idleness
		"25006": // read only: a standby on its way to become the primary
		return true
	}
	return false
}

// temporaryCode reads SQLite's result code; its low byte is the primary code.
func temporaryCode(code int) bool {
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_PROTOCOL:
		return true
	}
	return false
}

// lost tells whether err means that there is no connection, or that an answer did not come in time.
func lost(err error) bool {
	for _, e := range []error{driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, context.DeadlineExceeded} {
		if errors.Is(err, e) {
			return true
		}
	}
	var network *net.OpError
	var name *net.DNSError
	return errors.As(err, &network) || errors.As(err, &name) || pgconn.SafeToRetry(err)
}
