/// A page of a plug-in's for people whom the server does not know, such as those who were sent a mail.
///
/// It is where the plug-in's routes are, and no keys are asked for: what stands in its path has to be something that
/// nobody guesses. Looking at it changes nothing, since mail scanners and browsers look at links by themselves; what a
/// person wants is done when a button of it is pressed, which is a POST.
///
/// A plug-in gives the page's words and the server writes the HTML, so that nothing in them can become a mark, a script
/// or a link.
public struct PluginPage: Sendable {
    public struct Visit: Sendable, Hashable {
        /// What stands in the path for `{word}`.
        public let path: [String: String]
        /// Which button was pressed, where it has a word of its own.
        public let choice: String?

        public init(path: [String: String], choice: String? = nil) {
            self.path = path
            self.choice = choice
        }
    }

    /// As `confirm/{token}`, without a slash in front.
    public let path: String
    public let summary: String
    /// What somebody sees who follows the link. Changes nothing.
    public let show: @Sendable (Visit) async throws -> Content
    /// Does what the button says, and what is seen afterwards. Doing it twice is as doing it once.
    public let act: @Sendable (Visit) async throws -> Content

    public init(
        _ path: String, _ summary: String,
        show: @escaping @Sendable (Visit) async throws -> Content,
        act: @escaping @Sendable (Visit) async throws -> Content
    ) {
        self.path = path
        self.summary = summary
        self.show = show
        self.act = act
    }
}

extension PluginPage {
    /// The words of a page.
    public struct Content: Sendable, Hashable {
        /// HTTP's: 200, 404 for what there is not, 410 for what is over.
        public var status: Int
        public var title: String
        public var paragraphs: [String]
        /// What it is about, as names with values.
        public var facts: [Fact]
        public var buttons: [Button]

        public init(
            status: Int = 200, _ title: String, _ paragraphs: [String] = [], facts: [Fact] = [],
            buttons: [Button] = []
        ) {
            self.status = status
            self.title = title
            self.paragraphs = paragraphs
            self.facts = facts
            self.buttons = buttons
        }
    }

    public struct Fact: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public struct Button: Sendable, Hashable {
        public let label: String
        /// What ``Visit/choice`` is when it is pressed: a word of letters.
        public let choice: String?

        public init(_ label: String, choice: String? = nil) {
            self.label = label
            self.choice = choice
        }
    }
}
