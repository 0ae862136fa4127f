package canon

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

// Parse reads a kind's definition. It reports every fault of the definition at once, each as
// "file:line:column: what is wrong and what to do"; errors.Join holds them together.
func Parse(text []byte, file string) (*Kind, error) {
	return parse(text, &parser{file: file, shared: sharedFields(), lists: Codes})
}

func parse(text []byte, p *parser) (*Kind, error) {
	kind := p.kind(text)
	if err := errors.Join(p.faults...); err != nil {
		return nil, err
	}
	kind.finish()
	return kind, nil
}

// sharedFields are the groups that a definition takes with "include".
var sharedFields = sync.OnceValue(func() map[string]*yaml.Node {
	text, err := definitions.ReadFile("kinds/shared.yaml")
	if err != nil {
		panic(err)
	}
	out, err := groupsIn(text, "kinds/shared.yaml")
	if err != nil {
		panic("canon: " + err.Error())
	}
	return out
})

func groupsIn(text []byte, file string) (map[string]*yaml.Node, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	p := &parser{file: file}
	if len(document.Content) == 0 {
		return nil, fmt.Errorf("%s:1:1: the file is empty", file)
	}
	out := map[string]*yaml.Node{}
	if list := p.members(document.Content[0], "fields")["fields"]; list != nil {
		for _, n := range list.Content {
			out[member(n, "name").Value] = n
		}
	}
	return out, errors.Join(p.faults...)
}

// member is the value of a key in a mapping, an empty node if it has none.
func member(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return &yaml.Node{}
}

// parser walks the nodes of one definition and collects its faults.
type parser struct {
	file   string
	shared map[string]*yaml.Node
	lists  listsNamed
	faults []error
}

func (p *parser) fault(n *yaml.Node, format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf("%s:%d:%d: %s", p.file, n.Line, n.Column, fmt.Sprintf(format, args...)))
}

func (p *parser) kind(text []byte) *Kind {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		p.faults = append(p.faults, fmt.Errorf("%s: %w", p.file, err))
		return nil
	}
	if len(document.Content) == 0 {
		p.faults = append(p.faults, fmt.Errorf("%s:1:1: the definition is empty", p.file))
		return nil
	}
	root := document.Content[0]
	k := &Kind{}
	m := p.members(root, "kind", "version", "labels", "feeds", "fields")
	p.name(m, root, "kind", &k.Name)
	p.decode(m["version"], &k.Version)
	if k.Version < 1 {
		p.fault(at(m["version"], root), "version is missing or less than 1")
	}
	k.Labels = p.labels(m["labels"], root)
	p.decode(m["feeds"], &k.Feeds)
	k.Fields = p.fields(m["fields"], root, scope{})
	return k
}

// members reads a mapping; an unknown or repeated key is a fault.
func (p *parser) members(n *yaml.Node, known ...string) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	if n.Kind != yaml.MappingNode {
		p.fault(n, "a mapping is expected here")
		return out
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case !slices.Contains(known, key.Value):
			p.fault(key, "unknown key %q; known here: %s", key.Value, strings.Join(known, ", "))
		case out[key.Value] != nil:
			p.fault(key, "key %q stands here twice", key.Value)
		default:
			out[key.Value] = resolved(n.Content[i+1])
		}
	}
	return out
}

func resolved(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func (p *parser) decode(n *yaml.Node, into any) {
	if n == nil {
		return
	}
	if err := n.Decode(into); err != nil {
		p.fault(n, "the value has the wrong type")
	}
}

// at is the place of a member, or of its owner when the member is missing.
func at(n, owner *yaml.Node) *yaml.Node {
	if n == nil {
		return owner
	}
	return n
}
