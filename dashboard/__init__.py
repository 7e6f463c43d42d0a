"""The application: screen, sharing, reports. No arithmetic of its own."""
