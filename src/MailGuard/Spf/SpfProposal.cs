using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Spf;

/// <summary>SPF records to publish, computed from what is there; each is valid when parsed again.</summary>
internal static class SpfProposal
{
    /// <summary>For a domain that sends and has no record: the senders its MX hosts show, else null.</summary>
    public static ProposedRecord? ForSender(SpfPublication spf)
    {
        var includes = spf.MxProviders
            .SelectMany(provider => provider.Signals.SpfInclude.Take(1)).Distinct().Select(name => $"include:{name}");
        var isOwnMx = spf.MxHosts.Any(host => host.IsAtOrBelow(spf.Domain));
        string[] senders = [.. isOwnMx ? ["mx"] : Array.Empty<string>(), .. includes];
        return senders.Length == 0 ? null : ProposedRecord.Txt(spf.Domain, $"v=spf1 {string.Join(' ', senders)} ~all", null);
    }

    /// <summary>One record that authorises what several do together; null when one of them cannot be read.</summary>
    public static ProposedRecord? Merged(DomainName domain, IReadOnlyCollection<SpfRecord> records)
    {
        var readable = records.Select(record => record.IsValid ? record : Parsed(SpfCorrection.Corrected(record.Text))).OfType<SpfRecord>().ToList();
        if (readable.Count < records.Count) return null;
        var terms = readable.SelectMany(record => record.EvaluatedTerms).Where(term => !term.IsAll).Select(AsDirective)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return Checked(domain, $"v=spf1 {string.Join(' ', terms)}".TrimEnd() + $" {Mildest(readable)}all", [.. records.Select(record => record.Text)]);
    }

    /// <summary>The record with its mistakes mended; null when what was meant is not plain.</summary>
    public static ProposedRecord? Corrected(DomainName domain, string text) =>
        SpfCorrection.Corrected(text) is { } corrected && corrected != text ? ProposedRecord.Txt(domain, corrected, text) : null;

    /// <summary>The record without the terms that <paramref name="drop"/> names, and with another end when <paramref name="all"/> is given.
    /// Null when no sender is left: published as it stands, that would turn the domain's own mail away.</summary>
    public static ProposedRecord? Without(DomainName domain, SpfRecord record, Func<SpfTerm, bool> drop, string? all = null)
    {
        var kept = record.Terms.Where(term => !drop(term) && (all is null || !term.IsAll)).ToList();
        if (!kept.Exists(NamesSenders)) return null;
        var text = string.Join(' ', ["v=spf1", .. kept.Select(term => term.Text), .. all is null ? Array.Empty<string>() : [all]]);
        return text == record.Text ? null : Checked(domain, text, record.Text);
    }

    /// <summary>The record with its terms in another order or number.</summary>
    public static ProposedRecord? Reordered(DomainName domain, SpfRecord record, IEnumerable<SpfTerm> terms) =>
        Checked(domain, string.Join(' ', ["v=spf1", .. terms.Select(term => term.Text)]), record.Text);

    private static ProposedRecord? Checked(DomainName domain, string text, params IReadOnlyCollection<string?> previous) =>
        Parsed(text) is { IsValid: true } ? ProposedRecord.Txt(domain, text, previous) : null;

    private static bool NamesSenders(SpfTerm term) => term is SpfTerm.Redirect or SpfTerm.Directive { Mechanism: not SpfMechanism.All };

    private static SpfRecord? Parsed(string? text) => text is null ? null : SpfRecordParser.Parse(text);

    /// <summary>A redirect authorises what its target does; inside a merged record an include says the same.</summary>
    private static string AsDirective(SpfTerm term) => term is SpfTerm.Redirect redirect ? $"include:{redirect.Domain.Text}" : term.Text;

    /// <summary>The end that refuses least, so that merging takes mail from nobody; <c>~</c> where a record has none.</summary>
    private static string Mildest(IEnumerable<SpfRecord> records) =>
        records.All(record => record.All?.Qualifier is SpfQualifier.Fail) ? "-" : "~";
}
