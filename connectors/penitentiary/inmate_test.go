package penitentiary

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"bilgate/connectors"
)

const tableHead = "message_id;inmate_id;rev;op;surname;given_name;patronymic;pol\n"

func TestInmateSplit(t *testing.T) {
	for name, c := range map[string]struct {
		format, text string
		want         []string
	}{
		"lines": {mediaNDJSON, `{"message_id":"m-1","inmate_id":"i-1","rev":3,"pol":"женский"}` + "\n" + `{"inmate_id":"i-2","rev":1,"op":"put"}`,
			[]string{"1 put m-1 i-1 3", "2 put b/2 i-2 1"}},
		"a list": {mediaJSON, `[{"message_id":"m-1","inmate_id":"i-1","rev":3}]`, []string{"1 put m-1 i-1 3"}},
		"a table": {mediaCSV, "\ufeff" + tableHead + "m-1;i-1;3;;A;B;C;x\n;i-2;1;put;A;;;\nm-3;i-3;2;retract;;;;\nm-4;i-4;2;delete;;;;\nm-5;;1;;;;;\nm-6;i-6;1.5;;;;;\nm-6;i-6;99999999999999999999;;;;;\nm-7;i-7\n",
			[]string{"1 put m-1 i-1 3", "2 put b/2 i-2 1", "3 retract m-3 i-3 2", "4 !op", "5 !no_id", "6 !no_revision", "7 !no_revision", "8 !syntax"}},
		"retractions": {mediaNDJSON, `{"op":"retract","id":"i-1","revision":4,"message_id":"m-9"}` + "\n" + `{"op":"retract","id":"i-1","revision":4}` + "\n" + `{"op":"retract","revision":4}` + "\n" + `{"op":"retract","id":"i-1"}`,
			[]string{"1 retract m-9 i-1 4", "2 retract b/2 i-1 4", "3 !no_id", "4 !no_revision"}},
		"other ops": {mediaNDJSON, `{"op":"delete","inmate_id":"i-1","rev":3}` + "\n" + `{"op":1,"inmate_id":"i-1","rev":3}` + "\n" + `{"op":null,"inmate_id":"i-1","rev":3}`,
			[]string{"1 !op", "2 !op", "3 put b/3 i-1 3"}},
		"ids that are none": {mediaNDJSON, strings.Join([]string{`{"rev":3}`, `{"inmate_id":"","rev":3}`, `{"inmate_id":" ","rev":3}`, `{"inmate_id":7,"rev":3}`,
			`{"inmate_id":"a\nb","rev":3}`, `{"inmate_id":"` + strings.Repeat("x", maxID+1) + `","rev":3}`, `{"Inmate_id":"i-1","rev":3}`, `{"message_id":" ","inmate_id":"i-1","rev":3}`}, "\n"),
			[]string{"1 !no_id", "2 !no_id", "3 !no_id", "4 !no_id", "5 !no_id", "6 !no_id", "7 !no_id", "8 put b/8 i-1 3"}},
		"revisions that are none": {mediaNDJSON, strings.Join([]string{`{"inmate_id":"i-1"}`, `{"inmate_id":"i-1","rev":0}`, `{"inmate_id":"i-1","rev":-1}`,
			`{"inmate_id":"i-1","rev":"3"}`, `{"inmate_id":"i-1","rev":1e2}`, `{"inmate_id":"i-1","rev":99999999999999999999}`}, "\n"),
			[]string{"1 !no_revision", "2 !no_revision", "3 !no_revision", "4 !no_revision", "5 !no_revision", "6 !no_revision"}},
		"broken lines": {mediaNDJSON, "{\"inmate_id\":\"i-1\",\"rev\":1,\"REV\":2}\n\xcf\xee\xeb\n{\"inmate_id\":\"i-1\",\"rev\":1}}\n{\"inmate_id\":\"i-2\",\"rev\":1}\n{\"inmate_id\"",
			[]string{"1 !duplicate_key", "2 !encoding", "3 !syntax", "4 put b/4 i-2 1", "5 !truncated"}},
		"a table without a header": {mediaCSV, "", []string{"1 !syntax"}},
		"a web page":               {mediaCSV, "<html>502 Bad Gateway</html>", []string{"1 !syntax"}},
	} {
		if got, _ := split(t, inmate(), c.format, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q, want\n%q", name, got, c.want)
		}
	}
}

func TestInmateSplitKeepsTheBytes(t *testing.T) {
	line := ` {"inmate_id" : "i-1", "rev":1 , "fio":["\u0410"]} `
	_, messages := split(t, inmate(), mediaNDJSON, line+"\r\n"+line)
	if len(messages) != 2 || string(messages[0].Body) != line || string(messages[1].Body) != line {
		t.Fatalf("the bodies are %+v", messages)
	}
	_, messages = split(t, inmate(), mediaCSV, tableHead+"m;i;1;;\"A;\";B;C;x\n")
	if string(messages[0].Body) != tableHead+`m;i;1;;"A;";B;C;x` {
		t.Errorf("the line is kept as %q", messages[0].Body)
	}
}

func TestInmateDecodesJSONAndTablesAlike(t *testing.T) {
	_, object := split(t, inmate(), mediaJSON, `{"message_id":"m","inmate_id":"i","rev":1,"fio":["Ә","Б"],"pol":"мужской","extra":1}`)
	_, line := split(t, inmate(), mediaCSV, "message_id,inmate_id,rev,surname,given_name,patronymic,pol,extra\nm,i,1,Ә,Б,,мужской,1")
	fromObject, rows, _, _ := decode(t, inmate(), object...)
	fromLine, lineRows, _, _ := decode(t, inmate(), line...)
	if fromObject != fromLine {
		t.Errorf("the object reads as\n%s, the line as\n%s", fromObject, fromLine)
	}
	if rows[0].RecordID != "i" || lineRows[0].RecordID != "i" {
		t.Errorf("the records are %q and %q", rows[0].RecordID, lineRows[0].RecordID)
	}
	for _, r := range []connectors.Row{rows[0], lineRows[0]} {
		if len(r.Findings) != 1 || r.Findings[0].Code != "source.unknown_fields" || !strings.HasPrefix(r.Findings[0].Message, "1 ") {
			t.Errorf("the field that the schema lacks gives %+v", r.Findings)
		}
	}
	if !strings.Contains(fromObject, `"fio":["Ә","Б"]`) || !strings.Contains(fromObject, `"iin":null`) {
		t.Errorf("decoded as %s", fromObject)
	}
}

func TestInmateDecodeFaults(t *testing.T) {
	message := func(format, body string) connectors.Message {
		return connectors.Message{RecordID: "i", Format: format, Body: []byte(body)}
	}
	good := message(mediaJSON, `{"inmate_id":"i","rev":1}`)
	for _, c := range []struct {
		m    connectors.Message
		want connectors.Fault
	}{
		{message(mediaJSON, `{"inmate_id":"i","rev":"1"}`), connectors.Fault{Code: "decode.wrong_type", Field: "rev", Class: "text", Place: "byte 23"}},
		{message(mediaJSON, `{"fio":["А",1]}`), connectors.Fault{Code: "decode.wrong_type", Field: "fio[1]", Class: "number", Place: "byte 13"}},
		{message(mediaJSON, `{"fio":`), connectors.Fault{Code: "decode.truncated", Class: "object", Place: "byte 7"}},
		{message(mediaCSV, "inmate_id,rev\ni,x"), connectors.Fault{Code: "decode.wrong_type", Field: "rev", Class: "text", Place: "line 2"}},
		{message(mediaCSV, "inmate_id,rev\ni"), connectors.Fault{Code: "decode.syntax", Class: "text", Place: "line 2"}},
	} {
		text, rows, _, faults := decode(t, inmate(), good, c.m, good)
		if len(faults) != 1 || faults[0] != c.want {
			t.Errorf("%s: %+v, want %+v", c.m.Body, faults, c.want)
		}
		if len(rows) != 2 || strings.Count(text, "inmate_id") != 2 {
			t.Errorf("%s: the columns were touched: %s", c.m.Body, text)
		}
	}
}

func TestSimulatedFeedsSaySo(t *testing.T) {
	for _, feed := range Inbound().Feeds {
		if !strings.Contains(feed.Help, "simulated") {
			t.Errorf("%s does not say that it is simulated", feed.Name)
		}
	}
}

func FuzzInmate(f *testing.F) {
	formats := inmate().Formats
	f.Add(uint8(slices.Index(formats, mediaNDJSON)), `{"inmate_id":"i","rev":1,"fio":["a"]}`)
	f.Add(uint8(slices.Index(formats, mediaCSV)), tableHead+"m;i;1;;A;B;C;x")
	f.Add(uint8(slices.Index(formats, mediaJSON)), `[{"op":"retract","id":"i","revision":1}]`)
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		format := formats[int(which)%len(formats)]
		_, messages := split(t, inmate(), format, text)
		for _, m := range messages {
			if m.Op == connectors.Put && m.Format == mediaJSON && !json.Valid(m.Body) {
				t.Fatal("a message is no JSON")
			}
			decode(t, inmate(), m)
		}
	})
}
