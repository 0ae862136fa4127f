package fingerprint

// unfit is a record that the interface cannot carry as it is (I5): the code is the reason of the refusal.
type unfit struct{ code string }

func (u *unfit) Error() string { return "the record does not fit OSIA: " + u.code }
