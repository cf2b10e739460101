"""The pages of reach-outs: real ones, and rehearsed."""
