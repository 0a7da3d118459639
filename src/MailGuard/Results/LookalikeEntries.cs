using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Lookalikes;

namespace MailGuard.Results;

/// <summary>Registered look-alikes as the schema says them.</summary>
internal static class LookalikeEntries
{
    public static LookalikeEntry Of(RegisteredLookalike lookalike, ImmutableArray<Finding> findings, Language language)
    {
        var records = lookalike.Txt.IsFailed ? null : lookalike.SpfRecords.Select(record => record.Text).ToList();
        var isAddressOpen = lookalike.Addresses.Any(answer => answer.IsFailed);
        return new(
            lookalike.Domain.Text,
            lookalike.Domain.Unicode,
            [.. lookalike.Candidate.Kinds.Select(Word)],
            Registered: true,
            lookalike.Mx.IsFailed ? null : [.. MxOf(lookalike.Mx)],
            lookalike.Mx.IsFailed ? null : lookalike.HasNullMx,
            records is [var only] ? only : null,
            records,
            isAddressOpen ? null : [.. lookalike.Addresses.SelectMany(answer => answer.RecordsOf<DnsRecord.Address>()).Select(record => record.Value.ToString())],
            lookalike.NameServers.IsFailed ? null : [.. lookalike.NameServers.RecordsOf<DnsRecord.Pointer>().Select(record => record.Target.Text)],
            lookalike.IsClosedToMail,
            lookalike.Shared.IsAny,
            [.. lookalike.Shared.NameServers.Select(server => server.Text)],
            [.. lookalike.Shared.MxHosts.Select(host => host.Text)],
            [.. Open(lookalike.Mx.IsFailed, "mx"), .. Open(lookalike.Txt.IsFailed, "spf"), .. Open(isAddressOpen, "addresses"), .. Open(lookalike.NameServers.IsFailed, "nameServers")],
            [.. findings.Where(finding => finding.Evidence.Subject == lookalike.Domain.Text).Select(finding => FindingEntries.Of(finding, language))]);
    }

    public static string Word(LookalikeKind kind) => kind switch
    {
        LookalikeKind.Suffix => "suffix",
        LookalikeKind.SuffixInLabel => "suffix-in-label",
        LookalikeKind.Hyphen => "hyphen",
        LookalikeKind.AsciiHomoglyph => "ascii-homoglyph",
        LookalikeKind.IdnHomoglyph => "idn-homoglyph",
        LookalikeKind.JapaneseSpelling => "japanese-spelling",
        LookalikeKind.Romanization => "romanization",
        LookalikeKind.JapaneseName => "japanese-name",
        LookalikeKind.Word => "word",
        LookalikeKind.Omission => "omission",
        LookalikeKind.Repetition => "repetition",
        LookalikeKind.Transposition => "transposition",
        LookalikeKind.NeighbouringKey => "neighbouring-key",
        LookalikeKind.VowelSwap => "vowel-swap",
        LookalikeKind.BitFlip => "bit-flip",
        _ => "typo",
    };

    private static IEnumerable<MxEntry> MxOf(DnsAnswer mx) =>
        from record in mx.RecordsOf<DnsRecord.Mx>()
        where !record.Exchange.IsRoot
        orderby record.Preference, record.Exchange.Text
        select new MxEntry(record.Preference, record.Exchange.ToString());

    private static string[] Open(bool isOpen, string member) => isOpen ? [member] : [];
}
