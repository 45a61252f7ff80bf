internal import Logging

/// Something that can be written as the value of a setting.
protocol SettingValue: Sendable, Equatable {
    /// What is wanted, as the rest of "expected …".
    static var expectation: String { get }
    init?(setting text: String)
    var settingText: String { get }
}

extension Bool: SettingValue {
    static var expectation: String { "true or false" }

    init?(setting text: String) {
        switch text.lowercased() {
        case "true", "yes", "on", "1": self = true
        case "false", "no", "off", "0": self = false
        default: return nil
        }
    }

    var settingText: String { description }
}

extension Int: SettingValue {
    static var expectation: String { "a whole number" }
    init?(setting text: String) { self.init(text) }
    var settingText: String { description }
}

extension Logger.Level: SettingValue {
    static var expectation: String { "trace, debug, info, notice, warning, error or critical" }
    init?(setting text: String) { self.init(rawValue: text.lowercased()) }
    var settingText: String { rawValue }
}

/// How log records are written.
enum LogFormat: String, SettingValue {
    case text, json

    static var expectation: String { "text or json" }
    init?(setting text: String) { self.init(rawValue: text) }
    var settingText: String { rawValue }
}

/// A path that may be left out.
struct OptionalPath: SettingValue {
    var path: String?

    static var expectation: String { "a path" }
    init(_ path: String? = nil) { self.path = path }
    init?(setting text: String) { path = text.isEmpty ? nil : DataFolder.expanded(text) }
    var settingText: String { path ?? "" }
}
