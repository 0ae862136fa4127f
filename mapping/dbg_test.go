package mapping
import ("testing")
func TestDbg(t *testing.T){
 for _, x := range []string{`src.fio[?0]`,`trim(src.fio[?0])`,`iin(trim(src.fio[?0]))`,`upper(lower(src.fio[?1]))`,`lower(src.pol)`} {
 p:=compile(t, `mapping: a.b
version: 1
to: person
const: {subject.scheme: none, person.surname: A, person.birth_date: "1885-01-01", person.sex: M, person.citizenship: KAZ}
fields:
  person.given_name: `+x)
 b:=batch(t, inmateSchema(), `{"id":"1","revision":1,"fio":["07.03.1885","x"],"pol":"M"}`)
 r := &run{program: p, domain: rootDomain(p, b)}
 r.frame = &frame{table: r.domain.table, rows: 1, work: newWorkspace(p.slots), done: make([]column, p.slots)}
 t.Log(x, p.leaves[5].kernel, cellText(r.leaf(r.domain,p.leaves[5],true),0), cellText(r.leaf(r.domain,p.leaves[5],false),0))
 }
}
