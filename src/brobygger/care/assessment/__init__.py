"""Assessment: the six areas, instruments, referrals, the conference."""
