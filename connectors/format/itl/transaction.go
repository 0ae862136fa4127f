package itl

// Transaction is one framed file. Record 0 is the Type-1 record.
type Transaction struct {
	Records []Record

	content []contentEntry // 1.003 after its first subfield
	charset charset        // 1.015
	tail    []byte         // what could not be framed, or follows the last record
	fault   *Finding
}

// Parse frames a file. Records are cut by LEN in the order of 1.003, never by
// looking for FS.
//
// A structural fault is returned as a [*Finding] of grade F beside the records
// that stand before it, so that a viewer can show how far the file reads; such
// a transaction is not to be used for anything else. Parse never panics and
// never allocates more than a small multiple of the input.
func Parse(data []byte) (*Transaction, error) {
	t := &Transaction{tail: data}
	if fault := t.read(data); fault != nil {
		t.fault = fault
		return t, fault
	}
	return t, nil
}

func (t *Transaction) read(data []byte) *Finding {
	if len(data) == 0 {
		return fault(RuleEmpty, 0, "the file is empty")
	}
	first, fault := readTagged(data, 0, 1)
	if fault != nil {
		return fault
	}
	t.append(first)
	if t.content, fault = readContent(&t.Records[0]); fault != nil {
		return fault
	}
	t.charset = readCharset(&t.Records[0])
	t.Records[0].charset = t.charset
	return t.readListed(data)
}

// readListed reads the records that 1.003 lists.
func (t *Transaction) readListed(data []byte) *Finding {
	for i, entry := range t.content {
		record, fault := readRecord(data, len(data)-len(t.tail), entry.Type)
		if fault != nil {
			fault.Record = i + 1
			return fault
		}
		record.Index, record.charset = i+1, t.charset
		t.append(record)
	}
	if len(t.tail) > 0 {
		f := fault(RuleTrailing, len(data)-len(t.tail), "%d bytes follow the last record that 1.003 lists", len(t.tail))
		f.Record = len(t.content)
		return f
	}
	return nil
}

func (t *Transaction) append(r Record) {
	t.Records = append(t.Records, r)
	t.tail = t.tail[r.Length:]
}

func readRecord(data []byte, offset, typ int) (Record, *Finding) {
	if offset == len(data) {
		return Record{}, fault(RuleRecordMissing, offset, "1.003 lists a Type-%d record here, the file ends", typ)
	}
	if isBinary(typ) {
		return readBinary(data, offset, typ)
	}
	return readTagged(data, offset, typ)
}

// Bytes writes the transaction: what was parsed comes out byte-identical.
func (t *Transaction) Bytes() []byte {
	size := len(t.tail)
	for i := range t.Records {
		size += t.Records[i].Length
	}
	return t.AppendTo(make([]byte, 0, size))
}

// AppendTo appends what [Transaction.Bytes] returns to dst. Tagged records are
// put together from their fields; bytes that could not be framed follow as
// they came.
func (t *Transaction) AppendTo(dst []byte) []byte {
	for i := range t.Records {
		dst = t.Records[i].appendTo(dst)
	}
	return append(dst, t.tail...)
}
