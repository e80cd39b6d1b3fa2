"""What people meet: settings, urls, staff shell, public site, demo."""
