"""Ukrainian: 29 листопада 2026 року."""

DATE_FORMAT = SHORT_DATE_FORMAT = "j E Y року"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j E Y року, H:i"
