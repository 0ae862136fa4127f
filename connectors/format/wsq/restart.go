package wsq

// restartInterval reads DRT. The interval itself is not needed: restart
// markers are found where they stand.
func (d *decoder) restartInterval(g segment) error {
	if err := g.wantLength(2); err != nil {
		return err
	}
	d.restarts = g.content[0] != 0 || g.content[1] != 0
	return nil
}

// afterRestart goes on with a block behind a restart marker, which begins a
// new byte and numbers the intervals modulo 8.
func (d *decoder) afterRestart(g segment) error {
	if !d.restarts || d.table == nil {
		return fault(RuleRestart, g.offset, "a restart marker without a restart interval")
	}
	if found := int(g.marker - markerRST); found != d.restart%8 {
		return fault(RuleRestart, g.offset, "restart marker %d, expected %d", found, d.restart%8)
	}
	d.restart++
	return d.codes()
}
