package mapping

import (
	"sync"

	"github.com/apache/arrow-go/v18/arrow"

	"cel.dev/cel-go/cel"
)

// Coverage counts what records make of a mapping: which of its branches they take, which source fields they
// fill, which targets they reach, which rows of the code lists they need. It keeps counts alone, no value of
// a record (I7). It is safe for concurrent use.
type Coverage struct {
	program *Program // the mapping with probes in its expressions; the interpreter runs it
	points  []*point
	lists   []*listUse
	sources []*fieldCount
	targets []*fieldCount

	mu      sync.Mutex
	records int
	taken   int
	skipped int
	rejects map[string]int // records, by code
}

// Cover prepares a coverage run of the program. The program itself stays as it is. An error means that an
// expression which compiled cannot be planned a second time.
func (p *Program) Cover() (*Coverage, error) {
	covered := *p
	covered.covered = map[*expression]cel.Program{}
	c := &Coverage{program: &covered, rejects: map[string]int{}}
	c.sources, c.targets = fieldCounts("", p.types.root.arrowFields()), fieldCounts("", p.kind.Arrow().Fields())
	w := &pointFinder{coverage: c, lists: map[*codeList]*listUse{}}
	for _, site := range p.expressions() {
		if err := w.plan(site); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Add maps a batch of the source's schema and counts what it takes.
func (c *Coverage) Add(batch arrow.RecordBatch) {
	c.mu.Lock()
	defer c.mu.Unlock()
	result := c.program.run(batch, false)
	defer result.Batch.Release()
	c.records += int(batch.NumRows())
	c.taken += len(result.Rows)
	c.skipped += len(result.Skipped)
	for _, r := range result.Rejects {
		c.rejected(r)
	}
	countFields(c.sources, batch)
	countFields(c.targets, result.Batch)
}

// rejected counts each code of a rejected record once.
func (c *Coverage) rejected(r Reject) {
	seen := map[string]bool{}
	for _, e := range r.Errors {
		if !seen[e.Code] {
			seen[e.Code] = true
			c.rejects[e.Code]++
		}
	}
}

// AddTests counts what the records of the file's own tests take.
func (c *Coverage) AddTests() {
	for _, t := range c.program.tests {
		c.Add(t.given)
	}
}
