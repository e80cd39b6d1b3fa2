"""Who may, who did, kept safe: accounts, access, audit, encryption and jobs."""
