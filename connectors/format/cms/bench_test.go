package cms

import "testing"

// BenchmarkParse reads messages with their certificates.
func BenchmarkParse(b *testing.B) {
	data, _ := vector(b, "rsa")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify checks one signature of each kind.
func BenchmarkVerify(b *testing.B) {
	for _, name := range []string{"rsa", "pss", "p521", "bp256", "bp384", "bp512"} {
		b.Run(name, func(b *testing.B) {
			data, _ := vector(b, name)
			signed := mustMessage(b, data)
			for b.Loop() {
				if signed.Verify(nil)[0].Signature.Result != Pass {
					b.Fatal("no pass")
				}
			}
		})
	}
}

// BenchmarkMasterList reads a list of 500 certificates.
func BenchmarkMasterList(b *testing.B) {
	s := newState("rsa", "p256")
	cert := s.message().Certificates[0]
	certificates := make([][]byte, 500)
	for i := range certificates {
		certificates[i] = cert
	}
	data := masterList(s, certificates...)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := ParseMasterList(data); err != nil {
			b.Fatal(err)
		}
	}
}
