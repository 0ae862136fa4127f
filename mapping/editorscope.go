package mapping

import (
	"regexp"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// takenScope is what the expressions of a fragment may name.
func (e *Editor) takenScope() *scope {
	env, err := baseEnvironment()
	if err != nil {
		return nil
	}
	s := &scope{env: env, names: map[string]*variable{}}
	if takes := e.skeleton.root.child("takes"); takes != nil {
		for _, b := range takes.children {
			word, optional := strings.CutPrefix(e.skeleton.scalar(b), "optional ")
			if t, ok := taken[word]; ok {
				if optional {
					t = types.NewOptionalType(t)
				}
				declareOnce(s, b.key, &variable{typ: t})
			}
		}
	}
	if lets := e.skeleton.root.child("let"); lets != nil {
		for _, b := range lets.children {
			declareOnce(s, b.key, &variable{typ: typeIn(s.env, e.skeleton.scalar(b))})
		}
	}
	return s
}

// declareOnce declares a name unless it is taken or cannot be one.
func declareOnce(s *scope, name string, v *variable) {
	if variableName.MatchString(name) && s.lookup(name) == nil {
		_ = s.declare(name, v) // a name that cannot be declared is not known
	}
}

// typeIn is the type of an expression, the dynamic type if it does not compile.
func typeIn(env *cel.Env, text string) *types.Type {
	if len(text) > maxExpression {
		return dynamicType
	}
	checked, issues := env.Compile(text)
	if issues.Err() != nil {
		return dynamicType
	}
	return checked.OutputType()
}

// scopeAt is what an expression at a branch may name: the file's names and those of the lists around it.
func (e *Editor) scopeAt(b *branch) *scope {
	if b == nil || b.parent == nil || e.scope == nil {
		return e.scope
	}
	outer := e.scopeAt(b.parent)
	each := b.parent.child("each")
	if each == nil || b.key != "fields" && b.key != "when" || b.parent.parent == nil {
		return outer
	}
	inner := outer.inner()
	if as := b.parent.child("as"); as != nil {
		declareOnce(inner, e.skeleton.scalar(as), e.itemsOf(outer, e.skeleton.scalar(each)))
	}
	for _, list := range each.children {
		declareOnce(inner, list.key, e.itemsOf(outer, e.skeleton.scalar(list)))
	}
	return inner
}

// itemsOf is the variable for the items of a list.
func (e *Editor) itemsOf(s *scope, list string) *variable {
	t := typeIn(s.env, list)
	if t.Kind() != types.ListKind {
		return &variable{typ: dynamicType}
	}
	return &variable{typ: t.Parameters()[0], record: e.recordOf(t)}
}

// recordOf is the record that a type is, or that the items of a list are; nil if there is none.
func (e *Editor) recordOf(t *types.Type) *record {
	if t = plainType(t); t.Kind() == types.ListKind {
		t = plainType(t.Parameters()[0])
	}
	return e.types.byName[t.TypeName()]
}

// reading is what a name or a chain of names in an expression stands for.
type reading struct {
	name     string // the last name
	variable *variable
	member   *member // of the source; nil if the name is a variable
	record   *record // whose fields may follow; nil if none
}

var loopOver = regexp.MustCompile(`([A-Za-z_][\w.\[\]?]*)\.(?:map|filter|exists|all|exists_one|optMap|optFlatMap)\(\s*$`)

// resolve finds out what a chain such as src.images or i.position stands for; before is the expression's text
// up to the chain, in which loops declare names.
func (e *Editor) resolve(s *scope, chain []string, before string) (reading, bool) {
	v := s.lookup(chain[0])
	r := reading{name: chain[0], variable: v}
	switch {
	case v != nil:
		r.record = v.record
		if r.record == nil {
			r.record = e.recordOf(v.typ)
		}
	default:
		list, ok := looped(chain[0], before)
		if !ok {
			return r, false
		}
		over, ok := e.resolve(s, list, "")
		if !ok {
			return r, false
		}
		r.variable, r.record = &variable{typ: dynamicType, record: over.record}, over.record
	}
	for _, name := range chain[1:] {
		if r.record == nil || r.record.byName[name] == nil {
			return r, false
		}
		m := r.record.byName[name]
		r = reading{name: name, variable: r.variable, member: m, record: m.record}
	}
	return r, true
}

// looped is the list of which a loop in the text gives a name to the items.
func looped(name, before string) (list []string, ok bool) {
	declared := regexp.MustCompile(`\(\s*` + regexp.QuoteMeta(name) + `\s*,`)
	for _, at := range declared.FindAllStringIndex(before, -1) {
		if m := loopOver.FindStringSubmatch(before[:at[0]+1]); m != nil {
			list, ok = chainOf(m[1]), true
		}
	}
	return list, ok && len(list) > 0 && list[0] != name
}

var (
	indices   = regexp.MustCompile(`\[[^\[\]]*\]`)
	chainTail = regexp.MustCompile(`[A-Za-z_]\w*(?:\[[^\[\]]*\])*(?:\s*\.\??\s*[A-Za-z_]\w*(?:\[[^\[\]]*\])*)*$`)
)

// chainOf cuts a chain of names: "src.images[0].position" is src, images and position.
func chainOf(text string) []string {
	names := strings.FieldsFunc(indices.ReplaceAllString(text, ""), func(r rune) bool { return strings.ContainsRune(".? \t\n", r) })
	return names
}
