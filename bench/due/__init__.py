"""Does due work keep its moment: many rows at once, a million waiting, and the sweep after a standstill?"""
