package mapping

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"
)

// listUnread notes a code list whose file cannot be read, with the file beside it that may be meant.
func (c *compiler) listUnread(at *yaml.Node, file string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		c.problem(at, "lookup.file", fmt.Sprintf("the code list %q cannot be read: %v", file, reason(err)), "name a CSV file beside the mapping, without ../ and /")
		return
	}
	present := c.listFiles(path.Dir(file))
	fix := "put the file beside the mapping"
	switch near := nearest(path.Base(file), present); {
	case near != "":
		fix = "write " + near
	case len(present) > 0 && len(present) <= maxShownFiles:
		fix += "; here are " + strings.Join(present, ", ")
	}
	c.problem(at, "lookup.file", fmt.Sprintf("there is no code list %q%s", file, didYouMean(path.Base(file), present)), fix)
}

// maxShownFiles is how many files a problem names: more are no help.
const maxShownFiles = 6

// listFiles are the CSV files of a folder of the source.
func (c *compiler) listFiles(folder string) []string {
	entries, err := fs.ReadDir(c.src.FS, folder)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ".csv" {
			out = append(out, e.Name())
		}
	}
	return out
}

// reason is an error without the path that it is about.
func reason(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}
