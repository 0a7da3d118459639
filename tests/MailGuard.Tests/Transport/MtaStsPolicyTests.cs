using FsCheck;
using FsCheck.Fluent;
using MailGuard.Names;
using MailGuard.Transport;

namespace MailGuard.Tests.Transport;

public sealed class MtaStsPolicyTests
{
    private const string Enforce = "version: STSv1\nmode: enforce\nmx: mx.example\nmax_age: 86400\n";

    [Theory]
    [InlineData("version: STSv1\r\nmode: testing\r\nmx: *.b.example\r\nmx: mx.example\r\nmax_age: 0", "Testing *.b.example,mx.example 0")]
    [InlineData("max_age:86400 \t\nmode:\t none\nversion:STSv1", "None  86400")]                          // any order, no mx with none
    [InlineData(Enforce + "x-1_a.b: caf\u00c3\u00a9; = more\n", "Enforce mx.example 86400")]               // extensions, UTF-8
    [InlineData(Enforce + "mode: odd\nmax_age: x\nversion: STSv2\n", "Enforce mx.example 86400")]          // all but the first are ignored
    [InlineData("version: STSv1\nmode: enforce\nmx: xn--eckd.example\nmax_age: 31557600\n", "Enforce xn--eckd.example 31557600")]
    public void A_policy_is_read_to_the_letter(string text, string read)
    {
        var policy = MtaStsPolicy.Parse(text);
        Assert.Empty(policy.Mistakes);
        Assert.Equal(read, $"{policy.Mode} {string.Join(',', policy.Mx)} {policy.MaxAge}");
    }

    [Theory]
    [InlineData("", "no version")]
    [InlineData("mode: enforce\nmx: mx.example\nmax_age: 1\n", "no version")]
    [InlineData("\u00ef\u00bb\u00bf" + Enforce, "not a field")]                                           // a byte order mark
    [InlineData("version: STSv2\nmode: none\nmax_age: 1\n", "unknown version")]
    [InlineData("version: STSv1\nmode: Enforce\nmx: mx.example\nmax_age: 1\n", "unknown mode")]            // case counts
    [InlineData("version: STSv1\nMode: none\nmax_age: 1\n", "no mode")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1\n", "no mx")]
    [InlineData("version: STSv1\nmode: none\n", "no max_age")]
    [InlineData("version: STSv1\nmode: none\nmax_age: -1\n", "invalid max_age")]
    [InlineData("version: STSv1\nmode: none\nmax_age: 1d\n", "invalid max_age")]
    [InlineData("version: STSv1\nmode: none\nmax_age: 12345678901\n", "invalid max_age")]                  // 11 digits
    [InlineData("version: STSv1\nmode: none\nmax_age: 31557601\n", "max_age too large")]
    [InlineData(Enforce + "mx: *\n", "invalid mx")]
    [InlineData(Enforce + "mx: .example\n", "invalid mx")]
    [InlineData(Enforce + "mx: m*.example\n", "invalid mx")]
    [InlineData(Enforce + "mx: a.*.example\n", "invalid mx")]
    [InlineData(Enforce + "mx: mx.example.\n", "invalid mx")]
    [InlineData(Enforce + "mx: mx_1.example\n", "invalid mx")]
    [InlineData(Enforce + "mx: -a.example\n", "invalid mx")]
    [InlineData(Enforce + "mx: mx1.example, mx2.example\n", "invalid mx")]
    [InlineData(Enforce + "mx: caf\u00c3\u00a9.example\n", "invalid mx")]                                  // a U-label
    [InlineData(Enforce + "\n", "empty line")]
    [InlineData("version: STSv1\rmode: none\rmax_age: 1", "unknown version")]                              // CR alone ends no line
    [InlineData(Enforce + " mode: none\n", "not a field")]
    [InlineData(Enforce + "x : y\n", "not a field")]
    [InlineData(Enforce + "# note\n", "not a field")]
    [InlineData(Enforce + "x:\n", "invalid value")]
    [InlineData(Enforce + "x: \u0001\n", "invalid value")]
    [InlineData(Enforce + "x: \u00e9\n", "invalid value")]                                                 // Latin-1
    public void A_policy_with_a_mistake_says_which(string text, string problem)
    {
        var policy = MtaStsPolicy.Parse(text);
        Assert.False(policy.IsValid);
        Assert.Contains(problem, policy.Mistakes.Select(mistake => mistake.Problem));
    }

    [Fact]
    public void Empty_lines_alone_keep_no_sender_from_understanding()
    {
        Assert.True(MtaStsPolicy.Parse("\n" + Enforce + "\n").IsUnderstood);
        Assert.False(MtaStsPolicy.Parse(Enforce + "mx: *\n").IsUnderstood);
    }

    [Theory]
    [InlineData("mx.example", "MX.EXAMPLE", true)]
    [InlineData("MX.Example", "mx.example", true)]
    [InlineData("mx.example", "mx.example.", true)]
    [InlineData("mx.example", "a.mx.example", false)]
    [InlineData("*.b.example", "mx.b.example", true)]
    [InlineData("*.b.example", "b.example", false)]
    [InlineData("*.b.example", "a.mx.b.example", false)]
    [InlineData("*.b.example", "xb.example", false)]
    [InlineData("xn--eckd8k4cwc.example", "ビョウイン.example", true)]
    [InlineData(".example", "mx.example", false)]
    [InlineData("m*.example", "mx.example", false)]
    [InlineData("*", "example", false)]
    public void A_wildcard_stands_for_the_leftmost_label(string pattern, string host, bool matches) =>
        Assert.Equal(matches, MtaStsPattern.Matches(pattern, DomainName.Parse(host)));

    [Fact]
    public void Any_text_is_read() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Generator.Or(Gen.Elements("version: STSv1", "mode: enforce", "mx: *.a.example", "\r\n", "\n", ":", "max_age: 9"))
            .ListOf().Select(string.Concat).ToArbitrary(),
        text => MtaStsPolicy.Parse(text) is var policy && (!policy.IsValid || (policy.Mode, policy.MaxAge) is (not null, not null))).QuickCheckThrowOnFailure();
}
