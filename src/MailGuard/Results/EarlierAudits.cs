using System.Globalization;
using MailGuard.Dmarc;
using MailGuard.Names;

namespace MailGuard.Results;

/// <summary>A result of an earlier run as a fact of the next one.</summary>
public static class EarlierAudits
{
    /// <summary>Null for a result without a date. What the result does not say in the schema's words is left out.</summary>
    public static EarlierAudit? Of(AuditDocument audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        if (!DateTimeOffset.TryParse(audit.AsOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return null;
        var asOf = DateOnly.FromDateTime(time.UtcDateTime);
        return new(asOf)
        {
            Dmarc = audit.Dmarc is { } dmarc ? Of(dmarc) : null,
            Keys =
            [
                .. from key in audit.Dkim ?? []
                   where key.KeyHash is not null
                   select new EarlierKey(key.Selector, key.KeyHash!, Day(key.Since, asOf), key.Testing ? Day(key.TestingSince, asOf) : null),
            ],
            MtaStsMode = SchemaWords.MtaStsModeOf(audit.MtaSts?.Mode),
            MtaStsModeSince = audit.MtaSts?.Mode is null ? null : Day(audit.MtaSts.ModeSince, asOf),
        };
    }

    private static EarlierDmarc Of(DmarcSection dmarc) => new(
        DomainName.TryParse(dmarc.Location ?? "", out var location) ? location : null,
        dmarc.Record,
        Weakest(dmarc.EffectivePolicy, dmarc.Rfc7489?.EffectivePolicy),
        Weakest(dmarc.EffectiveSubdomainPolicy, dmarc.EffectiveNonexistentPolicy, dmarc.Rfc7489?.EffectiveSubdomainPolicy));

    private static DmarcPolicy Weakest(params IEnumerable<string?> words) => words.Min(word => word switch
    {
        "reject" => DmarcPolicy.Reject,
        "quarantine" => DmarcPolicy.Quarantine,
        _ => DmarcPolicy.None,
    });

    /// <summary>A date that is none, or lies behind the result that tells it, is taken for the result's own.</summary>
    private static DateOnly Day(string? text, DateOnly asOf) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < asOf ? day : asOf;
}
