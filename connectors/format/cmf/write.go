package cmf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Write writes a file in the schema's order, indented by two blanks, in UTF-8 without a BOM. It is
// deterministic, and Read gives the same file back. Texts that Read would refuse or change – a name,
// value or identifier that is missing, characters that XML cannot hold, blanks around a text – are
// errors of type [*Error] without a line; departures from the schema's lists and lengths are not:
// see [File.Check].
func Write(f *File) ([]byte, error) {
	w := &writer{}
	w.WriteString(xml.Header)
	w.WriteString(`<CODISImportFile xmlns="` + Namespace + `">` + "\n")
	w.element(1, "HEADERVERSION", f.HeaderVersion)
	w.element(1, "MESSAGETYPE", f.MessageType)
	w.element(1, "DESTINATIONORI", f.DestinationORI)
	w.element(1, "SOURCELAB", f.SourceLab)
	w.element(1, "SUBMITBYUSERID", f.SubmitBy)
	w.element(1, "SUBMITDATETIME", f.SubmitTime)
	w.element(1, "BATCHID", f.BatchID)
	w.element(1, "KIT", f.Kit)
	if len(f.Specimens) == 0 {
		w.fail(RuleNoSpecimens, "SPECIMEN", "the file holds no specimen")
	}
	ids := map[string]bool{}
	for i := range f.Specimens {
		w.specimen(&f.Specimens[i], ids)
	}
	w.WriteString("</CODISImportFile>\n")
	if w.err != nil {
		return nil, w.err
	}
	return w.Bytes(), nil
}

// writer keeps the first error.
type writer struct {
	bytes.Buffer
	err error
}

func (w *writer) specimen(s *Specimen, ids map[string]bool) {
	if ids[s.ID] {
		w.fail(RuleDuplicate, "SPECIMENID", "an earlier specimen of the file has the same identifier")
	}
	ids[s.ID] = true
	partial := ""
	if s.Partial {
		partial = "true"
	}
	w.open(1, "SPECIMEN", "SOURCEID", s.SourceID, "CASEID", s.CaseID, "PARTIAL", partial)
	w.mandatory(2, "SPECIMENID", s.ID)
	w.element(2, "SPECIMENCATEGORY", s.Category)
	w.element(2, "SPECIMENCOMMENT", s.Comment)
	for i := range s.Loci {
		w.locus(&s.Loci[i])
	}
	w.close(1, "SPECIMEN")
}

func (w *writer) locus(l *Locus) {
	w.open(2, "LOCUS", "BATCHID", l.BatchID, "KIT", l.Kit)
	w.mandatory(3, "LOCUSNAME", l.Name)
	w.element(3, "READINGBY", l.ReadingBy)
	w.element(3, "READINGDATETIME", l.ReadingTime)
	for _, a := range l.Alleles {
		required := ""
		if a.Required {
			required = "true"
		}
		w.open(3, "ALLELE", "ALLELEREQUIRED", required)
		w.mandatory(4, "ALLELEVALUE", a.Value)
		w.close(3, "ALLELE")
	}
	w.close(2, "LOCUS")
}

// open writes a start tag with those attributes, given as name and value in turn, that have a value.
func (w *writer) open(depth int, name string, attributes ...string) {
	w.indent(depth)
	w.WriteString("<" + name)
	for i := 0; i < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.WriteString(" " + attributes[i] + `="`)
			w.escaped(attributes[i], attributes[i+1])
			w.WriteByte('"')
		}
	}
	w.WriteString(">\n")
}

func (w *writer) close(depth int, name string) {
	w.indent(depth)
	w.WriteString("</" + name + ">\n")
}

// element writes an element that holds text, unless the text is empty.
func (w *writer) element(depth int, name, text string) {
	if text == "" {
		return
	}
	w.indent(depth)
	w.WriteString("<" + name + ">")
	w.escaped(name, text)
	w.WriteString("</" + name + ">\n")
}

func (w *writer) mandatory(depth int, name, text string) {
	if text == "" {
		w.fail(RuleMissing, name, "the element has no text")
	}
	w.element(depth, name, text)
}

func (w *writer) indent(depth int) { w.WriteString("        "[:2*depth]) }

func (w *writer) escaped(name, text string) {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, notXML) || strings.Trim(text, " \t\r\n") != text || len(text) > maxText {
		w.fail(RuleText, name, "the text cannot stand in the file as it is: control characters, blanks around it, or longer than 1 KiB")
		return
	}
	if err := xml.EscapeText(w, []byte(text)); err != nil && w.err == nil {
		w.err = fmt.Errorf("codis cmf: write %s: %w", name, err)
	}
}

// notXML is a character outside the production Char of XML 1.0.
func notXML(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xfffe || c == 0xffff
}

func (w *writer) fail(rule, element, message string) {
	if w.err == nil {
		w.err = &Error{Rule: rule, Element: element, Message: message}
	}
}
