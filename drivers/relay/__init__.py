"""Lock boards over Modbus RTU and TCP: one board class, one TOML profile a model, one task a wire."""
