using FsCheck;
using FsCheck.Fluent;
using MailGuard.Dmarc;

namespace MailGuard.Tests.Dmarc;

/// <summary>What holds for every record, right or wrong.</summary>
public sealed class DmarcRecordPropertiesTests
{
    private static readonly Gen<string> Octets = Gen.Choose(0, 255).Select(octet => (char)octet).ArrayOf().Select(letters => new string(letters));

    private static readonly Gen<string> Blank = Gen.Elements("", "", " ", "\t", "  \t");

    private static readonly Gen<string> Uri =
        Gen.Elements("mailto:a@b.example", "MAILTO:c@d.example!10m", "https://e.example/r", "f@g.example", "mailto:h%2Ci@j.example", "", "mailto:k@l.example!m");

    private static readonly Gen<(string Name, string Value)> KnownTag = Gen.OneOf(
        Tag(["p", "sp", "np"], Gen.Elements("none", "Quarantine", "REJECT", "odd", "")),
        Tag(["adkim", "aspf"], Gen.Elements("r", "s", "S", "strict")),
        Tag(["rua", "ruf"], from uris in Uri.ArrayOf() select string.Join(",", uris.Take(4))),
        Tag(["fo"], Gen.Elements("0", "1", "d", "s:d", "0:1", "1:d:s", "D", "x")),
        Tag(["psd", "t"], Gen.Elements("y", "n", "u", "Y", "yes")),
        Tag(["pct"], Gen.Elements("0", "50", "100", "101", "-1")));

    private static readonly Gen<(string Name, string Value)[]> Tags =
        from tags in Gen.Frequency((9, KnownTag), (1, Tag(["x", "rf", "ri", "Rua"], Gen.Elements("", "1", "a=b")))).ArrayOf().Resize(12)
        select tags.DistinctBy(tag => tag.Name.ToLowerInvariant()).ToArray();

    private static readonly Gen<string> Record =
        from tags in Tags
        from blanks in Blank.ArrayOf((tags.Length * 4) + 2)
        from end in Gen.Elements("", ";", " ; ", "; junk", ";;")
        select "v=DMARC1" + string.Concat(tags.Select((tag, at) => $"{blanks[at * 4]};{blanks[(at * 4) + 1]}{tag.Name}{blanks[(at * 4) + 2]}={blanks[(at * 4) + 3]}{tag.Value}")) + end;

    [Fact]
    public void A_printed_record_means_the_same_and_prints_the_same() => Prop.ForAll(Record.ToArbitrary(), text =>
    {
        var record = DmarcRecordParser.Parse(text)!;
        var printed = DmarcRecordPrinter.Print(record);
        var again = DmarcRecordParser.Parse(printed)!;
        return Meaning(record) == Meaning(again) && DmarcRecordPrinter.Print(again) == printed;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_tags_behind_v_means_nothing() => Prop.ForAll(
        (from tags in Tags
         from shuffled in Gen.Shuffle(tags)
         select (tags, shuffled)).ToArbitrary(),
        two => Meaning(Of(two.tags)) == Meaning(Of(two.shuffled))).QuickCheckThrowOnFailure();

    [Fact]
    public void Arbitrary_octets_do_no_harm() => Prop.ForAll(
        Gen.OneOf(Octets, Octets.Select(octets => "v=DMARC1;" + octets), Octets.Select(octets => "v=DMARC1; p=none; rua=" + octets)).ToArbitrary(),
        text =>
        {
            var record = DmarcRecordParser.Parse(text);
            var draft = DmarcDraft.Of(text).ToString();
            _ = DmarcDiagnosis.HasDamagedSeparator(text) || DmarcDiagnosis.HasInvalidVersion(text);
            return DmarcRecordParser.IsDmarcRecord(draft)
                && (record is null || Meaning(record) == Meaning(DmarcRecordParser.Parse(DmarcRecordPrinter.Print(record))!));
        }).QuickCheckThrowOnFailure();

    private static Gen<(string Name, string Value)> Tag(string[] names, Gen<string> values) =>
        from name in Gen.Elements(names)
        from value in values
        select (name, value);

    private static DmarcRecord Of((string Name, string Value)[] tags) =>
        DmarcRecordParser.Parse("v=DMARC1" + string.Concat(tags.Select(tag => $"; {tag.Name}={tag.Value}")))!;

    private static string Meaning(DmarcRecord record) => string.Join(
        '|',
        record.Policy,
        record.SubdomainPolicy,
        record.NonexistentPolicy,
        record.IsTesting,
        record.Psd,
        record.IsStrictDkim,
        record.IsStrictSpf,
        record.Percent,
        record.FailureOptions,
        string.Join(',', record.Rua.Select(uri => uri.Text)),
        string.Join(',', record.Ruf.Select(uri => uri.Text)),
        record.ApplicationBy(DmarcGeneration.Rfc9989),
        record.ApplicationBy(DmarcGeneration.Rfc7489));
}
