import Testing

/// Whatever starts the real program: one test after the other, since each starts a server and several commands.
@Suite(.serialized, .timeLimit(.minutes(5))) struct CommandTests {}
