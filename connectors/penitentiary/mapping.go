package penitentiary

import (
	"embed"
	"io/fs"
)

//go:embed mapping
var mappings embed.FS

// mappingOf is the folder of a feed's mapping file and code lists.
func mappingOf(feed string) fs.FS {
	folder, err := fs.Sub(mappings, "mapping/"+feed)
	if err != nil {
		panic(err)
	}
	return folder
}
