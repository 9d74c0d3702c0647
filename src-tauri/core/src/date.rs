//! FHIR dates with their own precision.
