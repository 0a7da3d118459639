using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MailGuard.Findings;
using MailGuard.Rendering.Html;

namespace MailGuard.Tests.Rendering.Html;

public sealed partial class PageSafetyTests
{
    private const string Attack = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></style></title>--><!--&lt;";

    public static TheoryData<string> AllPages => new(
        Pages.Portfolio(Language.Japanese, Samples.List(Language.Japanese)),
        Pages.Portfolio(Language.English, Samples.Hostile(Attack)),
        Pages.Domain(Language.Japanese, Samples.Hilltop(Language.Japanese)),
        Pages.Domain(Language.English, Samples.Hostile(Attack)),
        Pages.Comparison(Language.English, [Samples.Hilltop(Language.English), Samples.Silent(Language.English)], [Samples.Hostile(Attack) with { Domain = Attack }]),
        Pages.Comparison(Language.Japanese, [Samples.Hostile("a")], [Samples.Hostile(Attack), Samples.Unreadable(Language.Japanese)]));

    [Theory]
    [MemberData(nameof(AllPages), DisableDiscoveryEnumeration = true)]
    public void The_policy_lets_in_the_pages_own_style_and_script_and_nothing_else(string page) => Assert.Contains(
        $"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '{HashOf("style", page)}'; script-src '{HashOf("script", page)}'; base-uri 'none'; form-action 'none'">""",
        page,
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(AllPages), DisableDiscoveryEnumeration = true)]
    public void Nothing_is_loaded_and_nothing_runs_beside_the_one_script(string page)
    {
        Assert.All(Pages.Tags(page), tag => Assert.DoesNotMatch(LoadsOrRuns(), tag));
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.All(Pages.ValuesOf("href", page), link => Assert.StartsWith("#", link, StringComparison.Ordinal));
        Assert.All(CssUrl().Matches(Pages.ContentOf("style", page)), url => Assert.StartsWith("url(#", url.Value, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllPages), DisableDiscoveryEnumeration = true)]
    public void Every_id_is_unique_and_every_link_arrives(string page)
    {
        var ids = Pages.ValuesOf("id", page).ToList();

        Assert.Distinct(ids);
        Assert.All(Pages.ValuesOf("href", page), link => Assert.Contains(link[1..], ids));
        Assert.All(Pages.ValuesOf("aria-labelledby", page), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void A_domain_that_stands_twice_in_the_list_has_two_sections()
    {
        var page = Pages.Portfolio(Language.English, Samples.Hilltop(Language.English), Samples.Hilltop(Language.English));

        Assert.Contains("""<section class="member" id="m1">""", page, StringComparison.Ordinal);
        Assert.Contains("""<section class="member" id="m2">""", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_text_adds_no_tag_to_a_page()
    {
        var harmless = Pages.Portfolio(Language.English, Samples.Hostile("harmless"));
        var attacked = Pages.Portfolio(Language.English, Samples.Hostile(Attack));

        Assert.Equal(TagNames(harmless), TagNames(attacked));
    }

    [Fact]
    public void Hostile_text_is_shown_as_it_is() =>
        Assert.Equal(Attack, WebUtility.HtmlDecode(Pages.ContentOf("h1", Pages.Domain(Language.English, Samples.Hostile(Attack)))));

    [Theory]
    [InlineData("\u001b[31m", @"\x1b[31m")]             // a terminal's colour
    [InlineData("moc.\u202eelpmaxe", @"moc.\u202eelpmaxe")]   // right-to-left override
    [InlineData("a\0b", @"a\x00b")]
    public void Characters_that_are_not_seen_are_spelled_out(string text, string shown)
    {
        var page = Pages.Portfolio(Language.English, Samples.Hostile(text));

        Assert.DoesNotContain(text, page, StringComparison.Ordinal);
        Assert.Contains(shown, page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_the_input_cannot_leave_its_string_in_the_stylesheet()
    {
        var page = Pages.Portfolio(new PageOptions(Language.English, "\"}</style><script>"), Samples.Harbour(Language.English));

        var foot = Pages.ContentOf("style", page).Split('\n').Single(line => line.Contains("MailGuard", StringComparison.Ordinal));
        Assert.Matches("""^@page \{ @bottom-left \{ content: "[A-Za-z0-9\\ ]*"; \} \}$""", foot);
    }

    private static string HashOf(string element, string page) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Pages.ContentOf(element, page))))}";

    private static IEnumerable<string> TagNames(string page) => Pages.Tags(page).Select(tag => TagName().Match(tag).Value);

    [GeneratedRegex(@"\s(src|srcset|action|formaction|style|on\w+)\s*=|^<(link|iframe|object|embed|base|form|img)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LoadsOrRuns();

    [GeneratedRegex(@"url\([^)]*\)")]
    private static partial Regex CssUrl();

    [GeneratedRegex(@"^</?\w+")]
    private static partial Regex TagName();
}
