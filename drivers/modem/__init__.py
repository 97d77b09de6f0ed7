"""A GSM modem on a serial port: texts go out as SMS, delivery reports come back."""
