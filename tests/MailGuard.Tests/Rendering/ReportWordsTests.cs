using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Results;
using MailGuard.Tests.Comparison;

namespace MailGuard.Tests.Rendering;

public sealed class ReportWordsTests
{
    [Theory]
    [InlineData("critical", "critical", "重大", "◆")]
    [InlineData("high", "high", "高", "▲")]
    [InlineData("medium", "medium", "中", "●")]
    [InlineData("low", "low", "低", "○")]
    [InlineData("info", "info", "参考", "ℹ")]
    public void A_severity_has_a_word_and_a_shape(string severity, string english, string japanese, string icon)
    {
        Assert.Equal(english, ReportWords.In(Language.English).Severity(severity));
        Assert.Equal(japanese, ReportWords.In(Language.Japanese).Severity(severity));
        Assert.Equal(icon, ReportWords.Icon(severity));
    }

    [Fact]
    public void Undetermined_is_never_worded_as_an_answer()
    {
        Assert.Equal("確認できず", ReportWords.In(Language.Japanese).Stage(null));
        Assert.Equal("not checked", ReportWords.In(Language.English).Spoofable(null));
        Assert.Equal("?", ReportWords.Icon(null));
    }

    [Theory]
    [InlineData("parked", "parked, not used for mail (inferred)", "メールに使わないドメイン（推定）")]
    [InlineData("unknown", "not known", "不明")]
    public void What_is_not_known_of_a_role_was_not_inferred(string role, string english, string japanese)
    {
        var audit = Runs.Audit() with { Role = role, RoleInferred = true };
        Assert.Equal((english, japanese), (ReportWords.In(Language.English).Role(audit), ReportWords.In(Language.Japanese).Role(audit)));
    }

    [Fact]
    public void A_word_of_a_later_schema_is_shown_as_it_is() =>
        Assert.Equal(@"enforced\x1b", ReportWords.In(Language.English).Stage("enforced\u001b"));

    [Fact]
    public void Affects_lists_what_is_harmed() => Assert.Equal("配送、なりすまし", ReportWords.In(Language.Japanese).Affects("DS"));

    [Fact]
    public void Every_value_of_a_rule_has_a_japanese_word()
    {
        var words = ReportWords.In(Language.Japanese);
        Assert.All(Enum.GetValues<Severity>().Select(SchemaWords.Of), word => Assert.NotEqual(word, words.Severity(word)));
        Assert.All(Enum.GetValues<Urgency>().Select(SchemaWords.Of), word => Assert.NotEqual(word, words.Urgency(word)));
        Assert.All(Enum.GetValues<Cost>().Select(SchemaWords.Of), word => Assert.NotEqual(word, words.Cost(word)));
        Assert.All(Enum.GetValues<Owner>().Select(SchemaWords.Of), word => Assert.NotEqual(word, words.Owner(word)));
    }
}
