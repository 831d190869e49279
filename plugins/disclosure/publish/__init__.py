"""The outputs: public Site → pages and artifacts, one output a file."""
