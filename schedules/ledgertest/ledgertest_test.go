package ledgertest

import (
	"testing"

	"bilgate/schedules"
)

func TestMemory(t *testing.T) {
	Run(t, func(*testing.T) schedules.Ledger { return new(schedules.Memory) })
}
