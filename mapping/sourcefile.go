package mapping

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"go.yaml.in/yaml/v4"

	"bilgate/mapping/canon"
)

// sourceFormat is the only format of records that a source file describes.
const sourceFormat = "json"

// ParseSource reads a source file, which says what an agency's JSON records hold, in the style of a kind's
// definition:
//
//	source: penitentiary.inmate     # may be missing
//	format: json                    # may be missing
//	fields:
//	  - {name: iin, type: text, required: true}
//	  - {name: fio, type: list}                       # of texts; items: integer or boolean for others
//	  - name: documents
//	    type: list                                    # of structs
//	    fields:
//	      - {name: number, type: text}
//
// Types are text, integer, boolean, struct and list. A field may say its sensitivity, as a kind's fields do:
// without one it is that of the field around it, and personal at the top. A JSON Schema (draft 2020-12) of an object is taken
// too: properties, required and items count, what only restricts values is passed over.
//
// The columns follow the order of the file. Every problem comes at once; the schema is nil if there is one.
func ParseSource(text []byte, file string) (*arrow.Schema, Problems) {
	c := &compiler{module: newModule(newDocument(file, text))}
	var fields []arrow.Field
	if root := c.sourceRoot(text); root != nil {
		fields = c.sourceFile(root)
	}
	if len(c.problems) > 0 {
		return nil, c.problems.sorted(file)
	}
	return arrow.NewSchema(fields, nil), nil
}

// sourceRoot is the mapping that the file is, nil if it is none.
func (c *compiler) sourceRoot(text []byte) *yaml.Node {
	if bad := firstInvalid(text); bad >= 0 {
		c.add(place{strings.Count(string(text[:bad]), "\n") + 1, 1}, 2, SeverityError, "encoding", "the file is not UTF-8", "save the file as UTF-8")
		return nil
	}
	if len(text) > maxFileBytes {
		c.add(place{1, 1}, 2, SeverityError, "bound", fmt.Sprintf("the file is too long: more than %d bytes", maxFileBytes), "leave out the fields that no mapping reads")
		return nil
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		c.notYAML(err)
		return nil
	}
	if len(document.Content) == 0 {
		c.add(place{1, 1}, 2, SeverityError, "yaml", "the file is empty", "begin with fields:, and name the members of a record")
		return nil
	}
	return document.Content[0]
}

func (c *compiler) sourceFile(root *yaml.Node) []arrow.Field {
	if root.Kind == yaml.MappingNode && child(root, "properties") != nil {
		return c.schemaObject(root, 0)
	}
	m := c.members(root, "source", "format", "fields")
	if m == nil {
		return nil
	}
	if n := m["source"]; n != nil && !mappingName.MatchString(n.Value) {
		c.problem(n, "name", "a source's name is <agency>.<feed> in small letters", "write a name such as penitentiary.inmate")
	}
	if n := m["format"]; n != nil && n.Value != sourceFormat {
		c.problem(n, "source.format", fmt.Sprintf("no source file describes the format %q", n.Value), "write format: "+sourceFormat)
	}
	return c.sourceFields(m["fields"], root, 0)
}

// sourceFields reads a list of fields; owner is what has no list, or an empty one.
func (c *compiler) sourceFields(list, owner *yaml.Node, depth int) []arrow.Field {
	if list == nil || list.Kind != yaml.SequenceNode || len(list.Content) == 0 {
		c.problem(nodeOr(list, owner), "source.fields", "fields is a list of at least one field", "write fields: and below it - {name: iin, type: text}")
		return nil
	}
	var out []arrow.Field
	names := map[string]int{}
	for _, n := range list.Content {
		if f, ok := c.sourceField(n, names, depth); ok {
			out = append(out, f)
		}
	}
	return out
}

func (c *compiler) sourceField(n *yaml.Node, names map[string]int, depth int) (arrow.Field, bool) {
	m := c.members(n, "name", "type", "required", "sensitivity", "items", "fields")
	if m == nil || !c.sourceName(nodeOr(m["name"], n), m["name"], names) {
		return arrow.Field{}, false
	}
	f := arrow.Field{Name: m["name"].Value, Nullable: !c.sourceRequired(m["required"]), Metadata: c.sourceSensitivity(m["sensitivity"])}
	f.Type = c.sourceType(m, n, depth)
	return f, f.Type != nil
}

var fieldName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// sourceName says whether a name can be a field's; name is nil if there is none.
func (c *compiler) sourceName(at, name *yaml.Node, names map[string]int) bool {
	switch {
	case name == nil:
		c.problem(at, "key.missing", `the key "name" is missing`, "write {name: iin, type: text}")
	case !fieldName.MatchString(name.Value):
		c.problem(at, "name", fmt.Sprintf("%q is no name that a mapping can say: ASCII letters, digits and _", name.Value), "leave the field out: members that the file does not name are passed over")
	case names[name.Value] > 0:
		c.problem(at, "key.duplicate", fmt.Sprintf("the field %q stands here twice, first in line %d", name.Value, names[name.Value]), "remove one of the two")
	default:
		names[name.Value] = name.Line
		return true
	}
	return false
}

func (c *compiler) sourceRequired(n *yaml.Node) bool {
	if n == nil || n.Value == "false" {
		return false
	}
	if n.Value != "true" {
		c.problem(n, "yaml.kind", "required is true or false", "write required: true, or nothing")
	}
	return true
}

// sensitivityNames are the sensitivities of a source file.
var sensitivityNames = []string{string(canon.Open), string(canon.Personal), string(canon.Biometric), string(canon.Genomic)}

func (c *compiler) sourceSensitivity(n *yaml.Node) arrow.Metadata {
	switch {
	case n == nil:
		return arrow.Metadata{}
	case !slices.Contains(sensitivityNames, n.Value):
		c.problem(n, "source.sensitivity", fmt.Sprintf("there is no sensitivity %q%s", n.Value, didYouMean(n.Value, sensitivityNames)), "write one of "+strings.Join(sensitivityNames, ", "))
	}
	return arrow.MetadataFrom(map[string]string{SensitivityKey: n.Value})
}

var scalarTypes = map[string]arrow.DataType{
	"text": arrow.BinaryTypes.String, "integer": arrow.PrimitiveTypes.Int64, "boolean": arrow.FixedWidthTypes.Boolean,
}

// typeNames are the types of a source file.
var typeNames = []string{"text", "integer", "boolean", "struct", "list"}

// sourceType is the type that a field's members give, nil if they are wrong.
func (c *compiler) sourceType(m map[string]*yaml.Node, owner *yaml.Node, depth int) arrow.DataType {
	n := m["type"]
	switch {
	case n == nil:
		c.problem(owner, "key.missing", `the key "type" is missing`, "write one of "+strings.Join(typeNames, ", "))
		return nil
	case !slices.Contains(typeNames, n.Value):
		c.problem(n, "source.type", fmt.Sprintf("there is no type %q%s", n.Value, didYouMean(n.Value, typeNames)), "write one of "+strings.Join(typeNames, ", "))
		return nil
	case m["fields"] != nil && scalarTypes[n.Value] != nil:
		c.problem(m["fields"], "source.fields", "only a struct or a list has fields", "write type: struct, or type: list")
		return nil
	case m["items"] != nil && (n.Value != "list" || m["fields"] != nil):
		c.problem(m["items"], "source.items", "items is the type of a list's items; a list with fields holds structs", "leave items out")
		return nil
	case n.Value == "list":
		return c.sourceList(m, owner, depth)
	case n.Value == "struct":
		return c.sourceStruct(m["fields"], owner, depth)
	}
	return scalarTypes[n.Value]
}

func (c *compiler) sourceList(m map[string]*yaml.Node, owner *yaml.Node, depth int) arrow.DataType {
	item := scalarTypes["text"]
	switch {
	case m["fields"] != nil:
		item = c.sourceStruct(m["fields"], owner, depth)
	case m["items"] != nil:
		item = scalarTypes[m["items"].Value]
		if item == nil {
			c.problem(m["items"], "source.items", fmt.Sprintf("no list holds items of type %q", m["items"].Value), "write text, integer or boolean, or give the list fields")
		}
	}
	if item == nil {
		return nil
	}
	return arrow.ListOfNonNullable(item)
}

// maxSourceDepth bounds how deep structs and lists lie in one another.
const maxSourceDepth = 32

func (c *compiler) sourceStruct(fields, owner *yaml.Node, depth int) arrow.DataType {
	if depth == maxSourceDepth {
		c.problem(owner, "bound", fmt.Sprintf("more than %d levels lie in one another", maxSourceDepth), "leave out what no mapping reads")
		return nil
	}
	return arrow.StructOf(c.sourceFields(fields, owner, depth+1)...)
}

func nodeOr(n, owner *yaml.Node) *yaml.Node {
	if n == nil {
		return &yaml.Node{Line: owner.Line, Column: owner.Column}
	}
	return n
}

// child is the value of a key, nil if the mapping lacks it.
func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
