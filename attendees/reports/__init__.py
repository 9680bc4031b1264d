"""What came in, what went back, what is still owed: read from the rows that services wrote, and never changed here."""
