package gateway_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// TestSimulation runs agencies, two gateway processes and both subsystems through random trouble, seed by
// seed, and then holds the register against a model. BILGATE_SEEDS says how many seeds (5), BILGATE_SEED
// from which one on (1).
func TestSimulation(t *testing.T) {
	if !virtualLocks {
		t.Skip("run with -tags synctests: without it a rebalance that meets a commit can stand still for ever in virtual time")
	}
	from, n := setting(t, "BILGATE_SEED", 1), setting(t, "BILGATE_SEEDS", 5)
	for seed := from; seed < from+n; seed++ {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			inBubble(t, func(t *testing.T, h *house) {
				w := newWorld(t, h, uint64(seed))
				for range 40 {
					w.step()
				}
				w.heal()
				w.judge()
			})
		})
	}
}

func setting(t *testing.T, name string, otherwise int) int {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is no number from 1 on", name)
	}
	return n
}
