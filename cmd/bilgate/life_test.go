package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/gateway/register"
)

// TestLifeOfARecord: an update leaves the old version readable and both subsystems at the new one; old messages
// change nothing; a retraction removes in the subsystems and keeps in the register.
func TestLifeOfARecord(t *testing.T) {
	t.Parallel()
	d := demo(t)
	l := life{t: t, demo: d}
	inmate := func(message string, revision int, place string) string {
		return fmt.Sprintf(`{"message_id":%q,"inmate_id":"LIFE-1","rev":%d,"iin":"850307100012","fio":["Әлімбеков","Қайрат"],`+
			`"dob":"07.03.1885","birth_place":%q,"pol":"мужской","citizenship":"Казахстан","doc_type":"удостоверение личности",`+
			`"doc_no":"012345678","card_no":"90000000001"}`, message, revision, place)
	}
	l.send(inmate("life-1", 1, "г. Верный"))
	found := decodeJSON[[]register.Summary](t, must(t, "records", "list", "--card", "90000000001", "--json", "--to", d.API))
	if len(found) != 1 {
		t.Fatalf("%d records with the card number", len(found))
	}
	l.id = found[0].ID
	l.holds("г. Верный")
	l.heldAt(1)

	l.send(inmate("life-2", 2, "г. Омск"))
	l.holds("г. Верный", "г. Омск")
	l.heldAt(2)

	before := l.digests()
	l.send(inmate("life-1", 1, "г. Верный")) // the very message again, in another batch
	l.holds("г. Верный", "г. Омск")
	l.send(inmate("life-3", 2, "г. Омск")) // the same content as the current version
	l.holds("г. Верный", "г. Омск")
	l.heldAt(2)
	if after := l.digests(); after != before {
		t.Errorf("old messages changed the subsystems: %s, %s", before, after)
	}

	l.send(`{"op":"retract","id":"LIFE-1","revision":3,"message_id":"life-4"}`)
	l.holds("г. Верный", "г. Омск", "")
	for _, base := range []string{d.Fingerprint, d.Genomic} {
		if status, _ := get(t, base+"/v1/holdings/person/"+l.id); status != http.StatusNotFound {
			t.Errorf("%s still holds the record: %d", base, status)
		}
	}
	if !strings.Contains(must(t, "records", "list", "--kind", "person", "--limit", "10000", "--to", d.API), "withdrawn") {
		t.Error("the register does not list the record as withdrawn")
	}
}

// life follows one record.
type life struct {
	t    *testing.T
	demo Demo
	id   string
}

func (l *life) send(text string) {
	l.t.Helper()
	if r := send(l.t, l.demo, fixtures.Inmate, "life.json", text); r.code != 0 || !strings.Contains(r.stdout, `"framed":1`) {
		l.t.Fatalf("exit %d %s%s", r.code, r.stdout, r.stderr)
	}
	settled(l.t, l.demo)
}

// holds checks every version's birth place, the first version first; only the last is current.
func (l *life) holds(places ...string) {
	l.t.Helper()
	versions := decodeJSON[[]register.Version](l.t, must(l.t, "records", "show", l.id, "--reveal", "--json", "--to", l.demo.API))
	got := map[int64]register.Version{}
	for _, v := range versions {
		got[v.Version] = v
	}
	if len(got) != len(places) {
		l.t.Fatalf("%d versions, want %d", len(got), len(places))
	}
	for i, want := range places {
		v := got[int64(i+1)]
		var data struct {
			Person struct {
				Place string `json:"birth_place"`
			} `json:"person"`
		}
		if len(v.Canonical.Data) > 0 {
			if err := json.Unmarshal(v.Canonical.Data, &data); err != nil {
				l.t.Fatal(err)
			}
		}
		state := "superseded"
		if i == len(places)-1 {
			state = "current"
		}
		if data.Person.Place != want || v.State != state || len(v.Deliveries) != 2 {
			l.t.Errorf("version %d: %q, %s, %d deliveries", i+1, data.Person.Place, v.State, len(v.Deliveries))
		}
	}
}

// heldAt checks the version that both subsystems hold.
func (l *life) heldAt(version int64) {
	l.t.Helper()
	for _, base := range []string{l.demo.Fingerprint, l.demo.Genomic} {
		_, body := get(l.t, base+"/v1/holdings/person/"+l.id)
		if h := decodeJSON[held](l.t, string(body)); h.Version != version {
			l.t.Errorf("%s holds version %d, want %d", base, h.Version, version)
		}
	}
}

func (l *life) digests() string {
	l.t.Helper()
	var out []string
	for _, base := range []string{l.demo.Fingerprint, l.demo.Genomic} {
		_, body := get(l.t, base+"/v1/holdings/person/"+l.id)
		out = append(out, decodeJSON[held](l.t, string(body)).Digest)
	}
	return strings.Join(out, " ")
}
