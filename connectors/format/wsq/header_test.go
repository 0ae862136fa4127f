package wsq

import (
	"reflect"
	"testing"
)

func TestDecodeHeader(t *testing.T) {
	data := file(piece(markerCOM, []byte("first")...), transform97(), piece(markerCOM, []byte("second")...), frame(640, 480))
	got, err := DecodeHeader(data)
	if err != nil {
		t.Fatal(err)
	}
	want := Header{
		Width: 640, Height: 480, Black: 0, White: 255, Shift: 125, Scale: 2, Encoder: 1, Software: 0xABCD,
		Comments: []string{"first", "second"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestDecodeHeaderRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		data   []byte
		rule   string
		offset int
	}{
		"nothing":             {nil, RuleCut, 0},
		"another format":      {[]byte("\xff\xd8\xff\xe0"), RuleMarker, 0},
		"no marker":           {[]byte("\xff\xa0\x00"), RuleMarker, 2},
		"unknown marker":      {[]byte("\xff\xa0\xff\xd9\x00\x02"), RuleMarker, 2},
		"SOI alone":           {[]byte("\xff\xa0"), RuleCut, 2},
		"length cut":          {[]byte("\xff\xa0\xff\xa8\x00"), RuleCut, 2},
		"length below two":    {[]byte("\xff\xa0\xff\xa8\x00\x01"), RuleLength, 4},
		"comment cut":         {[]byte("\xff\xa0\xff\xa8\x00\x09ab"), RuleCut, 2},
		"short frame":         {file(piece(markerSOF, 0, 255)), RuleLength, 2},
		"empty image":         {file(frame(0, 10)), RuleSize, 8},
		"block before header": {file(block()), RuleOrder, 2},
		"no header":           {file(), RuleOrder, 2},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := DecodeHeader(c.data)
			wantFault(t, err, c.rule, c.offset)
		})
	}
}
