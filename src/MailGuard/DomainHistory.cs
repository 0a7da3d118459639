using MailGuard.Dkim;
using MailGuard.Transport;

namespace MailGuard;

/// <summary>Since when what a domain publishes now is known: the dates of an earlier result where the thing is the same, else the day of this audit.</summary>
/// <param name="Today">The day of this audit.</param>
/// <param name="Earlier">Null when no earlier result was given: then everything is known since today.</param>
public sealed record DomainHistory(DateOnly Today, EarlierAudit? Earlier)
{
    /// <summary>Null for a revoked key, or one that cannot be read.</summary>
    public DateOnly? KeySince(DkimSelectorKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Key?.KeyHash is null ? null : Oldest(EarlierOf(key)?.Since);
    }

    /// <summary>Null for a key that does not carry the testing flag.</summary>
    public DateOnly? TestingSince(DkimSelectorKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Key is { IsTesting: true, KeyHash: not null } ? Oldest(EarlierOf(key)?.TestingSince) : null;
    }

    /// <param name="mode">Null when the policy was not fetched or has no mode.</param>
    public DateOnly? ModeSince(MtaStsMode? mode) => mode is null ? null : Oldest(Earlier?.MtaStsMode == mode ? Earlier.MtaStsModeSince : null);

    /// <summary>The same key at the same selector: a key that is new has a test of its own.</summary>
    private EarlierKey? EarlierOf(DkimSelectorKey key) =>
        Earlier?.Keys.FirstOrDefault(one => one.Selector == key.Selector && one.KeyHash == key.Key!.KeyHash);

    /// <summary>A date of an earlier result that lies ahead is a mistake of that result.</summary>
    private DateOnly Oldest(DateOnly? since) => since < Today ? since.Value : Today;
}
