using MailGuard.Dmarc;

namespace MailGuard.Results;

/// <summary>DMARC facts as the schema says them.</summary>
internal static class DmarcSections
{
    /// <summary>Null when undetermined.</summary>
    public static DmarcSection? Of(DmarcPublication dmarc)
    {
        if (dmarc is not { ByTreeWalk: { } newer, ByPublicSuffix: { } older }) return null;
        var applied = dmarc.Applied;
        return new(
            applied?.Record.Text,
            RecordsAt(dmarc),
            applied?.Location.Text,
            newer.OrganizationalDomain.Text,
            applied?.Record.Policy is { } policy ? SchemaWords.Of(policy) : null,
            DmarcRules.Word(newer.Exact),
            DmarcRules.Word(newer.Subdomain),
            DmarcRules.Word(newer.Nonexistent),
            [.. applied?.Record.Rua.Select(uri => uri.Text) ?? []],
            new(older.OrganizationalDomain.Text, DmarcRules.Word(older.Exact), DmarcRules.Word(older.Subdomain)));
    }

    /// <summary>All DMARC records at the name where the applied one stands; at the domain's own name when none applies.</summary>
    private static IReadOnlyList<string> RecordsAt(DmarcPublication dmarc)
    {
        var location = dmarc.Applied?.Location ?? dmarc.Domain;
        var step = dmarc.Walk.Steps.FirstOrDefault(one => one.Domain == location);
        return step is null ? [.. dmarc.Applied is { } applied ? [applied.Record.Text] : Array.Empty<string>()] : [.. step.Records.Select(record => record.Text)];
    }
}
