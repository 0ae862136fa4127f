package genotype

// long reads a table with one row a sample and marker. The rows of a sample need not stand together.
func (c *collector) long(in *rows, h *header) error {
	c.rules.decimalComma = in.separator != ','
	var samples []*sample
	byName := map[string]*sample{}
	for {
		cells, ok, err := in.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if err := h.fits(in, cells); err != nil {
			return err
		}
		name := cells[h.sample]
		s := byName[name]
		if s == nil {
			s = &sample{name: name, kind: cell(cells, h.kind), at: in.at(h.sample)}
			byName[name] = s
			samples = append(samples, s)
		}
		if err := c.longRow(s, in, h, cells); err != nil {
			return err
		}
	}
	return c.addAll(samples)
}

// longRow adds a row's reading to its sample.
func (c *collector) longRow(s *sample, in *rows, h *header, cells []string) error {
	if cells[h.marker] == "" {
		return in.fault(RuleNoMarker, h.marker, "the line has no locus name")
	}
	if len(s.readings) == maxResults {
		return in.fault(RuleTooLarge, h.marker, "the sample has more than 1024 results")
	}
	values := make([]string, 0, 2)
	for _, i := range h.alleles {
		if text := cell(cells, i); text != "" {
			values = append(values, text)
		}
	}
	s.readings = append(s.readings, Reading{Locus: cells[h.marker], Values: values, Kit: cell(cells, h.kit), Place: in.at(h.alleles[0])})
	return c.count(1, in.line)
}

func (c *collector) addAll(samples []*sample) error {
	if len(samples) == 0 {
		return &TableError{Rule: RuleNoRows, Message: "there is nothing below the header"}
	}
	c.table.Profiles = make([]Profile, 0, min(len(samples), maxSamples))
	for _, s := range samples {
		if err := c.add(s); err != nil {
			return err
		}
	}
	return nil
}
