using MailGuard.Rendering;

namespace MailGuard.Tests.House;

/// <summary>RULES.md is the catalogue as a page.</summary>
public sealed class RulesPageTests
{
    [Fact]
    public void The_page_in_the_repository_is_the_catalogue()
    {
        var path = Path.Combine(Repository.Library, "RULES.md");
        var page = new StringWriter { NewLine = "\n" };
        RulesPage.Write(page, RuleCatalog.All);
        if (Environment.GetEnvironmentVariable("MAILGUARD_WRITE_RULES") == "1") File.WriteAllText(path, page.ToString());
        Assert.Equal(page.ToString(), File.ReadAllText(path));
    }
}
