using FsCheck;
using FsCheck.Fluent;
using MailGuard.Results;
using static MailGuard.Tests.Comparison.Runs;

namespace MailGuard.Tests.Comparison;

public sealed class RunComparerTests
{
    private static readonly Dictionary<string, string> Mirrored = new()
    {
        ["appeared"] = "vanished",
        ["worsened"] = "improved",
        ["newly-visible"] = "not-checked",
        ["worse"] = "better",
        ["only-in-new"] = "only-in-old",
    };

    private static readonly Gen<FindingEntry> Findings =
        from rule in Gen.Elements("spf.missing", "spf.too-many-lookups", "spf.lookups-near-limit", "dmarc.missing", "dkim.key-old", "later.rule")
        from severity in Gen.Elements("critical", "medium", "low", "info")
        from subject in Gen.Elements(Domain, "x.example")
        select Finding(rule, severity, subject) with { Related = rule == "spf.too-many-lookups" ? ["spf.lookups-near-limit"] : [] };

    private static readonly Gen<AuditDocument> Audits =
        from domain in Gen.Elements("a.example", "b.example", "A.example.", "日本.example")
        from version in Gen.Elements("0.1.0", "0.2.0", null)
        from open in Gen.SubListOf("spf", "dmarc.missing", "dkim.selectors-unknown", "later.rule", "stage")
        from stage in Gen.Elements("none", "reject", "parked", "monitoring")
        from spf in Gen.Elements(null, "v=spf1 -all", "v=spf1 ~all")
        from selectors in Gen.SubListOf("default", "ward7", "mail")
        from findings in Gen.ListOf(Findings)
        select Audit(domain) with
        {
            Version = version,
            Undetermined = [.. open],
            Stage = open.Contains("stage") ? null : stage,
            Spf = spf is null || open.Contains("spf") ? null : new(spf, [spf], "fail", 0, 0, "fail", null),
            Dkim = [.. selectors.Select(selector => new DkimEntry(selector, "rsa", 2048, false, null) { KeyHash = stage })],
            Findings = [.. findings.DistinctBy(finding => (finding.Rule, finding.Subject))],
        };

    private static readonly Arbitrary<AuditDocument[]> RunsOfAudits = Audits.ListOf().Select(audits => audits.ToArray()).ToArbitrary();

    [Fact]
    public void A_run_beside_itself_has_no_changes() => Check.QuickThrowOnFailure(Prop.ForAll(RunsOfAudits, audits =>
    {
        var comparison = Compare(Of(audits), Of(audits));
        return comparison.Members.Count == 0 && comparison.Counts.Unchanged == audits.Length;
    }));

    [Fact]
    public void Runs_that_are_swapped_give_the_mirror_image() => Check.QuickThrowOnFailure(Prop.ForAll(RunsOfAudits, RunsOfAudits, (one, other) =>
        Lines(Compare(Of(one), Of(other)), isMirrored: false).SequenceEqual(Lines(Compare(Of(other), Of(one)), isMirrored: true))));

    [Fact]
    public void Members_stand_in_the_order_of_the_new_run_then_those_only_in_the_old_one()
    {
        var comparison = Compare(Of(Audit("gone.example"), Audit("b.example"), Audit("a.example")), Of(With() with { Domain = "a.example", Stage = "none" }, Audit("new.example"), Audit("b.example")));
        Assert.Equal(
            [("a.example", "worse"), ("new.example", "only-in-new"), ("gone.example", "only-in-old")],
            comparison.Members.Select(member => (member.Domain!, member.Changes.Status)));
        Assert.Equal((4, 2, 1), (comparison.Counts.Members, comparison.Counts.InBoth, comparison.Counts.Unchanged));
    }

    [Fact]
    public void Rows_of_one_domain_are_compared_in_their_order_and_none_is_left_out()
    {
        var (first, second, third) = (Audit() with { Row = 2 }, Audit() with { Row = 3, Stage = "reject" }, Audit() with { Row = 4, Stage = "none" });
        Assert.Equal([(4, 3)], Compare(Of(first, second), Of(first, second, third)).Members.Select(member => (member.Row!.Value, member.PreviousRow!.Value)));
        Assert.Equal([(3, 4)], Compare(Of(first, second, third), Of(first, second)).Members.Select(member => (member.Row!.Value, member.PreviousRow!.Value)));
    }

    [Fact]
    public void A_row_that_names_no_domain_is_never_called_unchanged()
    {
        var comparison = Compare(Of(Audit(null), Audit()), Of(Audit(null), Audit()));
        Assert.Equal(("not-compared", (string?)null), (Assert.Single(comparison.Members).Changes.Status, comparison.Members[0].Domain));
    }

    [Fact]
    public void An_international_name_and_its_a_labels_are_one_member() =>
        Assert.Equal(1, Compare(Of(Audit("日本.example")), Of(Audit("xn--wgv71a.example"))).Counts.Unchanged);

    private static IEnumerable<string> Lines(CompareDocument comparison, bool isMirrored)
    {
        string Of(string word) => !isMirrored ? word : Mirrored.FirstOrDefault(pair => pair.Key == word).Value ?? Mirrored.FirstOrDefault(pair => pair.Value == word).Key ?? word;
        return comparison.Members.SelectMany(member => (IEnumerable<string>)
        [
            $"{Of(member.Changes.Status)} {member.Changes.Incomplete}",
            .. member.Changes.Findings.Select(finding => $"{Of(finding.Change)} {finding.Reason} {finding.Subject}"),
            .. member.Changes.Standing.Select(standing => $"{Of(standing.Change)} {standing.Member}"),
            .. member.Changes.Records.Select(record => $"{Of(record.Change)} {record.Reason} {record.Name}"),
        ]).Order(StringComparer.Ordinal);
    }
}
