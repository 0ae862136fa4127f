package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"

	"bilgate/gateway"
	"bilgate/schedules"
)

// Config is what `serve` runs on.
type Config struct {
	Instance   string
	Listen     string
	Kafka      []string
	Database   string
	Objects    string
	KeyFile    string
	Subsystems map[string]string
	Roles      []string
	Partitions int
	Window     time.Duration
	Lease      time.Duration
	Deadline   time.Duration
	Workers    int
	Reconcile  schedules.Timetable
	Demo       bool // intake fills in simulated settings of a batch
}

// Roles beside the gateway's stages.
const (
	roleAPI      = "api" // intake and API
	roleSchedule = "schedule"
)

func allRoles() []string {
	roles := []string{roleAPI, roleSchedule}
	for _, r := range gateway.Roles() {
		roles = append(roles, string(r))
	}
	slices.Sort(roles)
	return roles
}

// Fault is one thing that is wrong with a configuration.
type Fault struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

func (f Fault) String() string {
	return fmt.Sprintf("%s:%d:%d: %s\n    fix: %s", f.File, f.Line, f.Column, f.Message, f.Fix)
}

// readConfig reads a file and returns every fault in it.
func readConfig(file string) (Config, []Fault) {
	c := Config{Instance: "1", Roles: allRoles(), Partitions: 4, Workers: 16, Window: time.Second,
		Lease: 30 * time.Second, Deadline: time.Hour, Reconcile: schedules.Daily(2, 30), Subsystems: map[string]string{}}
	body, err := os.ReadFile(file)
	if err != nil {
		return c, []Fault{{file, 1, 1, "the configuration cannot be read: " + err.Error(), "name a file that exists: --config FILE"}}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(body, &doc); err != nil {
		return c, []Fault{{file, yamlLine(err), 1, "this is not YAML: " + err.Error(), "check the indentation, brackets and quotes here"}}
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return c, []Fault{{file, 1, 1, "the configuration is not a mapping of keys to values", "begin with `listen: 127.0.0.1:8080`"}}
	}
	return c, c.fill(file, doc.Content[0])
}

var lineInError = regexp.MustCompile(`line (\d+)`)

// yamlLine is the line that the YAML parser's error names, else 1.
func yamlLine(err error) int {
	if m := lineInError.FindStringSubmatch(err.Error()); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return 1
}

// fill takes over every key of the file that is in order, and returns what is wrong with the others.
func (c *Config) fill(file string, root *yaml.Node) []Fault {
	var faults []Fault
	known, seen := settings(), map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		j := slices.IndexFunc(known, func(s setting) bool { return s.key == key.Value })
		switch {
		case j < 0:
			faults = append(faults, Fault{file, key.Line, key.Column, fmt.Sprintf("there is no setting %q", key.Value), nearest(key.Value, known)})
		case seen[key.Value]:
			faults = append(faults, Fault{file, key.Line, key.Column, fmt.Sprintf("setting %q stands here twice", key.Value), "keep one of them"})
		default:
			for _, w := range known[j].set(c, value) {
				faults = append(faults, Fault{file, w.at.Line, w.at.Column, key.Value + ": " + w.message, "write it like " + known[j].example})
			}
		}
		seen[key.Value] = true
	}
	for _, s := range known {
		if s.required && !seen[s.key] {
			faults = append(faults, Fault{file, root.Line, 1, fmt.Sprintf("setting %q is missing", s.key), "add " + s.example})
		}
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return faults
}
