package schedules

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // Asia/Almaty on machines without a zone database
)

// Timetable gives the slots of a job: an endless row of times that does not depend on when it is asked.
type Timetable interface {
	Next(after time.Time) time.Time // the first slot after it, UTC
	Last(at time.Time) time.Time    // the newest slot at or before it, UTC
	String() string                 // as Parse reads it
}

// zone is the time of the whole country; the zone database knows its changes (UTC+5 since 1 March 2024).
const zone = "Asia/Almaty"

var almaty = mustZone()

func mustZone() *time.Location {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		panic(err) // tzdata is embedded
	}
	return loc
}

// daily is a time of day in Asia/Almaty.
type daily struct{ hour, minute int }

// Daily has a slot every day at hour:minute (0–23, 0–59) in Asia/Almaty. It panics outside these.
func Daily(hour, minute int) Timetable {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		panic(fmt.Sprintf("schedules: no such time of day: %d:%d", hour, minute))
	}
	return daily{hour, minute}
}

func (d daily) on(t time.Time, days int) time.Time {
	year, month, day := t.In(almaty).Date()
	return time.Date(year, month, day+days, d.hour, d.minute, 0, 0, almaty).UTC()
}

func (d daily) Next(after time.Time) time.Time {
	days := 0
	for !d.on(after, days).After(after) {
		days++
	}
	return d.on(after, days)
}

func (d daily) Last(at time.Time) time.Time {
	days := 0
	for d.on(at, days).After(at) {
		days--
	}
	return d.on(at, days)
}

func (d daily) String() string { return fmt.Sprintf("daily %02d:%02d %s", d.hour, d.minute, zone) }

// every is a fixed distance, in slots counted from 1970.
type every time.Duration

// Every has a slot every d, counted from the epoch: all processes agree. It panics unless d is whole seconds above 0.
func Every(d time.Duration) Timetable {
	if d < time.Second || d%time.Second != 0 {
		panic(fmt.Sprintf("schedules: not a whole number of seconds above 0: %s", d))
	}
	return every(d)
}

func (e every) Next(after time.Time) time.Time { return e.Last(after).Add(time.Duration(e)) }

func (e every) Last(at time.Time) time.Time {
	step, seconds := int64(time.Duration(e)/time.Second), at.Unix()
	rest := seconds % step
	if rest < 0 {
		rest += step
	}
	return time.Unix(seconds-rest, 0).UTC()
}

func (e every) String() string { return "every " + time.Duration(e).String() }

// Parse reads "daily 02:00", with or without the zone behind it, or "every 10m".
func Parse(text string) (Timetable, error) {
	verb, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	switch verb {
	case "daily":
		if at, err := time.Parse("15:04", strings.TrimSuffix(rest, " "+zone)); err == nil {
			return Daily(at.Hour(), at.Minute()), nil
		}
	case "every":
		if d, err := time.ParseDuration(rest); err == nil && d >= time.Second && d%time.Second == 0 {
			return Every(d), nil
		}
	}
	return nil, fmt.Errorf("timetable %q: write \"daily HH:MM\" (time of %s) or \"every 10m\" (whole seconds)", text, zone)
}
