package register

// Status is the books of everything: what came in and what became of it.
type Status struct {
	Books
	Feeds         map[string]Books            `json:"feeds"`
	Subsystems    map[string]Delivered        `json:"subsystems"`
	Overcollected map[string]map[string]int64 `json:"overcollected,omitempty"` // feed, field: values dropped before canonical
	Skips         map[string]map[string]int64 `json:"skips,omitempty"`         // feed, reason: parts that the mapping does not want
}

// Moving says whether anything is still under way.
func (s Status) Moving() bool {
	moving := s.Waiting != 0
	for _, d := range s.Subsystems {
		moving = moving || d.Waiting != 0
	}
	return moving
}
