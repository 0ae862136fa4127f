package canon

import "strconv"

// field compares two states of one field.
func (c *comparing) field(old, f *Field, oldSealed, sealed bool) {
	c.required(old, f)
	if old.typeInFull() != f.typeInFull() {
		c.add(c.broken(Difference{Path: f.Path, What: TypeChanged, From: old.typeInFull(), To: f.typeInFull()}, old, f))
		return
	}
	c.codes(old, f)
	c.sensitivity(old, f, oldSealed, sealed)
	c.text(f.Path, "label", labelsOf(old.Labels), labelsOf(f.Labels))
	c.text(f.Path, "note", old.Note, f.Note)
	c.text(f.Path, "source", old.Source, f.Source)
	c.text(f.Path, "key", old.Key, f.Key)
	c.text(f.Path, "reference", strconv.FormatBool(old.Reference), strconv.FormatBool(f.Reference))
	c.fields(old.Fields, f.Fields, oldSealed || old.secret(), sealed || f.secret())
}

func (c *comparing) required(old, f *Field) {
	if old.Required != f.Required {
		c.add(c.broken(Difference{Path: f.Path, What: RequiredChanged, From: requiredOrNot(old), To: requiredOrNot(f)}, old, f))
	}
}

// codes compares the lists that stand behind the two states, each as its own definition knows it.
func (c *comparing) codes(old, f *Field) {
	d := Difference{Path: f.Path, What: CodesChanged, From: old.Codes, To: f.Codes}
	before, after := c.from.codesOf(old), c.to.codesOf(f)
	if old.Codes != "" && f.Codes != "" {
		d.Gained, d.Lost = without(after, before), without(before, after)
	}
	if old.Codes != f.Codes || len(d.Gained)+len(d.Lost) > 0 || old.avroShape(c.from.lists) != f.avroShape(c.to.lists) {
		c.add(c.broken(d, old, f))
	}
}

func (c *comparing) sensitivity(old, f *Field, oldSealed, sealed bool) {
	if old.Sensitivity == f.Sensitivity {
		return
	}
	oldUnit, unit := old.secret() && !oldSealed, f.secret() && !sealed
	d := Difference{Path: f.Path, What: SensitivityChanged, From: string(old.Sensitivity), To: string(f.Sensitivity), sealing: oldUnit != unit}
	c.add(c.broken(d, old, f))
}
