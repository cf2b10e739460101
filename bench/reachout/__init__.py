"""How long from pressing "reach out" until the first person's device has been told?"""
