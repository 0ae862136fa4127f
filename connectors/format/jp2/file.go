package jp2

// readFile reads the boxes of a JP2 file: signature, file type, header, codestream, and others that are carried.
func (m *Image) readFile(data []byte) *Finding {
	seen := map[string]int{}
	bad := m.boxes(data, 0, len(data), 0, func(b Box) *Finding {
		seen[b.Type]++
		return m.topBox(data, b, seen)
	})
	switch {
	case bad != nil:
		return bad
	case m.Header == nil:
		return fault("jp2h", len(data), RuleBoxMissing, "the file has no image header")
	case m.Codestream == nil:
		return fault("jp2c", len(data), RuleBoxMissing, "the file has no codestream")
	}
	return nil
}

// topBox reads one box of the file itself.
func (m *Image) topBox(data []byte, b Box, seen map[string]int) *Finding {
	if seen[b.Type] > 1 && (b.Type == "jp2h" || b.Type == "ftyp") {
		m.note(GradeConsistency, b.Type, b.Offset, RuleBoxTwice, "the box may be there once")
		return nil
	}
	switch b.Type {
	case "ftyp":
		m.checkFileType(data[b.ContentOffset():b.End()], b, len(m.Boxes))
	case "jp2h":
		return m.readHeaderBoxes(data, b)
	case "jp2c":
		return m.codestreamBox(data, b, seen)
	}
	return nil
}

// codestreamBox reads the first codestream; a JP2 reader ignores others (annex I.5.4).
func (m *Image) codestreamBox(data []byte, b Box, seen map[string]int) *Finding {
	if seen["jp2c"] > 1 {
		m.note(GradeTable, "jp2c", b.Offset, RuleBoxTwice, "a second codestream is not looked at")
		return nil
	}
	if seen["jp2h"] == 0 {
		m.note(GradeTable, "jp2c", b.Offset, RuleBoxOrder, "the codestream stands before the image header")
	}
	if seen["ftyp"] == 0 {
		m.note(GradeTable, "ftyp", b.Offset, RuleBoxMissing, "no file type stands before the codestream")
	}
	if bad := m.readCodestream(data, b.ContentOffset(), b.End()); bad != nil {
		return bad
	}
	m.compare()
	return nil
}

// checkFileType wants "jp2 " among the compatible types (annex I.5.2).
func (m *Image) checkFileType(content []byte, b Box, place int) {
	if place != 2 {
		m.note(GradeTable, "ftyp", b.Offset, RuleBoxOrder, "the file type does not follow the signature")
	}
	if len(content) < 8 || len(content)%4 != 0 {
		m.note(GradeConsistency, "ftyp", b.Offset, RuleBoxContent, "%d bytes are no list of types", len(content))
		return
	}
	for at := 8; at < len(content); at += 4 {
		if string(content[at:at+4]) == "jp2 " {
			return
		}
	}
	m.note(GradeTable, "ftyp", b.Offset, RuleVersion, "JP2 is not among the compatible types")
}

// readHeaderBoxes reads jp2h, whose first box is ihdr (annex I.5.3).
func (m *Image) readHeaderBoxes(data []byte, parent Box) *Finding {
	bad := m.boxes(data, parent.ContentOffset(), parent.End(), 1, func(b Box) *Finding {
		return m.headerBox(data, b)
	})
	if bad == nil && m.Header == nil {
		bad = fault("ihdr", parent.Offset, RuleBoxMissing, "the header has no image header box")
	}
	if bad == nil && len(m.Colours) == 0 {
		m.note(GradeTable, "colr", parent.Offset, RuleColour, "no colour specification")
	}
	return bad
}

// headerBox reads one box of jp2h.
func (m *Image) headerBox(data []byte, b Box) *Finding {
	content := data[b.ContentOffset():b.End()]
	if b.Type != "ihdr" && m.Header == nil {
		return fault(b.Type, b.Offset, RuleBoxMissing, "the box stands where the image header must be")
	}
	switch b.Type {
	case "ihdr":
		return m.readImageHeader(content, b)
	case "bpcc":
		m.readDepths(content, b)
	case "colr":
		m.readColour(content, b)
	case "pclr":
		m.readPalette(content, b)
	case "cdef":
		m.readChannels(content, b)
	case "res ":
		return m.readResolutions(data, b)
	}
	return nil
}
