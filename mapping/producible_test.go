package mapping

import (
	"strings"
	"testing"
)

// TestProducible: which bases a mapping can give, through choices, lets, lists and what cannot be told.
func TestProducible(t *testing.T) {
	for _, c := range []struct{ name, basis, want string }{
		{"a literal", `'"visa"'`, "visa"},
		{"a choice", `'src.number.hasValue() ? "custody" : "exchange"'`, "custody exchange"},
		{"a code list", `lookup("basis", src.basis).orReject("b")`, "visa custody"},
		{"what stands in", `lookup("basis", src.basis).orValue("exchange")`, "visa custody exchange"},
		{"a let", `told`, "expulsion custody"},
		{"coalesce", `coalesce(optional.of("custody"), optional.of("visa")).orReject("b")`, "visa custody"},
		{"the source's own word", `src.basis.orReject("b")`, "identity_document visa temporary_residence expulsion permanent_residence custody exchange"},
	} {
		text := "mapping: a.b\nversion: 1\nto: fingerprint_registration\nlookups: {basis: basis.csv}\n" +
			"let:\n  told: 'src.sex.hasValue() ? \"expulsion\" : \"custody\"'\nfields:\n  subject.scheme: '\"none\"'\n  basis: " + c.basis + "\n"
		src := files(text, "basis.csv", "code,value\ncustody,арест\nvisa,виза\n")
		k := kind(t, "fingerprint_registration")
		compiler := newCompiler(src, sheetSchema(), k, []byte(text))
		compiler.file([]byte(text))
		codes, _ := compiler.producible(findTarget(compiler.program.tree, "basis").leaf)
		if got := strings.Join(codes, " "); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// TestAMisspeltSensitivityGuardsMost: a slip in a schema lets nothing through, and what is said inside counts.
func TestAMisspeltSensitivityGuardsMost(t *testing.T) {
	types := newSourceTypes(specimenSchema())
	got := ""
	for _, f := range types.root.byName["loci"].record.fields {
		got += f.name + " " + string(f.sensitivity) + " "
	}
	if got += string(types.root.byName["kit"].sensitivity); got != "locus genomic alleles genomic raw genomic personal" {
		t.Error(got)
	}
	if s := sensitivityOf(labelled(nullableText("x"), "genome"), "open"); s != "genomic" {
		t.Error(s)
	}
}
