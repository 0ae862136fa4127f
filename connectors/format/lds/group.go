package lds

import (
	"bytes"
	"maps"
	"slices"
	"strconv"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
)

// GroupReport is the verdict on one data group.
type GroupReport struct {
	Number int
	cms.Verdict
}

// checkGroups compares every data group that is listed or was handed over.
func (r *Report) checkGroups(groups map[int][]byte, found *findings) {
	numbers := map[int]bool{}
	for _, g := range r.Security.Groups {
		if g.Number > 0 {
			numbers[g.Number] = true
		}
	}
	for number := range groups {
		numbers[number] = true
	}
	for _, number := range slices.Sorted(maps.Keys(numbers)) {
		data, read := groups[number]
		r.Groups = append(r.Groups, GroupReport{number, r.Security.checkGroup(number, data, read, found)})
	}
}

// checkGroup hashes a data group and compares it with the listed hash.
func (s *Security) checkGroup(number int, data []byte, read bool, found *findings) cms.Verdict {
	listed := s.digestsOf(number)
	switch {
	case len(listed) == 0:
		return cms.Verdict{Result: cms.Fail, Reason: "the data group is not in the security object"}
	case !read:
		return cms.Verdict{Result: cms.Unknown, Reason: "the data group was not read"}
	}
	digest, ok := s.Digest.Sum(cut(number, data, found))
	if !ok {
		return cms.Verdict{Result: cms.Unknown, Reason: "digest algorithm " + s.Digest.OID + " is not checked here"}
	}
	for _, want := range listed {
		if !bytes.Equal(want, digest) {
			return cms.Verdict{Result: cms.Fail, Reason: "the data group does not have the signed hash"}
		}
	}
	return cms.Verdict{Result: cms.Pass, Reason: "the data group has the signed hash"}
}

// cut is the file without what follows it. Data whose frame does not hold is hashed whole.
func cut(number int, data []byte, found *findings) []byte {
	of := &findings{record: number}
	defer func() { found.all = append(found.all, of.all...) }()
	name := "DG" + strconv.Itoa(number)
	e, err := der.Parse(data)
	if err != nil {
		of.add(cms.GradeConsistency, name, 0, RuleFile, "the data group has no frame")
		return data
	}
	if _, is, ok := fileOf(e.Tag); !ok || is != number {
		of.add(cms.GradeConsistency, name, 0, RuleWrongFile, "the file is another than the data group it was said to be")
	}
	checkTail(data, len(e.Raw), name, of)
	return e.Raw
}
