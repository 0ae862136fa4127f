package main

import (
	"os"
	"runtime/debug"
)

// A pipe's buffers are bounded, so that its live memory is small beside what a process may hold. Collecting
// garbage half as often spares it a tenth of its CPU; the limit keeps large records from making use of that.
const (
	pipeGarbage = 200       // per cent, as in GOGC
	pipeMemory  = 120 << 20 // bytes, as in GOMEMLIMIT
)

// tunePipe sets the collector of a process that pipes, unless its surroundings do.
func tunePipe() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(pipeGarbage)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(pipeMemory)
	}
}
