package mapping

import (
	"testing"
	"testing/fstest"
)

// BenchmarkEdit is what an editor costs for each change of a mapping.
func BenchmarkEdit(b *testing.B) {
	files := fstest.MapFS{"mapping.yaml": {Data: []byte(inmateMapping)}, "sex.csv": {Data: []byte(sexList)}, "citizenship.csv": {Data: []byte(countryList)}}
	k := kind(b, "person")
	for b.Loop() {
		Edit(Source{files, "mapping.yaml"}, inmateSchema(), k, "test 1")
	}
}
