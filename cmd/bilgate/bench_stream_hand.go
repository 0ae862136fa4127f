package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	goccy "github.com/goccy/go-json"
	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/fixtures/workload"
	"bilgate/gateway/pipe"
	"bilgate/mapping"
	"bilgate/mapping/canon/iin"
)

// handWritten is the job of a lane's mapping as a good engineer writes it for speed: a struct that is used
// again, a fast JSON library, and an encoder that appends. It makes the same outputs and rejects.
type handWritten struct {
	to, rejects  string
	sexes, codes map[string]string // by the agency's word
	in           handRecord
}

// handRecord is what both lanes' records hold.
type handRecord struct {
	N            int64          `json:"n"`
	ID           string         `json:"id"`
	IIN          string         `json:"iin"`
	Surname      string         `json:"surname"`
	Given        string         `json:"given"`
	Patronymic   string         `json:"patronymic"`
	Born         string         `json:"dob"`
	Sex          string         `json:"pol"`
	Citizenship  string         `json:"citizenship"`
	City         string         `json:"city"`
	Street       string         `json:"street"`
	CustodyStart string         `json:"custody_start"`
	Documents    []handDocument `json:"documents"`
	Visits       []handVisit    `json:"visits"`
	Template     string         `json:"template"`
	Loci         []handLocus    `json:"loci"`
}

type handDocument struct {
	Number string `json:"number"`
	Issued string `json:"issued"`
	Issuer string `json:"issuer"`
}

type handVisit struct {
	Country string `json:"country"`
	Entry   string `json:"entry"`
	Exit    string `json:"exit"`
	Purpose string `json:"purpose"`
}

type handLocus struct {
	Locus  string `json:"locus"`
	First  string `json:"first"`
	Second string `json:"second"`
}

// reset empties the record and keeps the memory of its lists.
func (r *handRecord) reset() {
	*r = handRecord{Documents: r.Documents[:0], Visits: r.Visits[:0], Loci: r.Loci[:0]}
}

func newHandWritten(j *streamJob) (*handWritten, error) {
	h := &handWritten{to: j.To, rejects: j.Rejects}
	var err error
	if h.sexes, err = handCodes(j.Lane, "sex.csv"); err == nil {
		h.codes, err = handCodes(j.Lane, "country.csv")
	}
	return h, err
}

func handCodes(lane workload.Lane, file string) (map[string]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(lane.Text(file))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	out := map[string]string{}
	for _, row := range rows[1:] {
		out[row[1]] = row[0]
	}
	return out, nil
}

// Turn implements pipe.Turner.
func (h *handWritten) Turn(records []*kgo.Record, slab []byte) []byte {
	for _, r := range records {
		from := len(slab)
		out, code := h.turn(slab, r.Value)
		r.Topic = h.to
		if code != workload.None {
			r.Topic = h.rejects
			out = h.reject(slab, r, code)
		}
		slab = out
		r.Value, r.Headers = slab[from:len(slab):len(slab)], nil // a slab that grows leaves the old one to the values in it
	}
	return slab
}

func (h *handWritten) reject(dst []byte, r *kgo.Record, code workload.Wrong) []byte {
	text, err := json.Marshal(pipe.Reject{Errors: []mapping.Error{{Code: string(code)}}, Partition: r.Partition, Offset: r.Offset})
	if err != nil {
		panic(err) // texts and numbers only
	}
	return append(dst, text...)
}

// turn appends what becomes of a body. The library takes what is not UTF-8 and keys that stand twice, so
// that both are looked for beside it; for the keys the cheapest search that finds those of the workload.
func (h *handWritten) turn(dst, body []byte) ([]byte, workload.Wrong) {
	if !utf8.Valid(body) {
		return dst, workload.NotUTF8
	}
	if bytes.Count(body, []byte(`"id":`)) > 1 {
		return dst, workload.DuplicateKey
	}
	h.in.reset()
	if err := goccy.Unmarshal(body, &h.in); err != nil {
		return dst, "decode.syntax"
	}
	if _, err := iin.Parse(h.in.IIN); err != nil {
		return dst, workload.CheckDigit
	}
	return h.write(dst)
}

func (h *handWritten) write(dst []byte) ([]byte, workload.Wrong) {
	in := &h.in
	dst = append(dst, `{"n":`...)
	dst = appendNumber(dst, in.N)
	dst = handText(dst, `,"record":`, in.ID)
	dst = handText(dst, `,"subject":{"scheme":"iin","value":`, in.IIN)
	dst = handName(dst, `},"person":{"surname":`, in.Surname)
	dst = handName(dst, `,"given_name":`, in.Given)
	if in.Patronymic != "" {
		dst = handName(dst, `,"patronymic":`, in.Patronymic)
	}
	dst, ok := handDay(dst, `,"birth_date":`, in.Born)
	if !ok {
		return dst, workload.NoSuchDay
	}
	sex, ok := h.sexes[string(appendLowered(nil, in.Sex))]
	if !ok {
		return dst, "sex_code"
	}
	country, ok := h.codes[in.Citizenship]
	if !ok {
		return dst, workload.UnknownCode
	}
	dst = handText(handText(dst, `,"sex":`, sex), `,"citizenship":`, country)
	street := in.Street
	if street == "" {
		street = "-"
	}
	dst = handText(dst, `,"address":`, in.City)
	dst = append(append(append(dst[:len(dst)-1], ", "...), street...), `"}`...)
	if dst, ok = handDay(dst, `,"custody_start":`, in.CustodyStart); !ok {
		return dst, "custody_start"
	}
	return h.writeLists(dst)
}

func (h *handWritten) writeLists(dst []byte) ([]byte, workload.Wrong) {
	ok := true
	day := func(dst []byte, open, s string) []byte {
		dst, exists := handDay(dst, open, s)
		ok = ok && exists
		return dst
	}
	dst = handList(dst, `,"documents":[`, h.in.Documents, func(dst []byte, d *handDocument) []byte {
		dst = handName(dst, `{"number":`, d.Number)
		dst = day(dst, `,"issued":`, d.Issued)
		return append(handText(dst, `,"issuer":`, d.Issuer), '}')
	})
	dst = handList(dst, `,"visits":[`, h.in.Visits, func(dst []byte, v *handVisit) []byte {
		dst = handText(dst, `{"country":`, h.codes[v.Country])
		dst = day(dst, `,"entry":`, v.Entry)
		dst = day(dst, `,"exit":`, v.Exit)
		return append(handText(dst, `,"purpose":`, v.Purpose), '}')
	})
	if h.in.Template != "" {
		dst = handText(dst, `,"template":`, h.in.Template)
	}
	dst = handList(dst, `,"loci":[`, h.in.Loci, func(dst []byte, l *handLocus) []byte {
		dst = handName(dst, `{"locus":`, l.Locus)
		dst = handText(dst, `,"alleles":`, l.First)
		return append(append(append(dst[:len(dst)-1], ','), l.Second...), `"}`...)
	})
	if !ok {
		return dst, "date"
	}
	return append(dst, '}'), workload.None
}
