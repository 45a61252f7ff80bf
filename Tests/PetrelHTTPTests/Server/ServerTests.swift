import Testing

/// Everything that is tested over real sockets, one after the other: deadlines mean little when a
/// hundred servers share two processors.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ServerTests {}
