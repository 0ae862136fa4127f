package wsq

import "image"

// DefaultMaxPixels is the pixel cap when [Options] states none: eight inches
// square at 500 pixels an inch.
const DefaultMaxPixels = 16 << 20

// Options bounds a decode.
type Options struct {
	MaxPixels int // width × height; 0 means DefaultMaxPixels
}

// Decode reads the image, 8 bits a pixel. Bytes after EOI are not looked at.
// Every error is an [*Error].
func Decode(data []byte, o Options) (*image.Gray, error) {
	s, err := open(data)
	if err != nil {
		return nil, err
	}
	d := &decoder{segments: s, maxPixels: o.MaxPixels}
	if d.maxPixels <= 0 {
		d.maxPixels = DefaultMaxPixels
	}
	for !d.ended {
		g, err := s.next()
		if err != nil {
			return nil, err
		}
		if err := d.segment(g); err != nil {
			return nil, err
		}
	}
	return d.image()
}

// decoder is what the segments so far have said.
type decoder struct {
	*segments
	maxPixels int
	header    Header
	tree      *tree // nil before SOF
	filters   *filters
	quantiser *quantiser
	tables    [maxTables]huffman
	plane     []float32
	cursor    *cursor  // nil before the first block
	table     *huffman // of the block at hand
	restarts  bool     // DRT announced restart markers
	restart   int      // restart markers in the block so far
	ended     bool     // EOI was met
}

// segment takes one segment in.
func (d *decoder) segment(g segment) (err error) {
	switch g.marker {
	case markerCOM:
	case markerDTT:
		d.filters, err = readFilters(g)
	case markerDQT:
		err = d.quantisation(g)
	case markerDHT:
		err = readHuffman(g, &d.tables)
	case markerDRT:
		err = d.restartInterval(g)
	case markerSOF:
		err = d.frame(g)
	case markerSOB:
		err = d.block(g)
	case markerEOI:
		d.ended = true
	case markerSOI:
		err = fault(RuleOrder, g.offset, "a second SOI")
	default:
		err = d.afterRestart(g)
	}
	return err
}

func (d *decoder) quantisation(g segment) (err error) {
	if d.cursor != nil {
		return fault(RuleOrder, g.offset, "a quantisation table comes after the first block")
	}
	d.quantiser, err = readQuantiser(g)
	return err
}
