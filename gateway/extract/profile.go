package extract

import (
	"strings"

	"bilgate/mapping/canon"
)

// locus is one marker of a profile with its alleles, one a box.
type locus struct {
	name    string
	alleles []string
}

// profile is a DNA profile as order 730, Annex 17 draws it: loci side by side, alleles in boxes below.
type profile struct {
	title both
	loci  []locus
}

func (c *contents) profile(f *canon.Field, items []object) ([]block, error) {
	out := profile{title: labels(f.Labels)}
	var raw []string
	rawLabel := both{}
	for _, item := range items {
		var l locus
		for _, child := range f.Fields {
			value, ok := item[child.Name]
			if !ok || value == nil {
				continue
			}
			var err error
			switch child.Name {
			case "locus":
				l.name, err = c.value(child, value)
			case "alleles":
				l.alleles, err = c.alleles(child, value)
			default:
				var text string
				text, err = c.value(child, value)
				raw, rawLabel = append(raw, text), labels(child.Labels)
			}
			if err != nil {
				return nil, err
			}
		}
		out.loci = append(out.loci, l)
	}
	blocks := []block{out}
	if len(raw) > 0 {
		blocks = append(blocks, lines{lines: []line{{rawLabel, strings.Join(raw, "; ")}}})
	}
	return blocks, nil
}

func (c *contents) alleles(f *canon.Field, value any) ([]string, error) {
	texts, err := textsOf(f, value)
	for i := 0; i < len(texts) && err == nil; i++ {
		texts[i], err = c.fieldText(f, texts[i])
	}
	return texts, err
}
