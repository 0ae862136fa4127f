package genotype
import ("testing";"fmt")
func TestDump(t *testing.T){
 for _,f:=range []string{"genemapper/GeneMapperExample.txt","genemapper/GeneMapperExampleBrokenHeader.txt","genemapper/GeneMapperExampleWithHeights.txt","genemapper/strvalidator-ref3.txt","codis-csv/sample.csv","codis-csv/database_codis_generated_10.csv","str-tables/euroformix-ESX17_refs.csv","str-tables/euroformix-GF_refs.csv","str-tables/STRBASE_frequencies_2015-02-09_Europe.csv","kits/StandardPositiveControlList.txt"} {
  tb,err:=ReadTable(sampleFile(t,f))
  fmt.Println("==",f,err)
  if err!=nil {continue}
  fmt.Println(tb.Layout,len(tb.Profiles),len(tb.Controls))
  for _,p:=range tb.Profiles { fmt.Println(p.Sample,p.Class,len(p.Loci),p.Canonical()); for _,f:=range p.Findings{ fmt.Println("   ",f)} }
 }
}
