package extract

import (
	"fmt"
	"strconv"

	"bilgate/mapping/canon"
)

// box is one print's place on the card.
type box struct {
	name   both
	status both // why there is no picture, if the record says so
	picture
}

// card is a ten-print card as order 730, Annex 5 places it: the right hand 1–5, the left hand 6–10, the control
// prints, the palms, then everything else – extra digits, second prints of a finger.
type card struct {
	title                  both
	right, left            []box
	control, palms, others []box
}

// controlPositions are the control prints in the form's order: four fingers of the left hand, the thumbs,
// four fingers of the right hand (ANSI/NIST-ITL Table 8).
var controlPositions = []int{14, 12, 15, 11, 13}

// tenprint reads the card and, after it, the table of what is known of each picture.
func (c *contents) tenprint(f *canon.Field, items []object, record object) ([]block, error) {
	shown, err := c.boxes(f, items)
	if err != nil {
		return nil, err
	}
	out := card{title: term("card", c.at).capital()}
	taken := map[int]bool{}
	take := func(position int) (box, bool) {
		for i, item := range items {
			if integer(item, "position") == position && !taken[i] {
				taken[i] = true
				return shown[i], true
			}
		}
		return box{name: c.label("finger_position", strconv.Itoa(position))}, false
	}
	out.right, out.left = c.hand(take, record, 1), c.hand(take, record, 6)
	for _, position := range controlPositions {
		if b, ok := take(position); ok {
			out.control = append(out.control, b)
		}
	}
	for i, b := range shown {
		switch {
		case taken[i]:
		case isPalm(integer(items[i], "position")):
			out.palms = append(out.palms, b)
		default:
			out.others = append(out.others, b)
		}
	}
	details, err := c.table(f, items)
	return []block{out, details}, err
}

// isPalm says whether a position is a palm or a part of one (ANSI/NIST-ITL Table 8).
func isPalm(position int) bool {
	return position >= 20 && position <= 38 || position >= 81 && position <= 86
}

func (c *contents) boxes(f *canon.Field, items []object) ([]box, error) {
	out := make([]box, len(items))
	for i, item := range items {
		p, err := c.picture(fmt.Sprintf("%s[%d]", f.Path, i), item)
		if err != nil {
			return nil, err
		}
		out[i] = box{name: c.label("finger_position", strconv.Itoa(integer(item, "position"))), picture: p}
	}
	return out, nil
}

// hand is five boxes from a first finger on; a finger without a picture shows its status.
func (c *contents) hand(take func(int) (box, bool), record object, first int) []box {
	var out []box
	for finger := first; finger < first+5; finger++ {
		b, _ := take(finger)
		b.status = c.status(record, finger)
		out = append(out, b)
	}
	return out
}

func (c *contents) status(record object, finger int) both {
	list, _ := record["fingers"].([]any)
	for _, item := range list {
		if o, ok := item.(object); ok && integer(o, "position") == finger {
			code, _ := o["status"].(string)
			return c.label("finger_status", code)
		}
	}
	return both{}
}
