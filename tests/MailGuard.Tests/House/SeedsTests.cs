using System.Text.RegularExpressions;

namespace MailGuard.Tests.House;

/// <summary>The page that traces needs to tests names tests that exist.</summary>
public sealed partial class SeedsTests
{
    [Fact]
    public void Every_test_named_for_a_need_exists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "seeds", "README.md"));
        var named = TestClass().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();
        var written = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension);
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(written));
    }

    [GeneratedRegex("`(\\w+Tests)`")]
    private static partial Regex TestClass();
}
