using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>The page about one domain, as one file that loads nothing.</summary>
public sealed class DomainPage : AuditWriter
{
    private readonly TextWriter output;
    private readonly PageOptions options;
    private readonly PageContext page;
    private bool isWritten;

    public DomainPage(TextWriter output, PageOptions options) : this(output, options, RuleCatalog.Find)
    {
    }

    internal DomainPage(TextWriter output, PageOptions options, Func<string, Rule?> findRule)
    {
        this.output = output;
        this.options = options;
        page = new(ReportWords.In(options.Language), findRule);
    }

    /// <exception cref="InvalidOperationException">A page holds one domain.</exception>
    public override void Write(AuditDocument audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        if (isWritten) throw new InvalidOperationException("A page about one domain holds one audit; a list takes a PortfolioPage.");
        isWritten = true;

        var name = string.IsNullOrWhiteSpace(audit.Name) ? audit.Domain ?? audit.Input : audit.Name;
        var frame = new PageFrame(page.Words, name, options.Input, audit.AsOf);
        output.Write(Markup.Of($"""
            {frame.Head()}<header class="page-head">
            <p class="eyebrow">{page.Words.Choose("Sender authentication", "送信ドメイン認証の状況")}</p>
            <h1>{name}</h1>
            <p class="run">{frame.Origin()}</p>
            </header>
            <main id="main" class="member">
            {new MemberSection(page, new HeadingLevel(2)).Draw(audit, SectionDetail.Complete)}</main>
            {frame.End()}
            """).ToString());
    }
}
