/// Parameters that come together.
extension [APIParameter] {
    /// What every list takes.
    public static let paging: Self = [
        .string("keyword", "Only items whose name or text contains this."),
        .integer("page", "The page, from 1; needs pagesize."),
        .integer("pagesize", "Items on a page, at most 500; -1 for all."),
    ]

    /// Whose things a list shows.
    public static let ownership: Self = [
        .string("account", "Only what this account owns; needs domainid."),
        .id("domainid", of: "Domain", "Only what is owned in this domain."),
        .boolean("isrecursive", "With domainid: its subdomains too."),
        .boolean("listall", "Everything the caller may see."),
        .id("projectid", of: "Project", "Only what this project owns; -1 for all projects."),
    ]
}
