package mapping

// codeIndex finds the rows of a code list by something else than the value, letter by letter.
type codeIndex[K comparable] struct {
	rows map[K][]codeRow
	give func(codeRow) string
}

// only is what the rows of a key give; false if there are none, or if they disagree.
func (x *codeIndex[K]) only(key K) (string, bool) {
	return x.agreed(x.rows[key], func(codeRow) bool { return true })
}

// onlyOn is what the rows of a key that hold on a day give; false if there are none, or if they disagree.
func (x *codeIndex[K]) onlyOn(key K, day Date) (string, bool) {
	return x.agreed(x.rows[key], func(r codeRow) bool { return r.from <= day && (r.to == 0 || day <= r.to) })
}

func (x *codeIndex[K]) agreed(rows []codeRow, holds func(codeRow) bool) (out string, ok bool) {
	for _, r := range rows {
		if !holds(r) {
			continue
		}
		if ok && x.give(r) != out {
			return "", false
		}
		out, ok = x.give(r), true
	}
	return out, ok
}

// byLook finds codes by the match keys of the values.
func byLook(list *codeList) *codeIndex[matchKey] {
	out := &codeIndex[matchKey]{rows: map[matchKey][]codeRow{}, give: func(r codeRow) string { return r.code }}
	for _, r := range list.rows {
		key, _ := lookOf(r.value)
		out.rows[key] = append(out.rows[key], r)
	}
	return out
}

// byCode finds values by their codes.
func byCode(list *codeList) *codeIndex[string] {
	out := &codeIndex[string]{rows: map[string][]codeRow{}, give: func(r codeRow) string { return r.value }}
	for _, r := range list.rows {
		out.rows[r.code] = append(out.rows[r.code], r)
	}
	return out
}

func bindKeyLookup(l []string, b *binding) (operation, error) {
	list, err := b.undated("lookup", l[0])
	if err != nil {
		return operation{}, err
	}
	o := unary(byLook(list).only)
	o.gives = list
	return o, nil
}

func bindDatedKeyLookup(l []string, b *binding) (operation, error) {
	list, err := b.list(l[0])
	if err != nil {
		return operation{}, err
	}
	o := binary(byLook(list).onlyOn)
	o.gives = list
	return o, nil
}

func bindReverse(l []string, b *binding) (operation, error) {
	list, err := b.undated("reverseLookup", l[0])
	if err != nil {
		return operation{}, err
	}
	return unary(byCode(list).only), nil
}

func bindDatedReverse(l []string, b *binding) (operation, error) {
	list, err := b.list(l[0])
	if err != nil {
		return operation{}, err
	}
	return binary(byCode(list).onlyOn), nil
}
