package canon

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Definition is a kind with the code lists that it was defined with.
type Definition struct {
	Kind  *Kind
	lists listsNamed
}

// BuiltIn is the definition of one of Kinds.
func BuiltIn(k *Kind) Definition { return Definition{k, Codes} }

// ReadDefinition reads a kind's definition from a file. What lies beside it belongs to it: shared.yaml in the same
// folder, the code lists of ../codes; what does not is taken from the built-in ones. The error is as Parse's, or
// that of the file system.
func ReadDefinition(file string) (Definition, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return Definition{}, err
	}
	p := &parser{file: file, shared: sharedFields()}
	if p.lists, err = listsBeside(file); err != nil {
		return Definition{}, err
	}
	beside := filepath.Join(filepath.Dir(file), "shared.yaml")
	switch groups, err := os.ReadFile(beside); {
	case err == nil:
		if p.shared, err = groupsIn(groups, beside); err != nil {
			return Definition{}, err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return Definition{}, err
	}
	k, err := parse(text, p)
	return Definition{k, p.lists}, err
}

func listsBeside(file string) (listsNamed, error) {
	files, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(file)), "codes", "*.csv"))
	if err != nil {
		return nil, err
	}
	found := map[string]*CodeList{}
	for _, path := range files {
		name := filepath.Base(path[:len(path)-len(".csv")])
		if found[name], err = readCodesFile(name, path); err != nil {
			return nil, err
		}
	}
	return func(name string) (*CodeList, bool) {
		if list, ok := found[name]; ok {
			return list, true
		}
		return Codes(name)
	}, nil
}

func readCodesFile(name, path string) (*CodeList, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := readCodes(name, f)
	if err != nil {
		return nil, &fs.PathError{Op: "read code list", Path: path, Err: err}
	}
	return list, nil
}

func (d Definition) codesOf(f *Field) []string {
	list, ok := d.lists(f.Codes)
	if !ok {
		return nil
	}
	return list.Distinct()
}
