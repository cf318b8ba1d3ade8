"""The gate, the evidence and the frozen snapshots under approved/. The only stage that knows approved/."""
