"""What a text states, by value: numbers, dates, times, amounts, addresses. Extraction and comparison, no judgement."""
