package canon

// Readers that a difference may break. Forward: who knows the old definition reads new records. Backward: who knows
// the new one reads records that were written under the old – Kafka, the register and the archive keep them for ever.
const (
	JSONForward     = "JSON forward"
	JSONBackward    = "JSON backward"
	AvroForward     = "Avro forward"
	AvroBackward    = "Avro backward"
	ArrowReader     = "Arrow and Parquet"
	Validators      = "JSON Schema of the old definition"
	SubsystemReader = "subsystem " // and its name
	MappingReader   = "mapping "   // and its feed
)

// Break is one reader that a difference breaks, and why.
type Break struct {
	Reader string `json:"reader"`
	Why    string `json:"why"`
}

// broken adds to a difference whom it breaks; a field that is not there is nil.
func (c *comparing) broken(d Difference, old, f *Field) Difference {
	b := breakage{}
	switch d.What {
	case Added:
		b.added(f)
	case Removed:
		b.removed(old)
	case TypeChanged:
		b.retyped(old, f, old.avroShape(c.from.lists), f.avroShape(c.to.lists))
	case RequiredChanged:
		b.required(f)
	case CodesChanged:
		b.codes(d, old.avroShape(c.from.lists), f.avroShape(c.to.lists))
	case SensitivityChanged:
		b.sealing(d, f)
	}
	if why := b.why(JSONForward); why != "" && !d.sealing { // values are opened before they are delivered
		for _, name := range c.to.Kind.Feeds {
			b.says(SubsystemReader+name, why)
		}
	}
	d.Breaks = b.list
	return d
}

// breakage collects the breaks of one difference.
type breakage struct{ list []Break }

func (b *breakage) says(reader, why string) { b.list = append(b.list, Break{reader, why}) }

func (b *breakage) why(reader string) string {
	for _, broken := range b.list {
		if broken.Reader == reader {
			return broken.Why
		}
	}
	return ""
}

func (b *breakage) added(f *Field) {
	b.says(Validators, "it takes no member that it does not name")
	if f.Required {
		b.says(JSONBackward, "old records lack a field that is required now")
		b.says(AvroBackward, "old records lack the field, and it has no default")
	}
}

func (b *breakage) removed(f *Field) {
	if f.Required {
		b.says(JSONForward, "a field that was always there is gone")
		b.says(AvroForward, "the field is gone, and it had no default")
	}
	b.says(ArrowReader, "the column is gone")
}

func (b *breakage) required(f *Field) {
	if f.Required {
		b.says(JSONBackward, "old records may lack the field")
		b.says(AvroBackward, "null of an old record has no place in the new type")
		return
	}
	b.says(JSONForward, "a field that was always there may be absent")
	b.says(AvroForward, "null has no place in the old type")
	b.says(ArrowReader, "a column that was never null may be")
}

func (b *breakage) retyped(old, f *Field, from, to string) {
	narrowed := old.Type == Date && f.Type == Date && old.Partial
	if !narrowed {
		b.says(JSONForward, "the value is written in another way")
	}
	if narrowed || old.Type != Date || f.Type != Date {
		b.says(JSONBackward, "values of old records are written in another way")
	}
	b.reshaped(from, to)
	if arrowType(old).String() != arrowType(f).String() {
		b.says(ArrowReader, "the column has another type")
	}
}

// reshaped is about two types of Avro, of which none resolves to another.
func (b *breakage) reshaped(from, to string) {
	if from == to {
		return
	}
	why := from + " and " + to + " do not resolve"
	b.says(AvroForward, why)
	b.says(AvroBackward, why)
}

func (b *breakage) codes(d Difference, from, to string) {
	switch {
	case d.To == "":
		b.says(JSONForward, "any text may stand where the codes were known")
	case d.From == "":
		b.says(JSONBackward, "old records may have a text that is no code")
	}
	if len(d.Gained) > 0 {
		b.says(JSONForward, "a reader that knows the old codes meets new ones")
	}
	if len(d.Lost) > 0 {
		b.says(JSONBackward, "old records have codes that the list has no more")
	}
	switch {
	case from != "enum" || to != "enum":
		b.reshaped(from, to)
	case d.From != d.To:
		b.reshaped("enum "+d.From, "enum "+d.To)
	default:
		b.symbols(d)
	}
}

func (b *breakage) symbols(d Difference) {
	if len(d.Gained) > 0 {
		b.says(AvroForward, "the old enum lacks symbols and has no default")
	}
	if len(d.Lost) > 0 {
		b.says(AvroBackward, "the new enum lacks symbols and has no default")
	}
}

func (b *breakage) sealing(d Difference, f *Field) {
	if !d.sealing {
		return
	}
	if f.secret() {
		b.says(JSONForward, "a sealed value may stand where a plain one did")
		b.says(AvroForward, "a sealed value has no place in the old type")
		return
	}
	b.says(JSONBackward, "old records have sealed values")
	b.says(AvroBackward, "a sealed value of an old record has no place in the new type")
}
