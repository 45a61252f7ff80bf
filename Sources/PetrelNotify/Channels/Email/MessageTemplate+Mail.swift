extension MessageTemplate {
    /// A template of ours, which is known to be sound.
    init(own source: String) {
        do {
            try self.init(source)
        } catch {
            preconditionFailure("a template of ours: \(error)")
        }
    }

    static let mailSubject = MessageTemplate(
        own:
            "[{{subscription.name}}] {{#note}}{{note}}: {{/note}}{{sentence}}{{#more}} ({{count}} events){{/more}}"
    )

    static let mailText = MessageTemplate(
        own: """
            {{#note}}
            {{note}}.

            {{/note}}
            {{#events}}
            {{sentence}}
              {{type}}, {{level}}, {{time}}{{#outcome}}, {{outcome}}{{/outcome}}
            {{#resource}}
              {{kind}} {{id}}
            {{/resource}}

            {{/events}}
            {{^events}}
            {{sentence}}

            {{/events}}
            Subscription {{subscription.name}}, message {{id}}, number {{counter}}
            {{#unsubscribe}}
            To get no more: {{unsubscribe}}
            {{/unsubscribe}}
            """)

    static let mailHTML = MessageTemplate(
        own: """
            <!doctype html>
            <html><body>
            {{#note}}
            <p>{{note}}.</p>
            {{/note}}
            {{#events}}
            <p><b>{{sentence}}</b><br>{{type}}, {{level}}, {{time}}
            {{#resource}}
            <br>{{kind}} <code>{{id}}</code>
            {{/resource}}
            </p>
            {{/events}}
            {{^events}}
            <p>{{sentence}}</p>
            {{/events}}
            <p><small>Subscription {{subscription.name}}, message {{id}}, number {{counter}}
            {{#unsubscribe}}
            <br><a href="{{unsubscribe}}">Get no more of these</a>
            {{/unsubscribe}}
            </small></p>
            </body></html>
            """)
}
