using System.Collections.Immutable;
using System.Text;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Dmarc;

/// <summary>A record being mended: tags read as they were meant, changed, and printed.</summary>
internal sealed record DmarcDraft(ImmutableArray<KeyValuePair<string, string>> Tags)
{
    private static readonly string[] Known = ["v", "p", "sp", "np", "adkim", "aspf", "rua", "ruf", "fo", "psd", "t", "pct"];

    private static readonly string[] Removed = ["rf", "ri"];

    /// <summary>Reads any text as a record: white space or commas for semicolons, typographic characters, repeated and misspelt tags.</summary>
    public static DmarcDraft Of(string text)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in Items(Retyped(text)))
            if (NameMeant(name) is { } meant && tags.TrueForAll(tag => tag.Key != meant)) tags.Add(new(meant, ValueMeant(meant, value)));
        return new DmarcDraft([.. tags.Where(tag => tag.Value.Length > 0)]).With("v", "DMARC1");
    }

    public DmarcDraft With(string name, string value) => new([.. Tags.Where(tag => tag.Key != name), new(name, value)]);

    public DmarcDraft Without(string name) => new([.. Tags.Where(tag => tag.Key != name)]);

    public string? this[string name] => Tags.Where(tag => tag.Key == name).Select(tag => tag.Value).FirstOrDefault();

    public override string ToString() => DmarcRecordPrinter.Print(Tags);

    /// <summary>The mended record in place of the published one; null when that changes nothing or still does not apply.</summary>
    public ProposedRecord? InPlaceOf(DomainName owner, string? previous)
    {
        var text = ToString();
        var applies = DmarcRecordParser.Parse(text)?.ApplicationBy(DmarcGeneration.Rfc9989) is DmarcApplication.AsPublished;
        return applies && text != previous ? ProposedRecord.Txt(owner, text, previous) : null;
    }

    private static string Retyped(string text)
    {
        var retyped = new StringBuilder(text.Length);
        foreach (var letter in OctetText.Decoded(text))
        {
            if (letter is '"' or '“' or '”' or '\'' or '‘' or '’' or '\\' or '\u200b' or '\ufeff') continue;
            retyped.Append(letter switch
            {
                '\u00a0' or '\u3000' or '\t' => ' ',
                '；' => ';',
                >= '！' and <= '～' => (char)(letter - '！' + '!'),
                _ => letter,
            });
        }

        return retyped.ToString();
    }

    /// <summary>An item begins wherever a known tag and its <c>=</c> stand behind a separator, of whatever kind.</summary>
    private static IEnumerable<(string Name, string Value)> Items(string text)
    {
        var starts = Enumerable.Range(0, text.Length).Where(at => StartsItem(text, at)).Append(text.Length).ToList();
        for (var i = 0; i + 1 < starts.Count; i++)
        {
            var item = text[starts[i]..starts[i + 1]];
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            yield return (item[..equals].Trim().ToLowerInvariant(), item[(equals + 1)..].Trim(' ', ';', ',', '.'));
        }
    }

    private static bool StartsItem(string text, int at)
    {
        if (at > 0 && text[at - 1] is not (';' or ',' or ' ')) return false;
        var rest = text.AsSpan(at);
        var nameLength = rest.Length - rest.TrimStart("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ").Length;
        if (nameLength == 0 || !rest[nameLength..].TrimStart(' ').StartsWith("=")) return false;
        var isAfterSemicolon = text.AsSpan(0, at).TrimEnd(' ') is var before && (before.IsEmpty || before[^1] == ';');
        return isAfterSemicolon || NameMeant(rest[..nameLength].ToString().ToLowerInvariant()) is not null;
    }

    /// <summary>Null for a tag to be dropped.</summary>
    private static string? NameMeant(string name) =>
        Known.Contains(name) || name.Length < 3 ? Array.Find(Known, known => known == name)
        : Removed.Contains(name) ? null
        : Array.Find(Known, known => known.Length > 2 && EditDistance.IsAtMostOne(known, name));

    /// <summary>Empty for a value that says nothing.</summary>
    private static string ValueMeant(string name, string value) => name switch
    {
        "v" => "DMARC1",
        "p" or "sp" or "np" => PolicyMeant(value),
        "rua" or "ruf" => string.Join(',', value.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(uri => DmarcReportUri.Parse(uri).IsValid ? uri : DmarcReportUri.Corrected(uri)).OfType<string>()),
        _ => value.Split(' ')[0].ToLowerInvariant(),
    };

    private static string PolicyMeant(string value)
    {
        var word = value.Split(' ', ',')[0].ToLowerInvariant();
        return Array.Find(["none", "quarantine", "reject"], policy => EditDistance.IsAtMostOne(policy, word)) ?? "";
    }
}
