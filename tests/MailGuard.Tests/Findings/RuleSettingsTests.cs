using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Tests.Findings;

public sealed class RuleSettingsTests
{
    private static readonly string[] Rules = ["spf.missing", "spf.void-lookup", "dmarc.policy-none", "dkim.key-too-short"];
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void Severities_are_set_by_rule_or_by_feature_and_the_rule_goes_first()
    {
        var settings = Read("severities:\n  spf.*: low\n  spf.missing: critical\n");
        Assert.Equal(Severity.Critical, settings.SeverityOf(RuleOf("spf.missing")));
        Assert.Equal(Severity.Low, settings.SeverityOf(RuleOf("spf.void-lookup")));
        Assert.Null(settings.SeverityOf(RuleOf("dmarc.policy-none")));
    }

    [Fact]
    public void Rules_are_switched_off_by_id_or_by_feature()
    {
        var settings = Read("version: 1\noff: [spf.*, dkim.key-too-short]\n");
        Assert.Equal([true, true, false, true], Rules.Select(settings.IsOff));
    }

    [Theory]
    [InlineData("hospital.example", "hospital.example", true)]
    [InlineData("hospital.example", "mail.hospital.example", false)]       // that domain and no other
    [InlineData("'*.hospital.example'", "mail.hospital.example", true)]
    [InlineData("'*.hospital.example'", "hospital.example", false)]        // the names below it
    [InlineData("'*'", "clinic.example", true)]
    [InlineData("Hospital.Example.", "hospital.example", true)]            // normalised like any other domain
    public void A_finding_is_accepted_for_the_domains_the_entry_names(string domain, string asked, bool expected)
    {
        var settings = Read($"accepted:\n  - rule: dmarc.policy-none\n    domain: {domain}\n    reason: 新契約で移行\n");
        Assert.Equal(expected, settings.AcceptedBy("dmarc.policy-none", DomainName.Parse(asked), Today) is not null);
        Assert.Null(settings.AcceptedBy("spf.missing", DomainName.Parse(asked), Today));
    }

    [Theory]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-22", true)]       // the last day is included
    [InlineData("2026-11-23", true)]
    public void An_accepted_finding_counts_again_after_its_last_day(string until, bool expected)
    {
        var settings = Read($"accepted: [{{rule: spf.*, domain: '*', reason: known, until: {until}}}]");
        Assert.Equal(expected, settings.AcceptedBy("spf.missing", DomainName.Parse("hospital.example"), Today) is { Reason: "known" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("severities:\noff:\naccepted:\n")]
    public void A_file_that_says_nothing_changes_nothing(string yaml)
    {
        var settings = Read(yaml);
        Assert.Null(settings.SeverityOf(RuleOf("spf.missing")));
        Assert.False(settings.IsOff("spf.missing"));
    }

    [Theory]
    [InlineData("off: [spf.mising]", 1, "did you mean 'spf.missing'?", "「spf.missing」ではありませんか")]
    [InlineData("off:\n  - bimi.*", 2, "there is no rule 'bimi.*'", "「bimi.*」というルールはありません")]
    [InlineData("severities:\n  spf.missing: fatal", 2, "'fatal' is no severity", "info、low、medium、high、critical")]
    [InlineData("severities:\n  spf.missing: 4", 2, "'4' is no severity", "「4」という重大度はありません")]
    [InlineData("severities:\n  spf.missing: low\n  spf.missing: high", 3, "set twice", "2回書かれています")]
    [InlineData("severity:\n  spf.missing: low", 1, "did you mean 'severities'?", "「severities」ではありませんか")]
    [InlineData("accepted:\n  - rule: spf.missing\n    domain: a.example", 2, "needs 'reason'", "reason がありません")]
    [InlineData("accepted:\n  - rule: spf.missing\n    domain: a..example\n    reason: r", 3, "is no domain", "ドメインではありません")]
    [InlineData("accepted: [{rule: spf.missing, domain: '*', reason: r, until: 31.3.2027}]", 1, "is no date", "日付ではありません")]
    [InlineData("version: 2", 1, "only version 1", "version: 1")]
    [InlineData("off: spf.missing", 1, "must be a list", "一覧にしてください")]
    [InlineData("- a", 1, "'key: value'", "「キー: 値」")]
    [InlineData("off: }", 1, "not valid YAML", "YAMLとして読めません")]
    [InlineData("off: [&a spf.missing, *a]", 1, "one plain value", "値を1つだけ")]
    public void A_mistake_is_named_with_its_line_and_how_to_mend_it(string yaml, int line, string english, string japanese)
    {
        var error = Assert.Single(RuleSettings.Read(new StringReader(yaml), Rules).Errors);
        Assert.Equal(line, error.Line);
        Assert.Contains(english, error.In(Language.English), StringComparison.Ordinal);
        Assert.Contains(japanese, error.In(Language.Japanese), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        var file = RuleSettings.Read(new StringReader("off: [a, b]\nseverities: {spf.missing: x}\nunknown: {deep: [1, {2: 3}]}\n"), Rules);
        Assert.Equal([1, 1, 2, 3], file.Errors.Select(error => error.Line));
    }

    private static RuleSettings Read(string yaml)
    {
        var file = RuleSettings.Read(new StringReader(yaml), Rules);
        Assert.Empty(file.Errors);
        return file.Settings;
    }

    private static Rule<object> RuleOf(string id) => new Rule<object>(id, Severity.High, "")
    {
        Affects = Affects.Delivery,
        Urgency = Urgency.Now,
        Cost = Cost.A,
        En = Nothing,
        Ja = Nothing,
        Find = _ => [],
    };

    private static readonly RuleText Nothing = new("", "", "", "");
}
