using MailGuard.Results;
using static MailGuard.Tests.Comparison.Runs;

namespace MailGuard.Tests.Comparison;

public sealed class MemberComparerTests
{
    private static readonly AuditDocument Clean = With();

    [Theory]
    [InlineData("high", null, "vanished", "better")]
    [InlineData(null, "high", "appeared", "worse")]
    [InlineData("high", "medium", "improved", "better")]
    [InlineData("medium", "critical", "worsened", "worse")]
    [InlineData(null, "info", "appeared", "changed")]      // for information only
    [InlineData("info", null, "vanished", "changed")]
    public void A_finding_is_followed_by_rule_and_subject(string? before, string? after, string change, string status)
    {
        var changes = Compare(WithSeverity(before), WithSeverity(after));
        Assert.Equal((change, "spf.missing"), (Assert.Single(changes.Findings).Change, changes.Findings[0].Rule));
        Assert.Equal((status, false), (changes.Status, changes.Incomplete));
    }

    [Fact]
    public void The_same_rule_about_another_subject_is_another_finding() => Assert.Equal(
        ["appeared", "vanished"],
        Compare(With(Finding("mx.target-unresolvable", subject: "a.example")), With(Finding("mx.target-unresolvable", subject: "b.example")))
            .Findings.Select(finding => finding.Change));

    [Theory]
    [InlineData("spf.missing")]        // the rule itself
    [InlineData("spf")]                // all that is about SPF
    public void What_could_not_be_checked_has_neither_vanished_nor_appeared(string open)
    {
        var blind = Clean with { Undetermined = [open] };
        var sighted = With(Finding("spf.missing"));
        Assert.Equal(("not-checked", "undetermined"), Only(Compare(sighted, blind)));
        Assert.Equal(("newly-visible", "undetermined"), Only(Compare(blind, sighted)));
        Assert.Equal("not-compared", Compare(sighted, blind).Status);
        Assert.Equal("unchanged", Compare(blind, blind).Status);
    }

    [Fact]
    public void A_finding_that_another_has_taken_in_is_followed_into_it()
    {
        var near = With(Finding("spf.lookups-near-limit", "low"));
        var over = With(Finding("spf.too-many-lookups", "critical") with { Related = ["spf.lookups-near-limit"] });
        var change = Assert.Single(Compare(near, over).Findings);
        Assert.Equal(("worsened", "spf.too-many-lookups", "spf.lookups-near-limit", "low"), (change.Change, change.Rule, change.PreviousRule, change.PreviousSeverity));
        Assert.Equal("improved", Assert.Single(Compare(over, near).Findings).Change);
    }

    [Fact]
    public void Accepting_a_finding_mends_nothing()
    {
        var accepted = Finding("spf.missing") with { Severity = "info", Evidence = new([new("accepted", "known")]) };
        Assert.Equal("unchanged", Compare(With(Finding("spf.missing")), With(accepted)).Status);
    }

    [Fact]
    public void A_rule_the_other_version_may_not_have_had_is_no_news()
    {
        var older = Clean with { Version = "0.0.9" };
        Assert.Equal(("newly-visible", "other-version"), Only(Compare(older, With(Finding("dnssec.new-rule")))));
        Assert.Equal(("not-checked", "other-version"), Only(Compare(With(Finding("dnssec.new-rule")), older)));
        // What that version named it had; and a record that differs is reason enough.
        Assert.Equal(("appeared", null), Only(Compare(older with { Findings = [Finding("dnssec.new-rule", subject: "x")] }, With(Finding("dnssec.new-rule"), Finding("dnssec.new-rule", subject: "x")))));
        Assert.Equal("appeared", Only(Compare(older, With(Finding("mx.new-rule")) with { Mx = [new(10, "mx.example")] })).Change);
    }

    [Fact]
    public void A_rule_that_needs_an_earlier_result_is_compared_only_where_both_had_one()
    {
        var withEarlier = With(Finding("dkim.key-old", "low")) with { Changes = new("2026-09-01T00:00:00Z", "unchanged", false, [], [], []) };
        Assert.Equal(("not-checked", "not-run"), Only(Compare(withEarlier, Clean)));
        Assert.Equal(("vanished", null), Only(Compare(withEarlier, Clean with { Changes = withEarlier.Changes })));
    }

    [Theory]
    [InlineData("yes", "no", "improved", "better")]
    [InlineData("no", "partly", "worsened", "worse")]
    [InlineData("no", null, "not-checked", "not-compared")]
    [InlineData(null, "no", "newly-visible", "not-compared")]
    [InlineData("no", "word-of-a-later-version", "changed", "changed")]
    public void The_answer_to_spoofing_moves(string? before, string? after, string change, string status)
    {
        var changes = Compare(Clean with { Spoofable = before }, Clean with { Spoofable = after });
        Assert.Equal((change, status), (Assert.Single(changes.Standing).Change, changes.Status));
    }

    [Theory]
    [InlineData("v=spf1 -all", "v=spf1 ~all", false, "changed", "changed")]
    [InlineData("v=spf1 -all", null, false, "vanished", "changed")]
    [InlineData(null, "v=spf1 -all", false, "appeared", "changed")]
    [InlineData("v=spf1 -all", null, true, "not-checked", "not-compared")]
    public void Records_are_shown_as_they_stood_and_stand(string? before, string? after, bool isOpen, string change, string status)
    {
        var changes = Compare(WithSpf(before), WithSpf(after) with { Undetermined = isOpen ? ["spf"] : [] });
        var record = Assert.Single(changes.Records);
        Assert.Equal((change, status, "spf", Domain), (record.Change, changes.Status, record.Member, record.Name));
        Assert.Equal(before is null ? [] : [before], record.Old);
        Assert.Equal(isOpen ? null : after is null ? [] : [after], record.New);
    }

    [Fact]
    public void The_order_of_records_in_an_answer_says_nothing() => Assert.Equal(
        "unchanged",
        Compare(Clean with { Mx = [new(10, "a.example"), new(10, "b.example")] }, Clean with { Mx = [new(10, "b.example"), new(10, "a.example")] }).Status);

    [Theory]
    [InlineData("default", false, "vanished", null)]               // guessed in every run
    [InlineData("ward7", false, "not-checked", "not-asked")]       // known only from a list that is another one now
    [InlineData("default", true, "not-checked", "undetermined")]
    public void A_key_is_gone_only_where_its_selector_was_asked_for(string selector, bool isOpen, string change, string? reason)
    {
        var key = new DkimEntry(selector, "rsa", 1024, false, null) { KeyHash = "ab" };
        var old = With(Finding("dkim.key-below-2048", "medium", $"{selector}._domainkey.{Domain}")) with { Dkim = [key] };
        var now = Clean with { Dkim = [new("s1", "rsa", 2048, false, null)], Undetermined = isOpen ? ["dkim.selectors-unknown"] : [] };
        var changes = Compare(old with { Dkim = [key, .. now.Dkim] }, now);
        Assert.Equal((change, reason), (Assert.Single(changes.Records).Change, changes.Records[0].Reason));
        Assert.Equal((change, reason), Only(changes));
    }

    [Fact]
    public void A_key_is_followed_by_its_hash_where_both_tell_it()
    {
        var (one, other) = (new DkimEntry("s1", "rsa", 2048, false, null) { KeyHash = "ab" }, new DkimEntry("s1", "rsa", 2048, false, null) { KeyHash = "cd" });
        Assert.Equal(["rsa 2048 key ab"], Assert.Single(Compare(Clean with { Dkim = [one] }, Clean with { Dkim = [other] }).Records).Old);
        var older = Clean with { Dkim = [one with { KeyHash = null }], Version = null };
        Assert.Equal("unchanged", Compare(older, Clean with { Dkim = [other] }).Status);
    }

    [Fact]
    public void Better_in_one_thing_and_worse_in_another_is_said_as_such_but_not_for_trifles()
    {
        Assert.Equal("mixed", Compare(With(Finding("spf.missing")), With(Finding("dmarc.missing"))).Status);
        Assert.Equal("worse", Compare(With(Finding("mta-sts.missing", "low")), With(Finding("dmarc.missing"))).Status);
        Assert.Equal("better", Compare(With(Finding("dmarc.missing")), With(Finding("mta-sts.missing", "low"))).Status);
    }

    private static AuditDocument WithSeverity(string? severity) => severity is null ? Clean : With(Finding("spf.missing", severity));

    private static AuditDocument WithSpf(string? record) =>
        record is null ? Clean : Clean with { Spf = new(record, [record], "fail", 0, 0, "fail", null) };

    private static (string Change, string? Reason) Only(MemberChanges changes) =>
        (Assert.Single(changes.Findings).Change, changes.Findings[0].Reason);
}
