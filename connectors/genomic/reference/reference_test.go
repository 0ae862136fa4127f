package reference

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const query = "?transactionId=t&version=1"

// Bad input gets 400 and its own code, and is not held.
func TestBadInput(t *testing.T) {
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	good := `{"id":"a","subject_id":"s","subject":{},"person":{}}`
	for _, c := range []struct {
		path, body, code string
	}{
		{"/v1/subjects/a" + query, `{`, "subject_json"},
		{"/v1/subjects/a" + query, good + `{}`, "subject_trailing"},
		{"/v1/subjects/b" + query, good, "subject_id"},
		{"/v1/subjects/a" + query, `{"id":"a"}`, "subject_incomplete"},
		{"/v1/subjects/a?version=1", good, "transaction_missing"},
		{"/v1/subjects/a?transactionId=t", good, "version"},
		{"/v1/subjects/a?transactionId=t&version=-1", good, "version"},
		{"/v1/subjects/a?transactionId=t&version=one", good, "version"},
		{"/v1/specimens/a" + query, good, "cmf_unreadable"},
		{"/v1/specimens/a" + query, file("a", "LABORATORY-OF-TOO-LONG-A-NAME"), "cmf_schema"},
		{"/v1/specimens/b" + query, file("a", "LAB"), "specimen_id"},
	} {
		if status, body := do(s, "PUT", c.path, c.body); status != http.StatusBadRequest || !strings.Contains(body, `"message":"`+c.code+`"`) {
			t.Errorf("%s %s: %d %s", c.code, c.path, status, body)
		}
	}
	if n := len(s.Holdings(0, 10)); n != 0 {
		t.Errorf("%d records are held", n)
	}
	if status, body := do(s, "PUT", "/v1/specimens/a"+query, file("a", "LAB")); status != http.StatusOK {
		t.Errorf("a good file: %d %s", status, body)
	}
	if status, body := do(s, "PUT", "/v1/subjects/a?transactionId=u&version=2", good); status != http.StatusConflict || !strings.Contains(body, "other_kind") {
		t.Errorf("the id of a specimen as a subject: %d %s", status, body)
	}
	if status, _ := do(s, "GET", "/v1/subjects/a", ""); status != http.StatusNotFound {
		t.Errorf("a specimen read as a subject: %d", status)
	}
}

func file(id, lab string) string {
	return `<CODISImportFile xmlns="urn:CODISImportFile-schema"><HEADERVERSION>3.2</HEADERVERSION><MESSAGETYPE>Import</MESSAGETYPE>
<DESTINATIONORI>X</DESTINATIONORI><SOURCELAB>` + lab + `</SOURCELAB><SUBMITBYUSERID>u</SUBMITBYUSERID><SUBMITDATETIME>2024-01-01T00:00:00</SUBMITDATETIME>
<SPECIMEN><SPECIMENID>` + id + `</SPECIMENID><SPECIMENCATEGORY>Other</SPECIMENCATEGORY><LOCUS><LOCUSNAME>FGA</LOCUSNAME><READINGBY>r</READINGBY>
<READINGDATETIME>2024-01-01T00:00:00</READINGDATETIME><ALLELE><ALLELEVALUE>22</ALLELEVALUE></ALLELE></LOCUS></SPECIMEN></CODISImportFile>`
}

func do(h http.Handler, method, path, body string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code, w.Body.String()
}

// The schema's own sample is held as the same bytes, where it follows the schema.
func TestSampleProfile(t *testing.T) {
	body, err := os.ReadFile(filepath.Join(samples(t), "codis-cmf", "Codis-Single-Profile.xml"))
	if err != nil {
		t.Skip("the sample is not here: ", err)
	}
	text := strings.Replace(string(body), "NO-SOURCELAB", "NO-LAB", 1) // the sample's is longer than the schema allows
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const path = "/v1/specimens/ABCD1234NL%2301"
	if status, answer := do(s, "PUT", path+query, text); status != http.StatusOK {
		t.Fatalf("%d %s", status, answer)
	}
	if status, got := do(s, "GET", path, ""); status != http.StatusOK || got != text {
		t.Errorf("read back: %d, %d bytes, want %d", status, len(got), len(text))
	}
}

// samples is the folder shared/samples beside the repository.
func samples(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for ; err == nil && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "samples")
		}
	}
	t.Skip("the samples are not here")
	return ""
}
