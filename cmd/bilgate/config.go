package main

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
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
	Demo       bool // the broker is the embedded one
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

// setting is one key of the file.
type setting struct {
	key      string
	required bool
	example  string
	set      func(c *Config, n *yaml.Node) error
}

func settings() []setting {
	return []setting{
		{"instance", false, `instance: "1"`, text(func(c *Config) *string { return &c.Instance }, nil)},
		{"listen", true, "listen: 127.0.0.1:8080", text(func(c *Config) *string { return &c.Listen }, hostPort)},
		{"kafka", true, "kafka: [127.0.0.1:9092]", list(func(c *Config) *[]string { return &c.Kafka }, hostPort)},
		{"database", true, "database: postgres://bilgate@127.0.0.1:5432/bilgate", text(func(c *Config) *string { return &c.Database }, database)},
		{"objects", true, "objects: /var/lib/bilgate/objects", text(func(c *Config) *string { return &c.Objects }, nil)},
		{"key_file", true, "key_file: /etc/bilgate/keys.json", text(func(c *Config) *string { return &c.KeyFile }, nil)},
		{"subsystems", false, "subsystems: {fingerprint: https://…, genomic: https://…}", subsystems},
		{"roles", false, "roles: [" + strings.Join(allRoles(), ", ") + "]", list(func(c *Config) *[]string { return &c.Roles }, role)},
		{"partitions", false, "partitions: 4", number(func(c *Config) *int { return &c.Partitions }, 1, 1000)},
		{"workers", false, "workers: 16", number(func(c *Config) *int { return &c.Workers }, 1, 1000)},
		{"window", false, "window: 1s", duration(func(c *Config) *time.Duration { return &c.Window })},
		{"lease", false, "lease: 30s", duration(func(c *Config) *time.Duration { return &c.Lease })},
		{"deadline", false, "deadline: 1h", duration(func(c *Config) *time.Duration { return &c.Deadline })},
		{"reconcile", false, `reconcile: "02:30"`, timetable},
		{"demo", false, "demo: false", func(c *Config, n *yaml.Node) error { return n.Decode(&c.Demo) }},
	}
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
		return c, []Fault{{file, 1, 1, "this is not YAML: " + err.Error(), "mend the line it names"}}
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return c, []Fault{{file, 1, 1, "the configuration is not a mapping of keys to values", "begin with `listen: 127.0.0.1:8080`"}}
	}
	return c, c.fill(file, doc.Content[0])
}

func (c *Config) fill(file string, root *yaml.Node) []Fault {
	var faults []Fault
	known, seen := settings(), map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		j := slices.IndexFunc(known, func(s setting) bool { return s.key == key.Value })
		switch {
		case j < 0:
			faults = append(faults, Fault{file, key.Line, key.Column, fmt.Sprintf("there is no setting %q", key.Value), "did you mean " + nearest(key.Value, known) + "?"})
		case seen[key.Value]:
			faults = append(faults, Fault{file, key.Line, key.Column, fmt.Sprintf("setting %q stands here twice", key.Value), "keep one of them"})
		default:
			if err := known[j].set(c, value); err != nil {
				faults = append(faults, Fault{file, value.Line, value.Column, key.Value + ": " + err.Error(), "write it like " + known[j].example})
			}
		}
		seen[key.Value] = true
	}
	for _, s := range known {
		if s.required && !seen[s.key] {
			faults = append(faults, Fault{file, root.Line, 1, fmt.Sprintf("setting %q is missing", s.key), "add " + s.example})
		}
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return faults
}

func nearest(word string, known []setting) string {
	best, distance := "", 1<<30
	for _, s := range known {
		if d := editDistance(word, s.key); d < distance {
			best, distance = s.key, d
		}
	}
	return best
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

func text(field func(*Config) *string, check func(string) error) func(*Config, *yaml.Node) error {
	return func(c *Config, n *yaml.Node) error {
		value, err := scalar(n)
		if err == nil && check != nil {
			err = check(value)
		}
		*field(c) = value
		return err
	}
}

// scalar reads a value; ${NAME} in it is taken from the environment, so that no secret stands in the file.
func scalar(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode {
		return "", fmt.Errorf("a single value belongs here")
	}
	value := os.Expand(n.Value, os.Getenv)
	if value == "" {
		return "", fmt.Errorf("the value is empty")
	}
	return value, nil
}

func list(field func(*Config) *[]string, check func(string) error) func(*Config, *yaml.Node) error {
	return func(c *Config, n *yaml.Node) error {
		if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
			return fmt.Errorf("a list belongs here")
		}
		var out []string
		for _, item := range n.Content {
			value, err := scalar(item)
			if err == nil {
				err = check(value)
			}
			if err != nil {
				return err
			}
			out = append(out, value)
		}
		*field(c) = out
		return nil
	}
}

func number(field func(*Config) *int, low, high int) func(*Config, *yaml.Node) error {
	return func(c *Config, n *yaml.Node) error {
		v, err := strconv.Atoi(n.Value)
		if err != nil || v < low || v > high {
			return fmt.Errorf("a whole number from %d to %d belongs here", low, high)
		}
		*field(c) = v
		return nil
	}
}

func duration(field func(*Config) *time.Duration) func(*Config, *yaml.Node) error {
	return func(c *Config, n *yaml.Node) error {
		v, err := time.ParseDuration(n.Value)
		if err != nil || v <= 0 {
			return fmt.Errorf("a length of time above zero belongs here")
		}
		*field(c) = v
		return nil
	}
}

func timetable(c *Config, n *yaml.Node) error {
	at, err := time.Parse("15:04", n.Value)
	if err != nil {
		return fmt.Errorf("a time of day belongs here, Asia/Almaty")
	}
	c.Reconcile = schedules.Daily(at.Hour(), at.Minute())
	return nil
}

func subsystems(c *Config, n *yaml.Node) error {
	if err := n.Decode(&c.Subsystems); err != nil {
		return fmt.Errorf("names and addresses belong here")
	}
	for name, address := range c.Subsystems {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return fmt.Errorf("the address of %q is not http:// or https:// with a host", name)
		}
		if !slices.Contains(subsystemNames(), name) {
			return fmt.Errorf("there is no subsystem %q, only %s", name, strings.Join(subsystemNames(), " and "))
		}
	}
	return nil
}

func hostPort(value string) error {
	if _, _, err := net.SplitHostPort(value); err != nil {
		return fmt.Errorf("host:port belongs here")
	}
	return nil
}

func database(value string) error {
	if strings.HasPrefix(value, "postgres://") || strings.HasPrefix(value, "postgresql://") || strings.HasPrefix(value, "sqlite:") {
		return nil
	}
	return fmt.Errorf("postgres://… or sqlite:PATH belongs here")
}

func role(value string) error {
	if !slices.Contains(allRoles(), value) {
		return fmt.Errorf("there is no role %q, only %s", value, strings.Join(allRoles(), ", "))
	}
	return nil
}
