"""What a spec leaves unclear: the rules' findings, their silencing by comments, and the edits that are sure."""
