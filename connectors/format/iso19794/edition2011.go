package iso19794

// read2011 reads a record of ISO/IEC 19794-4:2011: every representation has its own resolution, depth and compression.
func (r *Record) read2011(in *reader) *Finding {
	r.Length = in.number(4)
	r.Declared = in.number(2)
	certified := in.number(1) != 0
	in.skip(1) // distinct positions
	if bad := r.wantLength(in); bad != nil {
		return bad
	}
	return r.images(in, func(i *Image) *Finding { return representation(in, i, certified) })
}

// representation reads one image; further blocks may follow it up to the representation's length.
func representation(in *reader, i *Image, certified bool) *Finding {
	i.Length = in.number(4)
	if in.short {
		return in.cut()
	}
	if i.Length < 4 || i.Length > len(in.data)-i.Offset {
		return fault(RuleLength, i.Offset, "the representation states %d bytes, %d are left", i.Length, len(in.data)-i.Offset)
	}
	inside := &reader{data: in.data[:i.Offset+i.Length], at: in.at}
	readImage2011(inside, i, certified)
	size := inside.number(4)
	if inside.short {
		return inside.cut()
	}
	if size > len(inside.data)-inside.at {
		return fault(RuleLength, inside.at-4, "the image states %d bytes, its representation has %d left", size, len(inside.data)-inside.at)
	}
	i.DataOffset = inside.at
	i.Data = inside.bytes(size)
	i.Extra = len(inside.data) - inside.at
	in.at = i.Offset + i.Length
	return nil
}

// readImage2011 reads what stands between the length and the image's own length.
func readImage2011(in *reader, i *Image, certified bool) {
	in.skip(9 + 1 + 2 + 2) // date and time, technology, vendor, device
	for range in.number(1) {
		i.Qualities = append(i.Qualities, in.number(1))
		in.skip(4) // vendor and algorithm
	}
	if certified {
		in.skip(3 * in.number(1))
	}
	i.Position = in.number(1)
	in.skip(1) // number of the representation
	scale := in.number(1)
	in.skip(4) // scan resolution
	i.PixelsPerInch = pixelsPerInch(scale, in.number(2))
	in.skip(2)
	i.Depth, i.Compression, i.Impression = in.number(1), in.number(1), in.number(1)
	i.Width, i.Height = in.number(2), in.number(2)
}
