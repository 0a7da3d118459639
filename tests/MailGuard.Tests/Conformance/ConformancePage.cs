using System.Text;
using MailGuard.Tests.House;

namespace MailGuard.Tests.Conformance;

/// <summary>CONFORMANCE.md: which published suites MailGuard is measured against, and how many cases pass.</summary>
internal static class ConformancePage
{
    /// <summary>Fails when the page in the repository says something else; <c>MAILGUARD_WRITE_CONFORMANCE=1</c> writes it first.</summary>
    public static async Task CheckAsync(IEnumerable<PublishedSuite> suites)
    {
        var path = Path.Combine(Repository.Root, "CONFORMANCE.md");
        var page = await WriteAsync(suites);
        if (Environment.GetEnvironmentVariable("MAILGUARD_WRITE_CONFORMANCE") == "1") await File.WriteAllTextAsync(path, page);
        Assert.Equal(page, await File.ReadAllTextAsync(path));
    }

    private static async Task<string> WriteAsync(IEnumerable<PublishedSuite> suites)
    {
        var page = new StringBuilder(
            """
            # Conformance

            Published suites, run by `dotnet test` when the environment variable `MAILGUARD_CONFORMANCE` names the folder that holds them as data. This page is
            written by that run (`MAILGUARD_WRITE_CONFORMANCE=1`) and fails it when it says something else. No case is left out and none treated apart;
            what a suite itself marks as disputed is counted as "not scored".

            Section numbers of RFC 9989, 9990 and 9991, here and in the rules, are those of the final drafts (dmarcbis-41, aggregate-reporting-32).

            | Suite | Source | Cases | Passed | Not scored |
            |---|---|---|---|---|

            """);
        foreach (var suite in suites) page.AppendLine(await RowAsync(suite));
        return page.Replace("\r", "").ToString();
    }

    private static async Task<string> RowAsync(PublishedSuite suite)
    {
        var file = suite.Read();
        var scored = file.Cases.Where(one => one.IsScored).ToList();
        var passed = 0;
        foreach (var one in scored) passed += await suite.JudgeAsync(one) is null ? 1 : 0;
        return $"| {suite.Title} | {file.Source} | {scored.Count} | {passed} | {file.Cases.Count - scored.Count} |";
    }
}
