package reconcile

import (
	"context"
	"errors"
	"time"

	"bilgate/schedules"
)

// Classes of errors in the job's history.
const (
	ClassListing  = "listing"  // a side could not be listed to its end
	ClassUnsorted = "unsorted" // a side lists out of order
	ClassMoved    = "moved"    // a side changed faster than it could be listed
	ClassFindings = "findings" // the findings could not be kept
)

// Job compares every pair and keeps the reports. A pair that fails does not keep the others from being compared, but
// the run has failed then and is repeated. The summary counts SUBSYSTEM.compared, SUBSYSTEM.in_flight,
// SUBSYSTEM.CLASS for each class, and differences, their sum.
func Job(name string, when schedules.Timetable, pairs []Pair, findings Findings) schedules.Job {
	return schedules.Job{
		Name: name,
		Help: "Compares the register with everything that each subsystem holds, and keeps the differences.",
		When: when,
		Do: func(ctx context.Context, slot time.Time) (schedules.Summary, error) {
			summary := schedules.Summary{"differences": 0}
			var failed []error
			for _, pair := range pairs {
				failed = append(failed, run(ctx, pair, slot, findings, summary))
			}
			return summary, errors.Join(failed...)
		},
	}
}

// run compares one pair, keeps the report and adds it to the summary.
func run(ctx context.Context, pair Pair, slot time.Time, findings Findings, summary schedules.Summary) error {
	report, err := Compare(ctx, pair, slot)
	if err != nil {
		return &schedules.Failure{Class: class(err), Err: err}
	}
	if err := findings.Save(ctx, report); err != nil {
		return &schedules.Failure{Class: ClassFindings, Err: err}
	}
	summary[pair.Subsystem+".compared"] = report.Counts.Compared
	summary[pair.Subsystem+".in_flight"] = report.Counts.InFlight
	for _, class := range []Class{Missing, Extra, OtherVersion, Altered} {
		n := report.Counts.Classes[class]
		summary[pair.Subsystem+"."+string(class)] = n
		summary["differences"] += n
	}
	return nil
}

func class(err error) string {
	switch {
	case errors.Is(err, ErrUnsorted):
		return ClassUnsorted
	case errors.Is(err, ErrMoved):
		return ClassMoved
	}
	return ClassListing
}
