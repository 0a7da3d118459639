using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>What a domain publishes, as it stands in the DNS.</summary>
internal sealed class PublishedRecords(ReportWords words)
{
    private readonly PublishedFacts facts = new(words);
    private readonly SpfTreeText tree = new(words);

    public Markup Draw(AuditDocument audit) => Markup.Of($"""
        <dl class="published">
        {facts.Of(audit).Select(Draw)}</dl>

        """);

    private Markup Draw(PublishedFact fact) => Markup.Of($"""
        <div><dt>{fact.Label}</dt><dd>
        {fact.Records.Select(record => Markup.Of($"<pre>{Markup.Record(record)}</pre>"))}
        {fact.Remarks.Select(remark => Markup.Of($"<p>{remark}</p>"))}
        {(fact.Tree is { Terms.Count: > 0 } root ? Draw(root) : Markup.Empty)}</dd></div>

        """);

    private Markup Draw(SpfNodeSection root) =>
        Markup.Of($"""<pre class="tree">{tree.Lines(root).Select(line => Markup.Of($"{line}\n"))}</pre>""");
}
