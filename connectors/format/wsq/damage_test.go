package wsq

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// damageSubjects is what the damage tests break: an image made here, and the
// reference image when it is present.
func damageSubjects(t *testing.T, test func(t *testing.T, data []byte)) {
	t.Run("made", func(t *testing.T) { test(t, smallImage()) })
	t.Run("sample", func(t *testing.T) { test(t, readSample(t, "wsq", "jnbis-sample.wsq")) })
}

func TestSmallImageDecodes(t *testing.T) {
	if _, err := Decode(smallImage(), Options{}); err != nil {
		t.Fatal(err)
	}
}

// An image that ends anywhere before EOI is refused.
func TestCutsAreRefused(t *testing.T) {
	damageSubjects(t, func(t *testing.T, data []byte) {
		random := rand.New(rand.NewPCG(2, 3))
		for range 500 {
			n := random.IntN(len(data))
			_, err := Decode(data[:n:n], Options{})
			if e := (*Error)(nil); !errors.As(err, &e) || e.Offset > n {
				t.Fatalf("cut at %d: %v", n, err)
			}
			_, _ = DecodeHeader(data[:n:n])
		}
	})
}

// A changed byte gives another picture or a typed error.
func TestFlipsNeverPanic(t *testing.T) {
	damageSubjects(t, func(t *testing.T, data []byte) {
		random := rand.New(rand.NewPCG(4, 5))
		refused := 0
		for range 500 {
			broken := slices.Clone(data)
			broken[random.IntN(len(data))] ^= byte(1 + random.IntN(255))
			picture, err := Decode(broken, Options{MaxPixels: 1 << 20})
			if e := (*Error)(nil); (picture == nil) != errors.As(err, &e) {
				t.Fatalf("picture %v, error %v", picture != nil, err)
			}
			if err != nil {
				refused++
			}
		}
		if refused == 0 {
			t.Error("no flip was noticed")
		}
	})
}

// memory is the bytes that a decode of data allocates in all.
func memory(data []byte) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _ = Decode(data, Options{})
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// tinyTables is a DHT segment that defines one table 3,000 times.
func tinyTables() part {
	table := append([]byte{0, 1}, make([]byte, 16)...)
	return piece(markerDHT, bytes.Repeat(table, 3000)...)
}

func TestMemoryOfManyTables(t *testing.T) {
	data := file(transform97(), quantisation(), frame(1645, 1645), tinyTables(), tinyTables(), block())
	if got, want := memory(data), uint64(64*len(data)+16<<20); got > want {
		t.Errorf("%d bytes allocated, budget %d", got, want)
	}
}

// The largest image that a few bytes may state stays in the budget.
func TestMemoryStaysInBudget(t *testing.T) {
	for _, size := range [][2]int{{1645, 1645}, {40000, 64}, {64, 40000}, {65535, 48}, {48, 65535}, {16000, 1000}, {65535, 65535}} {
		data := flat(size[0], size[1])
		if got, want := memory(data), uint64(64*len(data)+16<<20); got > want {
			t.Errorf("%d x %d: %d bytes allocated, budget %d", size[0], size[1], got, want)
		}
	}
}
