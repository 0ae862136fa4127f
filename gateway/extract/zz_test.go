package extract
import ("os";"testing")
func TestZZ(t *testing.T){ for _,n:=range []string{"/tmp/nf/a.pdf","/tmp/nf/b.pdf","/tmp/nf/c.pdf"} { b,err:=Make(whole(t)); if err!=nil{t.Fatal(err)}; os.WriteFile(n,b,0o600)} }
