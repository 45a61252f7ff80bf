public import PetrelCloud

extension JSONValue {
    /// An instant as the API writes it, `2026-11-22T17:00:00+0000`.
    public static func date(_ instant: Timestamp) -> Self { .string(instant.text(.api)) }
}
