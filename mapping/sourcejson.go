package mapping

import (
	"fmt"
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"go.yaml.in/yaml/v4"
)

// schemaObject reads a JSON Schema of an object.
func (c *compiler) schemaObject(n *yaml.Node, depth int) []arrow.Field {
	properties, required := child(n, "properties"), textsOf(child(n, "required"))
	if properties == nil || properties.Kind != yaml.MappingNode || len(properties.Content) == 0 {
		c.problem(nodeOr(properties, n), "source.fields", "an object needs properties", "name the members that the mapping reads under properties")
		return nil
	}
	var out []arrow.Field
	names := map[string]int{}
	c.pairs(properties, func(key, value *yaml.Node) {
		if !c.sourceName(key, key, names) {
			return
		}
		if t := c.schemaType(value, depth); t != nil {
			out = append(out, arrow.Field{Name: key.Value, Type: t, Nullable: !slices.Contains(required, key.Value) || slices.Contains(textsOf(child(value, "type")), "null")})
		}
	})
	for _, name := range required {
		if names[name] == 0 {
			c.problem(nodeOr(nil, child(n, "required")), "source.fields", fmt.Sprintf("required names %q, which is none of the properties", name), "add the property, or do not require it")
		}
	}
	return out
}

// schemaType is the column of a JSON Schema, nil if there is none.
func (c *compiler) schemaType(n *yaml.Node, depth int) arrow.DataType {
	if depth == maxSourceDepth {
		c.problem(nodeOr(nil, n), "bound", fmt.Sprintf("more than %d levels lie in one another", maxSourceDepth), "leave out what no mapping reads")
		return nil
	}
	switch schemaTypeName(n) {
	case "string":
		return scalarTypes["text"]
	case "integer":
		return scalarTypes["integer"]
	case "boolean":
		return scalarTypes["boolean"]
	case "object":
		return arrow.StructOf(c.schemaObject(n, depth+1)...)
	case "array":
		items := child(n, "items")
		if items == nil || items.Kind != yaml.MappingNode {
			c.problem(nodeOr(nil, n), "source.items", "an array needs items", `write "items": {"type": "string"}`)
			return nil
		}
		if t := c.schemaType(items, depth+1); t != nil {
			return arrow.ListOfNonNullable(t)
		}
		return nil
	}
	c.problem(nodeOr(child(n, "type"), n), "source.type", "a property needs one type: string, integer, boolean, object or array, and perhaps null beside it",
		"name the type itself: $ref, oneOf and the like are not followed")
	return nil
}

// schemaTypeName is the one type beside null, "" if there is none or there are several.
func schemaTypeName(n *yaml.Node) string {
	names := slices.DeleteFunc(textsOf(child(n, "type")), func(name string) bool { return name == "null" })
	if len(names) != 1 {
		return ""
	}
	return names[0]
}

// textsOf are the texts of a list, or the one text that a node is.
func textsOf(n *yaml.Node) []string {
	if n == nil {
		return nil
	}
	if n.Kind == yaml.ScalarNode {
		return []string{n.Value}
	}
	var out []string
	for _, item := range n.Content {
		out = append(out, item.Value)
	}
	return out
}
