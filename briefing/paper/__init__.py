"""What is printed: cards become plain data, and Typst sets the data as tagged PDF. No Qt."""
