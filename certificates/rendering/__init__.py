"""Draws certificates: a frozen `CertificateContent` in, the bytes of a PDF out. Knows no model and no database."""
