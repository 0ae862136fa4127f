package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"bilgate/schedules"
)

// setting is one key of the file. set takes a value over, or says all that is wrong with it.
type setting struct {
	key      string
	required bool
	example  string
	set      func(c *Config, n *yaml.Node) []wrong
}

// wrong is a complaint about a place in a value.
type wrong struct {
	at      *yaml.Node
	message string
}

func blame(n *yaml.Node, err error) []wrong {
	if err == nil {
		return nil
	}
	return []wrong{{n, err.Error()}}
}

func settings() []setting {
	return []setting{
		{"instance", false, `instance: "1"`, text(func(c *Config) *string { return &c.Instance }, anything)},
		{"listen", true, "listen: 127.0.0.1:8080", text(func(c *Config) *string { return &c.Listen }, hostPort)},
		{"kafka", true, "kafka: [127.0.0.1:9092]", list(func(c *Config) *[]string { return &c.Kafka }, hostPort)},
		{"database", true, "database: postgres://bilgate@127.0.0.1:5432/bilgate", text(func(c *Config) *string { return &c.Database }, database)},
		{"objects", true, "objects: /var/lib/bilgate/objects", text(func(c *Config) *string { return &c.Objects }, anything)},
		{"key_file", true, "key_file: /etc/bilgate/keys.json", text(func(c *Config) *string { return &c.KeyFile }, anything)},
		{"subsystems", false, "subsystems: {fingerprint: https://…, genomic: https://…}", subsystems},
		{"roles", false, "roles: [" + strings.Join(allRoles(), ", ") + "]", list(func(c *Config) *[]string { return &c.Roles }, role)},
		{"partitions", false, "partitions: 4", number(func(c *Config) *int { return &c.Partitions }, 1, 1000)},
		{"workers", false, "workers: 16", number(func(c *Config) *int { return &c.Workers }, 1, 1000)},
		// A window must end well before Kafka gives the transaction up, which is after 10 s.
		{"window", false, "window: 1s", duration(func(c *Config) *time.Duration { return &c.Window }, 10*time.Millisecond, 5*time.Second)},
		{"lease", false, "lease: 30s", duration(func(c *Config) *time.Duration { return &c.Lease }, time.Second, time.Hour)},
		{"deadline", false, "deadline: 1h", duration(func(c *Config) *time.Duration { return &c.Deadline }, time.Second, 30*24*time.Hour)},
		{"reconcile", false, `reconcile: "02:30"`, timetable},
		{"demo", false, "demo: false", boolean(func(c *Config) *bool { return &c.Demo })},
	}
}

func text(field func(*Config) *string, check func(string) error) func(*Config, *yaml.Node) []wrong {
	return func(c *Config, n *yaml.Node) []wrong {
		value, err := scalar(n)
		if err == nil {
			err = check(value)
		}
		*field(c) = value
		return blame(n, err)
	}
}

var variable = regexp.MustCompile(`\$\{[A-Za-z_][A-Za-z0-9_]*\}`)

// scalar reads a value; ${NAME} in it is taken from the environment, so that no secret stands in the file.
func scalar(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode {
		return "", fmt.Errorf("a single value belongs here")
	}
	unset := ""
	value := variable.ReplaceAllStringFunc(n.Value, func(match string) string {
		name := match[2 : len(match)-1]
		v, ok := os.LookupEnv(name)
		if !ok {
			unset = name
		}
		return v
	})
	switch {
	case unset != "":
		return "", fmt.Errorf("${%s} is not set in the environment", unset)
	case value == "":
		return "", fmt.Errorf("the value is empty")
	}
	return value, nil
}

func list(field func(*Config) *[]string, check func(string) error) func(*Config, *yaml.Node) []wrong {
	return func(c *Config, n *yaml.Node) (faults []wrong) {
		if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
			return blame(n, fmt.Errorf("a list belongs here"))
		}
		var out []string
		for _, item := range n.Content {
			value, err := scalar(item)
			if err == nil {
				err = check(value)
			}
			faults = append(faults, blame(item, err)...)
			out = append(out, value)
		}
		*field(c) = out
		return faults
	}
}

func number(field func(*Config) *int, low, high int) func(*Config, *yaml.Node) []wrong {
	return func(c *Config, n *yaml.Node) []wrong {
		v, err := strconv.Atoi(n.Value)
		if err != nil || v < low || v > high {
			return blame(n, fmt.Errorf("a whole number from %d to %d belongs here", low, high))
		}
		*field(c) = v
		return nil
	}
}

func duration(field func(*Config) *time.Duration, low, high time.Duration) func(*Config, *yaml.Node) []wrong {
	return func(c *Config, n *yaml.Node) []wrong {
		v, err := time.ParseDuration(n.Value)
		if err != nil || v < low || v > high {
			return blame(n, fmt.Errorf("a length of time from %v to %v belongs here", low, high))
		}
		*field(c) = v
		return nil
	}
}

func boolean(field func(*Config) *bool) func(*Config, *yaml.Node) []wrong {
	return func(c *Config, n *yaml.Node) []wrong {
		if n.Value != "true" && n.Value != "false" {
			return blame(n, fmt.Errorf("true or false belongs here"))
		}
		*field(c) = n.Value == "true"
		return nil
	}
}

func timetable(c *Config, n *yaml.Node) []wrong {
	at, err := time.Parse("15:04", n.Value)
	if err != nil {
		return blame(n, fmt.Errorf("a time of day belongs here, Asia/Almaty"))
	}
	c.Reconcile = schedules.Daily(at.Hour(), at.Minute())
	return nil
}

func subsystems(c *Config, n *yaml.Node) (faults []wrong) {
	if n.Kind != yaml.MappingNode {
		return blame(n, fmt.Errorf("names and addresses belong here"))
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		address, err := scalar(value)
		if err == nil {
			err = httpAddress(address)
		}
		faults = append(faults, blame(value, err)...)
		if !slices.Contains(subsystemNames(), name.Value) {
			faults = append(faults, wrong{name, fmt.Sprintf("there is no subsystem %q, only %s", name.Value, strings.Join(subsystemNames(), " and "))})
		}
		c.Subsystems[name.Value] = address
	}
	return faults
}
