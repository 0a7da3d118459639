namespace MailGuard.Dmarc;

/// <summary>The Domain Owner Assessment Policy of a record for one name (RFC 9989 sections 4.7 and 4.10.1).</summary>
/// <param name="Tag">Where it is taken from: <c>p</c>, <c>sp</c> or <c>np</c>.</param>
/// <param name="Policy">As published; none when the record acts as p=none.</param>
/// <param name="Disposition">
/// What is asked for mail that fails: one level lower with t=y for receivers of RFC 9989, and with pct under 100 for those of RFC 7489. With
/// pct between 1 and 99 it is the milder of their two treatments; that share of the mail gets <paramref name="Policy"/>.
/// </param>
public sealed record DmarcAssessment(string Tag, DmarcPolicy Policy, DmarcPolicy Disposition)
{
    /// <summary>Null when the record is not applied at all.</summary>
    internal static DmarcAssessment? Of(DmarcRecord record, DmarcGeneration generation, DmarcName name) => record.ApplicationBy(generation) switch
    {
        DmarcApplication.NotApplied => null,
        DmarcApplication.AsNone => new("p", DmarcPolicy.None, DmarcPolicy.None),
        _ => Of(record, generation, TagFor(record, generation, name)),
    };

    private static DmarcAssessment Of(DmarcRecord record, DmarcGeneration generation, string tag)
    {
        var policy = (tag switch { "np" => record.NonexistentPolicy, "sp" => record.SubdomainPolicy, _ => record.Policy })!.Value;
        var isOneLower = generation is DmarcGeneration.Rfc9989 ? record.IsTesting : record.Percent < 100;
        return new(tag, policy, isOneLower ? (DmarcPolicy)Math.Max(0, (int)policy - 1) : policy);
    }

    private static string TagFor(DmarcRecord record, DmarcGeneration generation, DmarcName name) => name switch
    {
        DmarcName.Owner => "p",
        DmarcName.Nonexistent when generation is DmarcGeneration.Rfc9989 && record.NonexistentPolicy is not null => "np",
        _ => record.SubdomainPolicy is not null ? "sp" : "p",
    };
}

/// <summary>What a name is to the record that applies to it.</summary>
internal enum DmarcName
{
    /// <summary>The record stands at the name itself.</summary>
    Owner,

    /// <summary>A name below that exists: any answer but NXDOMAIN (RFC 9989 section 3.2.13).</summary>
    Subdomain,

    Nonexistent,
}
