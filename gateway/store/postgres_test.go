package store_test

import (
	"testing"

	"bilgate/gateway/store/storetest"
)

func postgres(t testing.TB) string { return storetest.PostgreSQL(t) }
