package mapping

import (
	"fmt"
	"slices"
)

// nearest is the name closest to a word by edit distance, "" if none is close enough to be meant.
func nearest(word string, names []string) string {
	best, distance := "", max(2, len([]rune(word))/3)+1
	for _, name := range slices.Sorted(slices.Values(names)) {
		if d := editDistance([]rune(word), []rune(name)); d < distance {
			best, distance = name, d
		}
	}
	return best
}

func didYouMean(word string, names []string) string {
	if name := nearest(word, names); name != "" {
		return fmt.Sprintf("; did you mean %q?", name)
	}
	return ""
}

// editDistance counts the characters to insert, delete, replace or swap with their neighbour.
func editDistance(a, b []rune) int {
	before, last, row := []int{}, make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			row[j+1] = min(last[j]+boolInt(a[i] != b[j]), last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, make([]int, len(b)+1)
	}
	return last[len(b)]
}
