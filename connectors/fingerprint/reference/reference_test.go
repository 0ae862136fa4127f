package reference

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const (
	address = "/v1/persons/p/encounters/e?transactionId=t"
	good    = `{"encounterId":"e","status":"ACTIVE","encounterType":"x","galleries":["g"],` +
		`"contextualData":{"kind":"person","version":1,"more":true},"biometricData":[{"biometricType":"FINGER","image":"AAAA"}]}`
)

func open(t *testing.T) *Server {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func do(h http.Handler, method, path, body string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code, w.Body.String()
}

// Bad input gets 400 and its own code, and is not held.
func TestBadInput(t *testing.T) {
	s := open(t)
	for _, c := range []struct{ old, new, code string }{
		{`{`, ``, "encounter_json"}, {`"status"`, `"unknown":1,"status"`, "encounter_json"},
		{`"AAAA"`, `"A"`, "encounter_json"}, {`"version":1`, `"version":"1"`, "encounter_json"},
		{`}]}`, `}]}{}`, "encounter_trailing"}, {`"e"`, `"f"`, "encounter_id"}, {`ACTIVE`, `DEAD`, "status"},
		{`"x"`, `""`, "encounter_type"}, {`["g"]`, `[]`, "galleries"}, {`["g"]`, `["g","g"]`, "galleries"},
		{`,"biometricData":[{"biometricType":"FINGER","image":"AAAA"}]`, ``, "biometric_data"},
		{`"kind":"person"`, `"kind":""`, "kind"}, {`"version":1`, `"version":0`, "version"},
		{`FINGER`, `TOE`, "biometric_type"}, {`"image"`, `"biometricSubType":"TOE","image"`, "biometric_sub_type"},
		{`"image"`, `"impressionType":"TOE","image"`, "impression_type"}, {`"image"`, `"compression":"ZIP","image"`, "compression"},
		{`"image"`, `"width":-1,"image"`, "image_size"}, {`,"image":"AAAA"`, ``, "image_missing"},
		{`"image"`, `"missing":[{"presence":"LOST"}],"image"`, "missing"},
	} {
		body := strings.Replace(good, c.old, c.new, 1)
		if status, answer := do(s, "POST", address, body); status != http.StatusBadRequest || !strings.Contains(answer, `"message":"`+c.code+`"`) {
			t.Errorf("%s → %s: %d %s", c.old, c.new, status, answer)
		}
	}
	if status, answer := do(s, "POST", "/v1/persons/p/encounters/e", good); status != 400 || !strings.Contains(answer, "transaction_missing") {
		t.Errorf("without transactionId: %d %s", status, answer)
	}
	if status, answer := do(s, "DELETE", address, ""); status != 400 || !strings.Contains(answer, `"version"`) {
		t.Errorf("removal without version: %d %s", status, answer)
	}
	if n := len(s.Holdings(0, 10)); n != 0 {
		t.Errorf("%d records are held", n)
	}
}

// OSIA: creating what exists is 409, updating what does not is 404.
func TestCreateAndUpdate(t *testing.T) {
	s := open(t)
	if status, _ := do(s, "PUT", address, good); status != http.StatusNotFound {
		t.Errorf("update of an unknown encounter: %d", status)
	}
	if status, answer := do(s, "POST", address, good); status != http.StatusOK || !strings.Contains(answer, `"personId":"p"`) {
		t.Errorf("creation: %d %s", status, answer)
	}
	if status, answer := do(s, "POST", address, good); status != http.StatusOK {
		t.Errorf("the same transaction again: %d %s", status, answer)
	}
	other := strings.Replace(address, "=t", "=u", 1)
	if status, answer := do(s, "POST", other, good); status != http.StatusConflict || !strings.Contains(answer, `"exists"`) {
		t.Errorf("creation of what exists: %d %s", status, answer)
	}
	if status, answer := do(s, "PUT", other, good); status != http.StatusOK {
		t.Errorf("update: %d %s", status, answer)
	}
}

func TestOlderVersionShowsWhatIsHeld(t *testing.T) {
	s := open(t)
	do(s, "POST", address, strings.Replace(good, `"version":1`, `"version":2`, 1))
	status, answer := do(s, "PUT", strings.Replace(address, "=t", "=u", 1), good)
	if status != http.StatusConflict || !strings.Contains(answer, `"message":"older_version","holding":{"id":"e","kind":"person","version":2,"digest":"`) {
		t.Errorf("%d %s", status, answer)
	}
}
