"""The command line: parse, call one workflow function, show its report."""
