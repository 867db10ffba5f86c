"""What a text may ask for, each thing declared once: its name, what it stands for, what makes sure that a
shop has it, and how its value is made. The checks, the editors' list and the texts' values follow from that.
"""
