"""Messages: what two people write to each other, who are tied or in one group, and nobody else reads.

Always holds: a conversation belongs to where it came from, a tie or a group, and shows the two as they are called
there and nowhere else; into a small circle nobody comes without a yes of their own; every text, picture and voice note
is sealed with the data key of who sent it; nobody sees whether a message was read; whoever stops hearing from somebody
is betrayed by no answer, page or time (docs/explanation/messages.md).
Others call `policies`, `queries` and `services`.
"""
