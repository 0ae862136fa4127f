package sheet

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"bilgate/connectors/format/jsonrec"
)

// Index is the file that comes beside a scan: one JSON object with what stands on the card in writing, since
// nobody reads handwriting here. Names and meanings are those of the card's electronic form. Days are
// YYYY-MM-DD; a birth date may be YYYY-MM or YYYY. A member that is not listed refuses the file.
type Index struct {
	ControlNumber string `json:"control_number"` // of the transaction, unique to its originator
	Originator    string `json:"originator"`     // code of the body that sends the card
	Destination   string `json:"destination,omitempty"`
	CardNumber    string `json:"card_number"`
	Basis         string `json:"basis"` // code word: custody, identity_document, visa, …
	Ground        string `json:"ground,omitempty"`
	RegisteredOn  string `json:"registered_on"` // the day on which the prints were taken
	Place         string `json:"place,omitempty"`
	Officer       string `json:"officer,omitempty"`

	Surname     string `json:"surname,omitempty"`
	GivenName   string `json:"given_name,omitempty"`
	Patronymic  string `json:"patronymic,omitempty"`
	BirthDate   string `json:"birth_date,omitempty"`
	BirthPlace  string `json:"birth_place,omitempty"`
	Sex         string `json:"sex,omitempty"`         // M, F
	Citizenship string `json:"citizenship,omitempty"` // ISO 3166-1 alpha-3
	IIN         string `json:"iin,omitempty"`

	DocumentNumber  string `json:"document_number,omitempty"`
	DocumentIssued  string `json:"document_issued,omitempty"`
	DocumentExpires string `json:"document_expires,omitempty"`
	DocumentIssuer  string `json:"document_issuer,omitempty"`

	ScannedOn     string    `json:"scanned_on,omitempty"` // "" = registered_on
	PixelsPerInch int       `json:"ppi,omitempty"`        // of the scan, where its file does not say
	Missing       []Missing `json:"missing,omitempty"`    // fingers that have no print, each once
}

// Missing says why a finger has no print, in the codes of 14.018 AMP.
type Missing struct {
	Position int    `json:"position"` // 1 to 10
	Code     string `json:"code"`     // XX amputated, UP cannot be printed now
}

// maxIndex is how long an index file may be, in bytes.
const maxIndex = 64 << 10

// ParseIndex reads an index file. Every error is a [*Finding] of grade F.
func ParseIndex(file []byte) (Index, error) {
	var x Index
	if len(file) > maxIndex {
		return x, refuse(RuleIndex, "the index file is longer than %d bytes", maxIndex)
	}
	if code, place := jsonrec.Check(file); code != "" {
		return x, refuse(RuleIndex, "the index file is not one JSON object: %s at byte %d", code, place)
	}
	if name := strangeMember(file); name {
		return x, refuse(RuleIndex, "the index file has a member that no index file has; write only what the format lists")
	}
	if err := json.Unmarshal(file, &x); err != nil {
		field := ""
		if wrong, ok := err.(*json.UnmarshalTypeError); ok {
			field = wrong.Field
		}
		return x, badValue(field, "is of another kind than text, number or list as the format says")
	}
	return x, x.check()
}

// members are the names that an index file may have, exactly as they are written.
var members = func() map[string]bool {
	names := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Index]()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names[name] = true
	}
	return names
}()

func strangeMember(file []byte) bool {
	var all map[string]json.RawMessage
	if json.Unmarshal(file, &all) != nil {
		return true
	}
	for name := range all {
		if !members[name] {
			return true
		}
	}
	return false
}

func badValue(field, format string, args ...any) *Finding {
	return &Finding{Grade: GradeStructure, Rule: RuleValue, Field: field, Message: fmt.Sprintf(format, args...)}
}
