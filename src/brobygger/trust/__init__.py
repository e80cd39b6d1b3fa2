"""Who may, who did, kept safe: accounts, access, audit, the key ring in use and jobs."""
