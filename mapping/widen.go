package mapping

import (
	"strings"
	"unicode"

	celast "cel.dev/cel-go/common/ast"
)

// find is the node of an expression with an id, nil if it has none.
func find(root celast.Expr, id int64) celast.Expr {
	var out celast.Expr
	celast.PostOrderVisit(root, celast.NewExprVisitor(func(x celast.Expr) {
		if x.ID() == id {
			out = x
		}
	}))
	return out
}

// spanOf is the word of an expression's node, as characters of its text.
func (c *compiler) spanOf(e *expression, a *celast.AST, id int64) (from, to int) {
	return spanOf(e, a, id)
}

func spanOf(e *expression, a *celast.AST, id int64) (from, to int) {
	r, ok := a.SourceInfo().GetOffsetRange(id)
	if !ok {
		return 0, len(e.scalar.value)
	}
	return widen(e.scalar.value, int(r.Start))
}

// widen turns CEL's position, which is often a bracket or a dot, into the whole word that is meant.
func widen(text []rune, at int) (from, to int) {
	if at >= len(text) {
		return max(0, len(text)-1), len(text)
	}
	switch {
	case text[at] == '.':
		from = at + 1
		for from < len(text) && (text[from] == '?' || unicode.IsSpace(text[from])) {
			from++
		}
		return from, wordEnd(text, from)
	case text[at] == '(' || text[at] == '[':
		if from = wordStart(text, at); from < at {
			return from, at
		}
	case text[at] == '"' || text[at] == '\'':
		return at, quoteEnd(text, at)
	case isWord(text[at]):
		return wordStart(text, at+1), wordEnd(text, at)
	}
	return at, operatorEnd(text, at)
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

func wordStart(text []rune, end int) int {
	for end > 0 && isWord(text[end-1]) {
		end--
	}
	return end
}

func wordEnd(text []rune, at int) int {
	for at < len(text) && isWord(text[at]) {
		at++
	}
	return at
}

func quoteEnd(text []rune, at int) int {
	for n := at + 1; n < len(text); n++ {
		switch text[n] {
		case '\\':
			n++
		case text[at]:
			return n + 1
		}
	}
	return len(text)
}

func operatorEnd(text []rune, at int) int {
	if at+1 < len(text) && strings.ContainsRune("=&|", text[at+1]) && strings.ContainsRune("=!<>&|", text[at]) {
		return at + 2
	}
	return at + 1
}
