"""What leaves the program: HTML, page layouts, tables, geodata."""
