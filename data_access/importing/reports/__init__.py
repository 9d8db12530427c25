"""Published assessments: what they say as rows, planned and shown before it lands."""
