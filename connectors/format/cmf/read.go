package cmf

import "encoding/xml"

// Read reads a CMF file. Errors are of type [*Error]; departures from the schema are in Findings.
func Read(data []byte) (*File, error) {
	r, err := newReader(data)
	if err != nil {
		return nil, err
	}
	if err := r.root(); err != nil {
		return nil, err
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	r.file.Findings = append(r.file.Findings, r.file.Check()...)
	return r.file, nil
}

// root finds the root element and reads it.
func (r *reader) root() error {
	for {
		token, err := r.token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			if !isBlank(token) {
				return r.fail(RuleText, "", "text stands before the root")
			}
		case xml.StartElement:
			if token.Name.Space != Namespace || token.Name.Local != "CODISImportFile" {
				return r.fail(RuleRoot, "", "the root is not CODISImportFile of %s", Namespace)
			}
			return r.importFile(token)
		default:
			return r.fail(RuleRoot, "", "the file has no root element")
		}
	}
}

// end wants nothing after the root.
func (r *reader) end() error {
	for {
		token, err := r.token()
		if err != nil || token == nil {
			return err
		}
		if text, ok := token.(xml.CharData); !ok || !isBlank(text) {
			return r.fail(RuleAfterRoot, "", "something follows the root element")
		}
	}
}

func (r *reader) importFile(start xml.StartElement) error {
	f := r.file
	if err := r.attributes(start, nil); err != nil {
		return err
	}
	ids := map[string]bool{}
	_, err := r.children("CODISImportFile", []child{
		r.textChild("HEADERVERSION", &f.HeaderVersion),
		r.textChild("MESSAGETYPE", &f.MessageType),
		r.textChild("DESTINATIONORI", &f.DestinationORI),
		r.textChild("SOURCELAB", &f.SourceLab),
		r.textChild("SUBMITBYUSERID", &f.SubmitBy),
		r.textChild("SUBMITDATETIME", &f.SubmitTime),
		r.textChild("BATCHID", &f.BatchID),
		r.textChild("KIT", &f.Kit),
		{name: "SPECIMEN", many: true, read: func(start xml.StartElement) error { return r.specimen(start, ids) }},
	})
	if err == nil && len(f.Specimens) == 0 {
		return r.fail(RuleNoSpecimens, "SPECIMEN", "the file holds no specimen")
	}
	return err
}

func (r *reader) specimen(start xml.StartElement, ids map[string]bool) error {
	r.record = len(r.file.Specimens)
	s := Specimen{place: r.at, fileKit: r.file.Kit, record: r.record}
	var partial string
	err := r.attributes(start, map[string]*string{"SOURCEID": &s.SourceID, "CASEID": &s.CaseID, "PARTIAL": &partial})
	if err != nil {
		return err
	}
	s.Partial = r.boolean(partial, "PARTIAL")
	first, err := r.children("SPECIMEN", []child{
		r.textChild("SPECIMENID", &s.ID),
		r.textChild("SPECIMENCATEGORY", &s.Category),
		r.textChild("SPECIMENCOMMENT", &s.Comment),
		{name: "LOCUS", many: true, read: func(start xml.StartElement) error { return r.locus(start, &s) }},
	})
	switch {
	case err != nil:
		return err
	case s.ID == "":
		return &Error{Rule: RuleMissing, Place: first, Element: "SPECIMENID", Message: "the specimen has no identifier"}
	case ids[s.ID]:
		return &Error{Rule: RuleDuplicate, Place: first, Element: "SPECIMENID", Message: "an earlier specimen of the file has the same identifier"}
	}
	ids[s.ID] = true
	r.file.Specimens = append(r.file.Specimens, s)
	return nil
}

func (r *reader) locus(start xml.StartElement, s *Specimen) error {
	l := Locus{place: r.at}
	if err := r.attributes(start, map[string]*string{"BATCHID": &l.BatchID, "KIT": &l.Kit}); err != nil {
		return err
	}
	first, err := r.children("LOCUS", []child{
		r.textChild("LOCUSNAME", &l.Name),
		r.textChild("READINGBY", &l.ReadingBy),
		r.textChild("READINGDATETIME", &l.ReadingTime),
		{name: "ALLELE", many: true, read: func(start xml.StartElement) error { return r.allele(start, &l) }},
	})
	if err != nil {
		return err
	}
	if l.Name == "" {
		return &Error{Rule: RuleMissing, Place: first, Element: "LOCUSNAME", Message: "the locus has no name"}
	}
	s.Loci = append(s.Loci, l)
	return nil
}

func (r *reader) allele(start xml.StartElement, l *Locus) error {
	var a Allele
	var required string
	if err := r.attributes(start, map[string]*string{"ALLELEREQUIRED": &required}); err != nil {
		return err
	}
	a.Required = r.boolean(required, "ALLELEREQUIRED")
	first, err := r.children("ALLELE", []child{r.textChild("ALLELEVALUE", &a.Value)})
	if err != nil {
		return err
	}
	if a.Value == "" {
		return &Error{Rule: RuleMissing, Place: first, Element: "ALLELEVALUE", Message: "the allele has no value"}
	}
	l.Alleles = append(l.Alleles, a)
	return nil
}
