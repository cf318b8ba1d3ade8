"""SQL lives here and nowhere else: ledger, memory, accounts, audit log."""
