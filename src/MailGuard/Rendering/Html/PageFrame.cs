namespace MailGuard.Rendering.Html;

/// <summary>What stands around the content of every page: head, skip link, foot.</summary>
/// <param name="Title">For the browser's tab.</param>
/// <param name="Input">As in <see cref="PageOptions.Input"/>.</param>
/// <param name="AsOf">ISO 8601; null when nothing was audited.</param>
internal sealed record PageFrame(ReportWords Words, string Title, string Input, string? AsOf)
{
    private static readonly string Version = typeof(PageFrame).Assembly.GetName().Version!.ToString(3);

    private string Date => AsOf is null ? "" : Words.Date(AsOf);

    /// <summary>When and from what the page was made.</summary>
    public Markup Origin() => Markup.Of($"""<time datetime="{AsOf}">{Date}</time> <span>{Input}</span>""");

    private string Foot => $"{Date} · {Input} · MailGuard {Version}";

    public Markup Head()
    {
        var style = new PageStyle(Foot);
        var language = Words.Choose("en", "ja");
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Markup.OwnCode(style.ContentSecurityPolicy)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <meta name="referrer" content="no-referrer">
            <title>{Title}</title>
            <style>{Markup.OwnCode(style.Css)}</style>
            </head>
            <body>
            <a class="skip" href="#main">{Words.Choose("Skip to the content", "本文へ移動")}</a>

            """);
    }

    public Markup End() => Markup.Of($"""
        <footer class="page-foot">{Foot}</footer>
        <script>{Markup.OwnCode(PageStyle.Script)}</script>
        </body>
        </html>

        """);
}
