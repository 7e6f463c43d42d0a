"""The board paper: what is exported, as plain data first, then drawn as PDF, workbook and files."""
