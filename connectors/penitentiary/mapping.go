package penitentiary

import (
	"embed"
	"io/fs"

	"bilgate/connectors"
)

//go:embed mapping
var mappings embed.FS

// mappingOf is the folder of a feed's mapping file and code lists, with the fragments that the feeds share.
func mappingOf(feed string) fs.FS {
	return connectors.WithShared(folder(feed), folder(connectors.SharedFolder))
}

func folder(name string) fs.FS {
	out, err := fs.Sub(mappings, "mapping/"+name)
	if err != nil {
		panic(err)
	}
	return out
}
