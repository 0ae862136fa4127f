package genotype

import "fmt"

// Grade says what a finding means for the profile.
type Grade string

// The grades of findings.
const (
	GradeStructure   Grade = "F" // the file cannot be used at all: see [FindingOf]
	GradeConsistency Grade = "E" // the profile contradicts itself or the grammar: it is refused
	GradeTable       Grade = "W" // the value is kept as the rule says: accept, count, show
	GradeProfile     Grade = "P" // what the source's agreement asks for is not there
)

// NoRecord is the record of a finding that is on no profile of the file.
const NoRecord = -1

// Finding is one remark on a profile. It names the locus and the place, never an allele.
type Finding struct {
	Grade   Grade  `json:"grade"`
	Record  int32  `json:"record"`          // index of the profile in its file, or [NoRecord]
	Locus   string `json:"field,omitempty"` // canonical name; empty for an unknown locus or the whole profile
	Place          // {offset, line, column}
	Rule    string `json:"rule"` // stable name, one of the Rule constants
	Message string `json:"message"`
}

// Error makes a finding usable as the reason of a refusal.
func (f Finding) Error() string {
	place := ""
	if f.Locus != "" {
		place += " locus " + f.Locus
	}
	if f.Line > 0 {
		place += fmt.Sprintf(" line %d", f.Line)
	}
	if f.Column > 0 {
		place += fmt.Sprintf(" column %d", f.Column)
	}
	return fmt.Sprintf("genotype: %s%s: %s: %s", f.Grade, place, f.Rule, f.Message)
}

// Rules of profiles.
const (
	RuleAllele          = "allele"           // E: a value outside the allele grammar
	RuleDuplicateLocus  = "duplicate_locus"  // E: one locus twice in a profile, under whatever names
	RuleDuplicateSample = "duplicate_sample" // E: two profiles of a table under one sample name
	RuleUnknownLocus    = "unknown_locus"    // W: the name is not in loci.csv; kept as given
	RuleOffLadder       = "off_ladder"       // W: OL, ?, <n, >n, *: kept raw, the locus is incomplete
	RuleFiller          = "filler"           // W: 0, 1 or 99 at an autosomal locus: kept raw, incomplete
	RuleIsoallele       = "isoallele"        // W: sequence nomenclature beside a length allele: that is taken, the rest kept raw
	RuleSequence        = "sequence"         // W: sequence nomenclature without a length allele: kept raw, incomplete
	RuleAmel            = "amelogenin"       // W: neither X nor X,Y: kept raw, the locus is incomplete
	RuleTriAllele       = "tri_allele"       // W: three alleles at one autosomal locus
	RuleExtraAlleles    = "extra_alleles"    // W: more alleles than copies, and no tri-allele
	RuleKitLocus        = "kit_locus"        // W: the kit that is named has no such marker
	RuleKitLadder       = "kit_ladder"       // W: an allele beyond the kit's ladder: rare, and real
	RuleRequiredLocus   = "required_locus"   // P: a locus of the agreed set is not there in full
	RuleTooFewLoci      = "too_few_loci"     // W: fewer designated autosomal loci than a person's profile needs
	RuleManyFindings    = "many_findings"    // W: the findings beyond the cap are not listed
	RuleNegativeControl = "negative_control" // W: a negative control shows alleles
)
