using MailGuard.Names;

namespace MailGuard.Tests.Names;

public sealed class PublicSuffixesTests
{
    [Theory]
    [InlineData("hospital.or.jp", "hospital.or.jp")]
    [InlineData("mail.hospital.or.jp", "hospital.or.jp")]
    [InlineData("or.jp", null)]
    [InlineData("www.city.kobe.jp", "city.kobe.jp")]          // exception rule
    [InlineData("a.b.c.kobe.jp", "b.c.kobe.jp")]              // wildcard rule
    [InlineData("hospital.example", "hospital.example")]      // no rule: the last label
    public void RegistrableDomainOf_follows_the_list(string name, string? expected) =>
        Assert.Equal(expected, PublicSuffixes.Embedded.RegistrableDomainOf(DomainName.Parse(name))?.Text);

    [Fact]
    public void Read_takes_a_given_list()
    {
        var suffixes = PublicSuffixes.Read(new StringReader("// comment\n\nexample\n*.ward.example  trailing words\n!city.ward.example\n"));
        Assert.Equal("a.b.ward.example", suffixes.RegistrableDomainOf(DomainName.Parse("x.a.b.ward.example"))?.Text);
        Assert.Equal("city.ward.example", suffixes.RegistrableDomainOf(DomainName.Parse("x.city.ward.example"))?.Text);
    }
}
