"""Each chair's private pack on paper."""
