"""The widgets: traits, wire format, explorer."""
