package main

import (
	"encoding/json"
	"strings"
	"testing"

	"bilgate/mapping"
)

func TestMapFunctions(t *testing.T) {
	all := bilgate(t, "map", "functions").stdout
	for _, want := range []string{"DATES AND TIMES\n", "  trim(text: text) → text\n"} {
		if !strings.Contains(all, want) {
			t.Errorf("the list has no %q:\n%s", want, all)
		}
	}
	one := bilgate(t, "map", "functions", "iin").stdout
	if !strings.Contains(one, "Refuses if the text is no such number.") || strings.Contains(one, "trim(") {
		t.Errorf("iin alone: %s", one)
	}
	var list []mapping.Function
	if err := json.Unmarshal([]byte(bilgate(t, "map", "functions", "--json").stdout), &list); err != nil || len(list) != len(mapping.Functions()) || list[0].Family != "Text" {
		t.Errorf("%d functions as JSON: %v", len(list), err)
	}
	if page := bilgate(t, "map", "functions", "--markdown").stdout; !strings.HasPrefix(page, "# Functions of the mapping language\n") {
		t.Errorf("the page begins with %.60q", page)
	}
	sentence(t, bilgate(t, "map", "functions", "look"), wrongInput, "lookalike")
	sentence(t, bilgate(t, "map", "functions", "iin", "--markdown"), wrongInput, "leave iin out")
}
