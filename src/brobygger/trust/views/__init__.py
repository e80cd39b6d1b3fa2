"""Trust's own pages."""
