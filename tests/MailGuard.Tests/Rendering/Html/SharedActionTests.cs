using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Rendering.Html;

namespace MailGuard.Tests.Rendering.Html;

public sealed class SharedActionTests
{
    [Theory]
    [InlineData("使っていない項目を外してください。参照回数: {costs}。", "使っていない項目を外してください。")]
    [InlineData("この項目を削除してください：{proposed}", "この項目を削除してください。")]             // a value announced by a colon
    [InlineData("{subject} を直してください。そのあと確かめてください。", "各機関の欄の「対応」にあるとおりに変更してください。")]   // what follows hangs in the air
    [InlineData("p=quarantine に進めてください。", "p=quarantine に進めてください。")]
    public void The_remedy_goes_as_far_as_it_needs_no_members_own_values(string remedy, string action) =>
        Assert.Equal(action, SharedAction.Of(new RuleText("", "", "", remedy), ReportWords.In(Language.Japanese)));

    [Theory]
    [InlineData("Remove the term: {proposed}", "Remove the term.")]
    [InlineData("Move v.example to p=none. Then wait for {days} days.", "Move v.example to p=none.")]   // a dot inside a name ends nothing
    public void English_sentences_end_in_a_full_stop(string remedy, string action) =>
        Assert.Equal(action, SharedAction.Of(new RuleText("", "", "", remedy), ReportWords.In(Language.English)));

    [Fact]
    public void A_rule_nobody_knows_points_at_the_sections() =>
        Assert.Equal("Do what each member's section says.", SharedAction.Of(null, ReportWords.In(Language.English)));
}
