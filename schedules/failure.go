package schedules

import (
	"context"
	"errors"
	"fmt"
)

// Classes of errors that the scheduler itself records in Run.Error.
const (
	ClassFailed    = "failed"             // the job's error has no class of its own
	ClassDeadline  = "deadline"           // something the job waited for did not come in time
	ClassStopped   = "stopped"            // the process was stopped
	ClassPanic     = "panic"              // the job panicked: a fault in the program
	ClassExpired   = "lease_expired"      // the holder died
	ClassLost      = "lease_lost"         // the holder could not extend its lease
	ClassExhausted = "attempts_exhausted" // taken over too often: the job seems to kill its process
	ClassDown      = "not_running"        // missed: no process ran
	ClassOvertaken = "overtaken"          // missed: still open when a newer slot was due
	ClassFirst     = "before_first_start" // missed: the job was not known yet
)

// Failure gives an error a class: a short stable word that history and scripts may rely on.
type Failure struct {
	Class string
	Err   error
}

func (f *Failure) Error() string { return fmt.Sprintf("%s: %v", f.Class, f.Err) }
func (f *Failure) Unwrap() error { return f.Err }

var errPanic = errors.New("the job panicked")

// class is the word under which an error is recorded. A cause given to the job's context counts before
// what the job made of it.
func class(ctx context.Context, err error) string {
	var failure *Failure
	switch {
	case err == nil:
		return ""
	case errors.Is(context.Cause(ctx), ErrLost):
		return ClassLost
	case ctx.Err() != nil:
		return ClassStopped
	case errors.As(err, &failure):
		return failure.Class
	case errors.Is(err, errPanic):
		return ClassPanic
	case errors.Is(err, context.DeadlineExceeded):
		return ClassDeadline
	}
	return ClassFailed
}
