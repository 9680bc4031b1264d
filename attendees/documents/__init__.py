"""Invoices, receipts and credit notes on paper: a frozen snapshot in, the bytes of a PDF out. Asks no database."""
