"""Staff surveys: tables turned round, answers counted, people who agreed."""
