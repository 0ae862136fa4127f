package main

import "strings"

// nearest says which setting a misspelt one may mean.
func nearest(word string, known []setting) string {
	best, distance := "", 1<<30
	var names []string
	for _, s := range known {
		names = append(names, s.key)
		if d := editDistance(word, s.key); d < distance {
			best, distance = s.key, d
		}
	}
	if distance > max(2, len(word)/2) {
		return "the settings are " + strings.Join(names, ", ")
	}
	return "did you mean " + best + "?"
}

// editDistance is the number of letters to insert, delete or replace (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
