using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;
using MailGuard.Parsing;

namespace MailGuard.Bimi;

/// <summary>A BIMI assertion record (BIMI draft, section 4.2).</summary>
/// <param name="Location">The l tag: URI of the image; null when missing.</param>
/// <param name="Authority">The a tag: URI of the certificate; null when missing.</param>
public sealed record BimiRecord(string Text, string? Location, string? Authority)
{
    /// <summary>Null when the text is no such record.</summary>
    public static BimiRecord? Parse(string text)
    {
        var reader = new TagListReader(text);
        if (!reader.TryRead(out var version) || !version.Is("v") || version.Value != "BIMI1") return null;
        string? location = null, authority = null;
        while (reader.TryRead(out var tag))
        {
            if (tag.Is("l") && tag.Value.Length > 0) location ??= tag.Value;
            if (tag.Is("a") && tag.Value.Length > 0) authority ??= tag.Value;
        }

        return new(text, location, authority);
    }
}

/// <summary>What stands at <c>default._bimi</c> of the domain.</summary>
public sealed record BimiPublication(DnsAnswer Answer, ImmutableArray<BimiRecord> Records)
{
    internal static async Task<BimiPublication> ReadAsync(IDnsResolver dns, DomainName domain, CancellationToken cancellationToken)
    {
        var answer = domain.Prepend("default._bimi") is { } name
            ? await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false)
            : DnsAnswer.NoSuchName(domain, DnsType.Txt);
        return new(answer, [.. answer.RecordsOf<DnsRecord.Txt>().Select(txt => BimiRecord.Parse(txt.Text)).OfType<BimiRecord>()]);
    }
}
