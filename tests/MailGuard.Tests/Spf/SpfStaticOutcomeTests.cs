using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

public sealed class SpfStaticOutcomeTests
{
    [Theory]
    [InlineData("v=spf1 -all", SpfResult.Fail)]
    [InlineData("v=spf1 ~all", SpfResult.SoftFail)]
    [InlineData("v=spf1 ?all", SpfResult.Neutral)]
    [InlineData("v=spf1 +all", SpfResult.Pass)]
    [InlineData("v=spf1", SpfResult.Neutral)]                                         // section 4.7
    [InlineData("v=spf1 mx ptr", SpfResult.Neutral)]
    [InlineData("v=spf1 -all foo", SpfResult.PermError)]                              // a mistake anywhere, section 4.6
    [InlineData("v=spf10 -all", SpfResult.None)]
    public async Task The_own_record_decides(string record, SpfResult expected) => await AssertAsync(expected, record);

    [Theory]
    [InlineData("include:fail.example", SpfResult.SoftFail)]                          // the table of section 5.2: no match
    [InlineData("include:softfail.example", SpfResult.SoftFail)]
    [InlineData("include:neutral.example", SpfResult.SoftFail)]
    [InlineData("include:pass.example", SpfResult.Pass)]
    [InlineData("-include:pass.example", SpfResult.Fail)]                             // the own qualifier counts
    [InlineData("?include:pass.example", SpfResult.Neutral)]
    [InlineData("include:gone.example", SpfResult.PermError)]
    [InlineData("~include:without.example", SpfResult.PermError)]
    [InlineData("include:several.example", SpfResult.PermError)]
    [InlineData("include:broken.example", SpfResult.PermError)]
    [InlineData("include:silent.example", SpfResult.TempError)]                       // only this one is undetermined
    [InlineData("include:nested.example", SpfResult.TempError)]
    [InlineData("include:a..example", SpfResult.PermError)]                           // section 4.3: none, so permerror here
    [InlineData("include:hospital.example", SpfResult.PermError)]
    [InlineData("include:%{i}.example", SpfResult.SoftFail)]                          // not told without a message
    public async Task An_include_counts_as_the_table_says(string term, SpfResult expected) => await AssertAsync(expected, $"v=spf1 {term} ~all");

    [Theory]
    [InlineData("redirect=fail.example", SpfResult.Fail)]
    [InlineData("redirect=pass.example", SpfResult.Pass)]
    [InlineData("redirect=without.example", SpfResult.PermError)]                     // section 6.1
    [InlineData("redirect=gone.example", SpfResult.PermError)]
    [InlineData("redirect=silent.example", SpfResult.TempError)]
    [InlineData("redirect=pass.example ~all", SpfResult.SoftFail)]
    [InlineData("redirect=pass.example mx", SpfResult.Pass)]                          // wherever it stands
    [InlineData("redirect=%{l}.example", SpfResult.Neutral)]
    public async Task A_redirect_answers_in_place_of_the_record(string terms, SpfResult expected) => await AssertAsync(expected, $"v=spf1 {terms}");

    [Theory]
    [InlineData("a:gone.example mx:gone.example", SpfResult.SoftFail)]                // two voids are allowed
    [InlineData("a:gone.example mx:gone.example a:gone.example", SpfResult.PermError)]
    [InlineData("a:silent.example", SpfResult.TempError)]
    [InlineData("mx:silent.example", SpfResult.TempError)]
    [InlineData("exists:silent.example", SpfResult.TempError)]
    [InlineData("a a a a a a a a a a", SpfResult.SoftFail)]
    [InlineData("a a a a a a a a a a a", SpfResult.PermError)]
    [InlineData("a a a a a a a a a include:lookup.example", SpfResult.PermError)]     // one counter for all levels
    [InlineData("a a a a a a a a a a include:silent.example", SpfResult.PermError)]   // what lies behind the limit is never asked
    [InlineData("include:pass.example a a a a a a a a a a a", SpfResult.Pass)]        // nor what lies behind a match
    [InlineData("mx:ten.example", SpfResult.SoftFail)]
    [InlineData("mx:eleven.example", SpfResult.PermError)]
    public async Task Limits_end_the_evaluation(string terms, SpfResult expected) => await AssertAsync(expected, $"v=spf1 {terms} ~all");

    [Theory]
    [InlineData("v=spf1 redirect=middle.example", SpfQualifier.Fail)]
    [InlineData("v=spf1 ?all redirect=middle.example", SpfQualifier.Neutral)]
    [InlineData("v=spf1 include:fail.example", null)]
    [InlineData("v=spf1 redirect=gone.example", null)]
    public async Task The_all_that_decides_is_found_through_redirects(string record, SpfQualifier? expected) =>
        Assert.Equal(expected, (await TreeAsync(record)).All);

    private static async Task AssertAsync(SpfResult expected, string record) => Assert.Equal(expected, (await TreeAsync(record)).Outcome.Result);

    private static Task<SpfTree> TreeAsync(string record) => SpfZone.TreeAsync(new SilentAt("silent.example", SpfZone.Of($"""
        hospital.example TXT {record}
        hospital.example A 192.0.2.1
        fail.example TXT v=spf1 -all
        softfail.example TXT v=spf1 ~all
        neutral.example TXT v=spf1 ?all
        pass.example TXT v=spf1 +all
        middle.example TXT v=spf1 redirect=fail.example
        nested.example TXT v=spf1 include:silent.example -all
        lookup.example TXT v=spf1 a:hospital.example -all
        without.example TXT hello
        several.example TXT v=spf1 +all
        several.example TXT v=spf1 -all
        broken.example TXT v=spf1 +all foo
        {MxHosts("ten.example", 10)}
        {MxHosts("eleven.example", 11)}
        """)));

    private static string MxHosts(string name, int count) => string.Join('\n', Enumerable.Range(1, count).Select(host => $"{name} MX {host} mx{host}.{name}."));
}
