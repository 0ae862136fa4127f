package canon

import (
	_ "embed" // for basis.yaml
	"fmt"
	"sync"
	"time"

	"go.yaml.in/yaml/v4"
)

//go:embed basis.yaml
var basisText []byte

// PalmRule says whether the pictures of a record show palms.
type PalmRule string

const (
	PalmsRequired PalmRule = "required" // both
	PalmsAllowed  PalmRule = "allowed"
	PalmsOutside  PalmRule = "outside" // a palm is over-collection
)

// ImageRule is what a basis asks of the pictures of a record.
type ImageRule struct {
	Least   int      // at least so many pictures
	Fingers bool     // each of the ten fingers is shown, or has a status that says why not
	Palms   PalmRule // never missing in a definition
}

// Basis is what the law (order 730, p. 14–18) makes of a record of one basis: the paths that it must
// have and those that it may have. A path stands for all below it.
type Basis struct {
	Name     string
	Labels   map[Lang]string
	Source   string
	Required []string
	Allowed  []string // with Required and what every basis allows
	Images   ImageRule

	permits map[string]bool // Required and Allowed
}

type basisFile struct {
	Kind   string
	Always []string
	Bases  []struct {
		Basis, Source     string
		Required, Allowed []string
		Images            ImageRule
	}
}

var bases = sync.OnceValue(func() map[string]*Basis {
	var file basisFile
	if err := yaml.Unmarshal(basisText, &file); err != nil {
		panic(fmt.Sprintf("canon: basis.yaml: %v", err))
	}
	codes, _ := Codes("basis")
	out := map[string]*Basis{}
	for _, b := range file.Bases {
		basis := &Basis{
			Name: b.Basis, Source: b.Source, Required: b.Required, Images: b.Images,
			Allowed: append(append([]string(nil), file.Always...), b.Allowed...),
			Labels:  map[Lang]string{}, permits: map[string]bool{},
		}
		for _, lang := range Langs {
			basis.Labels[lang] = codes.Label(b.Basis, lang, time.Time{})
		}
		for _, path := range append(basis.Allowed, basis.Required...) {
			basis.permits[path] = true
		}
		out[file.Kind+"/"+b.Basis] = basis
	}
	return out
})

// BasisOf finds what the law makes of a basis of a kind.
func BasisOf(kind, basis string) (*Basis, bool) {
	b, ok := bases()[kind+"/"+basis]
	return b, ok
}
