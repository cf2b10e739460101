"""Does planning with load spread a month of reach-outs over more shoulders, and spare who is full?"""
