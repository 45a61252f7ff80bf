/// The alphabet of phones (3GPP TS 23.038, the default alphabet and its extension).
enum GSMAlphabet {
    private static let basic = Set(
        """
        @£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§\
        ¿abcdefghijklmnopqrstuvwxyzäöñüà
        """.unicodeScalars)
    private static let extended = Set("^{}\\[~]|€".unicodeScalars)

    /// The places a character takes: 1, 2 behind an escape, 0 when the alphabet lacks it.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : 0
    }
}
