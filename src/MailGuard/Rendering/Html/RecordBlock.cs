using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>A record to publish, to be copied, with what it replaces beside it.</summary>
internal sealed class RecordBlock(ReportWords words)
{
    public Markup Draw(ProposedEntry proposed) => Markup.Of($"""
        <figure class="record">
        <figcaption>{words.Choose("Record to publish", "公開するレコード")} <span class="place">{Place(proposed)}</span></figcaption>
        <div class="values">
        {(proposed.Previous is { } previous ? Before(previous) : Markup.Empty)}<div class="new">
        <p class="label">{words.Choose("New value", "新しい値")} <button type="button" class="copy">{words.Choose("Copy", "コピー")}</button></p>
        <pre>{Markup.Record(proposed.Value)}</pre>
        </div>
        </div>
        </figure>

        """);

    private IEnumerable<Markup> Place(ProposedEntry proposed) =>
    [
        Markup.Of($"<span>{words.Choose("Name", "名前")} <code>{proposed.Name}</code></span> "),
        Markup.Of($"<span>{words.Choose("Type", "種類")} <code>{proposed.Type}</code></span> "),
        Markup.Of($"<span>TTL <code>{proposed.Ttl}</code></span>"),
    ];

    /// <param name="previous">Several records are separated by a line feed.</param>
    private Markup Before(string previous) => Markup.Of($"""
        <div class="old">
        <p class="label">{words.Choose("Published now", "いまの値")}</p>
        {previous.Split('\n').Select(record => Markup.Of($"<pre>{Markup.Record(record)}</pre>"))}
        </div>

        """);
}
