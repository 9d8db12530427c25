"""Reading the tables councils keep: CSV files and workbooks, whatever their columns are called."""
