package der

import (
	"bytes"
	"errors"
	"testing"
)

// FuzzParse: no panic; every error is a fault inside the input; an element is a view
// of the input; what is encoded again by the distinguished rules departs no more, and
// is the same when it is encoded once more.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"30 80 24 80 04 01 AA 0000 0000", "31 06 02 01 05 02 01 04", "7F 61 03 02 01 05", "30 03 06 01 2A"} {
		f.Add(octets(f, text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := Parse(data)
		var bad *Fault
		if err != nil {
			if !errors.As(err, &bad) || bad.Offset < 0 || bad.Offset > len(data) || bad.Rule == "" {
				t.Fatalf("refused without a place: %v", err)
			}
			return
		}
		if !bytes.HasPrefix(data, e.Raw) || e.End() > len(data) || e.ContentOffset()+len(e.Content) > e.End() {
			t.Fatalf("no view: %+v", e)
		}
		Departures(e)
		readAll(e)
		if e.Raw[0]&0x1F != 0x1F && e.Constructed && e.Tag != OctetString {
			checkCanonical(t, e)
		}
	})
}

// readAll reads the element as every type.
func readAll(e Element) {
	_, _ = e.Int()
	_, _ = e.OID()
	_, _ = e.Bits()
	_, _ = e.Octets()
	_, _ = e.Time()
	_, _ = e.Text()
}

func checkCanonical(t *testing.T, e Element) {
	once, err := Canonical(e, e.Raw[0])
	if err != nil {
		return
	}
	again, err := ParseWhole(once)
	if err != nil {
		t.Fatalf("what was encoded cannot be read: %v", err)
	}
	twice, err := Canonical(again, once[0])
	if err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("%x is encoded again as %x", once, twice)
	}
}

// BenchmarkParse walks a message of nested elements with their departures.
func BenchmarkParse(b *testing.B) {
	leaf := Encode([]byte{0x04}, make([]byte, 200))
	list := bytes.Repeat(Encode([]byte{0x30}, bytes.Repeat(leaf, 5)), 100)
	data := Encode([]byte{0x30}, list)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		e, err := Parse(data)
		if err != nil || len(Departures(e)) != 0 {
			b.Fatal(err)
		}
	}
}
