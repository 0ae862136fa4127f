package iso19794

// read2005 reads a record of ISO/IEC 19794-4:2005: one resolution, depth and compression for all images.
func (r *Record) read2005(in *reader) *Finding {
	r.Length = in.number(6)
	r.Device = in.number(2)
	in.skip(2) // acquisition level
	r.Declared = in.number(1)
	scale := in.number(1)
	in.skip(4) // scan resolution
	ppi := pixelsPerInch(scale, in.number(2))
	in.skip(2)
	depth, compression := in.number(1), in.number(1)
	in.skip(2) // reserved
	if bad := r.wantLength(in); bad != nil {
		return bad
	}
	return r.images(in, func(i *Image) *Finding {
		i.PixelsPerInch, i.Depth, i.Compression = ppi, depth, compression
		return block2005(in, i)
	})
}

// block2005 reads one finger: a header of 14 bytes and the image up to the block's length.
func block2005(in *reader, i *Image) *Finding {
	const header = 14
	i.Length = in.number(4)
	i.Position = in.number(1)
	in.skip(2) // count of views, number of this one
	i.Qualities = []int{in.number(1)}
	i.Impression = in.number(1)
	i.Width, i.Height = in.number(2), in.number(2)
	in.skip(1)
	if in.short {
		return in.cut()
	}
	if i.Length < header || i.Length-header > len(in.data)-in.at {
		return fault(RuleLength, i.Offset, "the image's block states %d bytes, %d are left", i.Length, len(in.data)-i.Offset)
	}
	i.DataOffset = in.at
	i.Data = in.bytes(i.Length - header)
	return nil
}
