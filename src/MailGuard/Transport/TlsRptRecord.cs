using System.Collections.Immutable;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Transport;

/// <summary>The TXT record that says where TLS reports go (RFC 8460 section 3).</summary>
/// <param name="Rua">The valid URIs, mailto or https, as published.</param>
public sealed record TlsRptRecord(string Text, ImmutableArray<string> Rua)
{
    private const string Version = "v=TLSRPTv1";

    /// <summary>Where the text leaves its grammar; senders then send no reports.</summary>
    public ImmutableArray<SyntaxError> Mistakes { get; init; } = [];

    public bool IsValid => !Rua.IsEmpty && Mistakes.IsEmpty;

    /// <summary>Null when the text is no such record.</summary>
    public static TlsRptRecord? Parse(string text)
    {
        if (FieldList.Read(text, Version) is not { } list) return null;
        var rua = list.First("rua");
        var uris = rua is { } field ? UrisIn(field.Value) : [];
        return new(text, [.. uris.Where(IsReportUri)])
        {
            Mistakes =
            [
                .. list.Mistakes,
                .. rua is null ? new[] { new SyntaxError(text.Length, "", "no rua") } : [],
                .. uris.Where(uri => !IsUri(uri)).Select(uri => new SyntaxError(rua!.Value.Offset, uri, "not a URI")),
                .. list.Fields.Where(field => field.Name != "rua" && !FieldList.IsExtensionValue(field.Value))
                    .Select(field => new SyntaxError(field.Offset, field.Value, "invalid value")),
            ],
        };
    }

    /// <summary>White space may stand around the commas, and nowhere else.</summary>
    private static List<string> UrisIn(string value)
    {
        var uris = value.Split(',');
        for (var at = 0; at < uris.Length; at++)
        {
            if (at > 0) uris[at] = uris[at].TrimStart(' ', '\t');
            if (at < uris.Length - 1) uris[at] = uris[at].TrimEnd(' ', '\t');
        }

        return [.. uris];
    }

    /// <summary>The two schemes of RFC 8460 section 3; reporters pass over others.</summary>
    private static bool IsReportUri(string uri) => IsUri(uri) && (WebUri.IsHttps(uri) || MailtoUri.TryParse(uri, out _, out _));

    /// <summary>Commas, semicolons and exclamation points must be percent-encoded; the first two have ended the text already.</summary>
    private static bool IsUri(string uri) => WebUri.IsUri(uri) && !uri.Contains('!', StringComparison.Ordinal);
}
