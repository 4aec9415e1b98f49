"""Fill-in workbooks: a questionnaire as XLSX, and what somebody wrote into it."""
