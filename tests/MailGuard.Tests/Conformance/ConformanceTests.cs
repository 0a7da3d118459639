namespace MailGuard.Tests.Conformance;

/// <summary>Every scored case of every published suite; reported as skipped where the suites are not.</summary>
public sealed class ConformanceTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases() => PublishedSuite.Folder is null
        ? [new("none", "none") { Skip = PublishedSuite.WhySkipped }]
        : from suite in PublishedSuite.All
          from one in suite.Read().Cases
          where one.IsScored
          select new TheoryDataRow<string, string>(suite.Path, one.Id);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_published_case_gives_what_its_suite_expects(string path, string id)
    {
        var suite = PublishedSuite.All.Single(one => one.Path == path);
        var problem = await suite.JudgeAsync(suite.Read().Cases.First(one => one.Id == id));
        Assert.True(problem is null, $"{id}: {problem}");
    }

    [Fact]
    public async Task The_page_in_the_repository_is_what_this_run_found()
    {
        Assert.SkipWhen(PublishedSuite.Folder is null, PublishedSuite.WhySkipped);
        await ConformancePage.CheckAsync(PublishedSuite.All);
    }
}
