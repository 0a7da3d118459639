using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Results;

namespace MailGuard.Comparison;

/// <summary>What stands at one name, as a result tells it.</summary>
/// <param name="Member">As in <see cref="RecordChange.Member"/>.</param>
/// <param name="Name">The owner name.</param>
internal sealed record PublishedText(string Member, string Name, ImmutableArray<string> Records)
{
    /// <summary>In the order reports show them; nothing is listed where nothing stands.</summary>
    /// <param name="tellsKeys">False beside a result of a version that tells neither hash nor flag of a DKIM key.</param>
    public static IEnumerable<PublishedText> Of(AuditDocument audit, bool tellsKeys) => audit.Domain is not { } domain ? [] :
        new PublishedText[]
        {
            new("mx", domain, [.. audit.NullMx is true ? ["0 ."] : Array.Empty<string>(), .. audit.Mx?.Select(Text) ?? []]),
            new("spf", domain, [.. audit.Spf?.Records ?? []]),
            new("dmarc", $"_dmarc.{audit.Dmarc?.Location ?? domain}", [.. audit.Dmarc?.Records ?? []]),
        }
        .Concat(audit.Dkim?.Where(key => key.Problem is not ("missing" or "undetermined"))
            .Select(key => new PublishedText("dkim", $"{key.Selector}._domainkey.{domain}", [Text(key, tellsKeys)])) ?? [])
        .Concat(
        [
            new("mtaSts", $"_mta-sts.{domain}", [.. audit.MtaSts?.Records ?? []]),
            new("tlsRpt", $"_smtp._tls.{domain}", [.. audit.TlsRpt?.Records ?? []]),
        ])
        .Concat(audit.Dane?.Hosts.Select(host => new PublishedText("dane", $"_25._tcp.{host.Host}", [.. host.Records])) ?? [])
        .Concat(
        [
            new("bimi", $"default._bimi.{domain}", [.. audit.Bimi?.Records ?? []]),
            new("caa", audit.Caa?.Location ?? domain, [.. audit.Caa?.Records ?? []]),
        ])
        .Where(text => !text.Records.IsEmpty);

    private static string Text(MxEntry mx) => string.Create(CultureInfo.InvariantCulture, $"{mx.Preference} {mx.Host}");

    /// <summary>e.g. <c>rsa 2048 key 5a1c… t=y</c>: a result does not hold the key itself.</summary>
    private static string Text(DkimEntry key, bool tellsKeys) => string.Join(' ', ((string?[])
    [
        key.KeyType,
        key.Bits?.ToString(CultureInfo.InvariantCulture),
        key.Revoked ? "revoked" : null,
        key.Problem,
        tellsKeys && key.KeyHash is { } hash ? $"key {hash}" : null,
        tellsKeys && key.Testing ? "t=y" : null,
    ]).OfType<string>());
}
