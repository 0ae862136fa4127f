package lds

import (
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
	"bilgate/connectors/format/mrz"
)

// File is one elementary file. Which of the parsed views is there depends on Name;
// a data group that is not read to any depth has none.
type File struct {
	Name   string // "EF.COM", "EF.SOD", "DG1" … "DG16"
	Number int    // of the data group, 0 for EF.COM and EF.SOD
	Raw    []byte // as received, without what follows the file

	Common     *Common        // EF.COM
	Security   *Security      // EF.SOD
	MRZ        *mrz.Document  // DG1
	Biometrics []Biometric    // DG2, DG3, DG4
	Details    []Detail       // DG11, DG12
	Protocols  []string       // DG14: object identifiers of its security infos
	Key        *cms.PublicKey // DG15
	Findings   []Finding
}

// Parse reads one elementary file; what follows it is a finding. today decides the
// century of birth in data group 1.
//
// Without a frame, or with a tag that is no file's, there is no file. A file whose
// inside cannot be read is returned beside the error. Every error is a [*Finding] of
// grade F.
func Parse(data []byte, today time.Time) (*File, error) {
	found := &findings{}
	e, err := der.Parse(data)
	if err != nil {
		return nil, found.refuse("file", err)
	}
	name, number, ok := fileOf(e.Tag)
	if !ok || !e.Constructed {
		return nil, found.refuse("file", &der.Fault{Rule: RuleFile, Reason: "the tag is that of no elementary file"})
	}
	found.record = number
	f := &File{Name: name, Number: number, Raw: e.Raw}
	checkTail(data, len(e.Raw), name, found)
	bad := f.read(e, today, found)
	f.Findings = found.all
	if bad != nil {
		return f, bad
	}
	return f, nil
}

// read fills the view that belongs to the file.
func (f *File) read(e der.Element, today time.Time, found *findings) *Finding {
	var err error
	switch f.Name {
	case "EF.COM":
		f.Common, err = readCommon(e, found)
	case "EF.SOD":
		f.Security, err = readSecurity(e, found)
	case "DG1":
		f.MRZ, err = readZone(e, today, found)
	case "DG2", "DG3", "DG4":
		f.Biometrics, err = readBiometrics(e, f.Name, found)
	case "DG11", "DG12":
		f.Details, err = readDetails(e, f.Name, found)
	case "DG14":
		f.Protocols, err = readProtocols(e)
	case "DG15":
		f.Key, err = readKey(e, found)
	}
	if err != nil {
		return found.refuse(f.Name, err)
	}
	return nil
}

// checkTail grades what follows the file: zeros fill up what was read from a chip.
func checkTail(data []byte, end int, name string, found *findings) {
	if end == len(data) {
		return
	}
	for _, b := range data[end:] {
		if b != 0 {
			found.add(cms.GradeConsistency, name, end, der.RuleTrailing, "bytes follow the file")
			return
		}
	}
	found.add(cms.GradeTable, name, end, RulePadding, "zeros follow the file")
}
