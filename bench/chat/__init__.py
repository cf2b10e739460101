"""How soon does a line in a chat room reach everybody who has it open, beside a room of socket.io?"""
