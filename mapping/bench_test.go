package mapping

import (
	"fmt"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
)

// benchMapping has twelve assignments: trim and upper case, a date, code lists, a default, concatenation, a
// nested list, a constant, a digest passed on, the IIN check and rejects.
const benchMapping = `mapping: bench.inmate
version: 1
to: person
lookups: {sex: sex.csv, citizenship: citizenship.csv}
let:
  born:  date(src.dob, "DD.MM.YYYY")
  since: date(src.custody_start, "DD.MM.YYYY")
const:
  subject.scheme: iin
fields:
  subject.value:         iin(src.iin).orReject("iin_check")
  person.surname:        upper(trim(src.fio[?0].orReject("fio")))
  person.given_name:     upper(trim(src.fio[?1]))
  person.patronymic:     upper(trim(src.fio[?2]))
  person.birth_date:     born.orReject("birth_date")
  person.birth_place:    src.address.city.orValue("-") + ", " + src.address.street.orValue("-")
  person.sex:            lookup("sex", lower(src.pol)).orReject("sex_code")
  person.citizenship:    lookup("citizenship", src.citizenship, since).orReject("citizenship_code")
  legal_basis:           src.pieces
  links.card_number:     src.id
  documents[]:
    each: src.cards
    as: card
    fields:
      number: trim(card.number.orReject("document_number"))
`

const benchRows = 1000

func benchBatch(b *testing.B) arrow.RecordBatch {
	lines := make([]string, benchRows)
	number := validIIN(b, "85030710001")
	for i := range lines {
		lines[i] = fmt.Sprintf(`{"id":"%011d","revision":1,"iin":"%s","fio":["Нұрмағамбетов","Әлихан","Серікұлы"],"dob":"07.03.1885","pol":"Мужской",
			"citizenship":"Казахстан","custody_start":"14.06.2019","pieces":"закон","address":{"city":"Қызылорда","street":"Абая 5"},
			"cards":[{"kind":"id","number":"N%d","issued":"01.02.1904"}]}`, i, number, i)
	}
	return batch(b, inmateSchema(), lines...)
}

// BenchmarkMapping compares the kernels with this package's interpreter path, and with the bare evaluation
// of the same expressions by cel-go's interpreter: no columns written, no checks.
func BenchmarkMapping(b *testing.B) {
	p := compile(b, benchMapping)
	in := benchBatch(b)
	defer in.Release()
	if r := p.Run(in); len(r.Rejects) > 0 {
		b.Fatalf("%+v", r.Rejects[0])
	}
	perRecord := map[string]float64{}
	lane := func(name string, run func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
			perRecord[name] = float64(b.Elapsed().Nanoseconds()) / float64(b.N) / benchRows
			b.ReportMetric(perRecord[name], "ns/record")
			b.ReportMetric(perRecord["interpreter"]/perRecord[name], "interpreter/this")
		})
	}
	lane("interpreter", func() { p.Evaluate(in) })
	lane("run-interpreted", func() { p.run(in, false).Batch.Release() })
	lane("run-kernels", func() { p.Run(in).Batch.Release() })
	lane("kernels", func() { p.kernelsOnly(in) })
}

// kernelsOnly runs the kernels of the record's own assignments and writes nothing.
func (p *Program) kernelsOnly(in arrow.RecordBatch) {
	work := p.work.Get().(*workspace)
	defer p.work.Put(work)
	f := newRun(p, work, true).rootDomain(in).frame
	for _, l := range p.leaves {
		if l.constant == nil {
			l.kernel.run(f)
		}
	}
}
