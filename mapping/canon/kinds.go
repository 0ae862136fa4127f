package canon

import (
	"embed"
	"fmt"
	"sync"
)

//go:embed kinds/*.yaml
var definitions embed.FS

// kindNames are the kinds in the order in which they are shown.
var kindNames = []string{"person", "fingerprint_registration", "genomic_registration"}

var embedded = sync.OnceValue(func() []*Kind {
	var out []*Kind
	for _, name := range kindNames {
		file := "kinds/" + name + ".yaml"
		text, err := definitions.ReadFile(file)
		if err != nil {
			panic(err)
		}
		kind, err := Parse(text, file)
		if err != nil {
			panic(fmt.Sprintf("canon: the embedded kind %s is broken: %v", name, err))
		}
		out = append(out, kind)
	}
	return out
})

// Kinds returns the canonical kinds, always in the same order.
func Kinds() []*Kind { return append([]*Kind(nil), embedded()...) }

// Lookup finds a kind by its name.
func Lookup(name string) (*Kind, bool) {
	for _, k := range embedded() {
		if k.Name == name {
			return k, true
		}
	}
	return nil, false
}
