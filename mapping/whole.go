package mapping

import (
	"go.yaml.in/yaml/v4"

	celast "cel.dev/cel-go/common/ast"
)

// whole checks what only the whole file shows. Nothing that it looks for is caused by a fault elsewhere in the
// file.
func (c *compiler) whole(tests *yaml.Node) {
	c.law()
	c.downgrades()
	c.unreachedRows()
	c.idleTests(tests)
}

// visit goes over all nodes of a checked expression.
func visit(e *expression, each func(celast.Expr)) {
	celast.PostOrderVisit(e.ast.Expr(), celast.NewExprVisitor(each))
}
