"""Forms from and to other systems: XLSForm in, FHIR Questionnaire out. What cannot be taken along is said."""
