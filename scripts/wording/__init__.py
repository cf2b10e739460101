"""What is looked at in texts that people read, one kind of fault a module; `scripts.texts check` asks them all."""
