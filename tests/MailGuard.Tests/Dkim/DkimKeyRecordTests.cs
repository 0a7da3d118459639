using System.Security.Cryptography;
using MailGuard.Dkim;

namespace MailGuard.Tests.Dkim;

public sealed class DkimKeyRecordTests
{
    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2048)]
    public void Rsa_keys_are_read_in_both_forms(int bits)
    {
        using var rsa = RSA.Create(bits);
        Assert.Equal(bits, Parse("v=DKIM1; k=rsa; p=" + Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())).RsaBits);
        Assert.Equal(bits, Parse("p=" + Convert.ToBase64String(rsa.ExportRSAPublicKey())).RsaBits);
    }

    [Theory]
    [InlineData("v=DKIM1; k=ed25519; p=" + DkimKeys.Ed25519, null)]
    [InlineData("k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7 hcvPapiMlrwIaaPcHURo=", null)]          // white space in p is legal
    [InlineData("v=DKIM1; k=ed25519; p=AAAA", "the key is not the 32 octets of ed25519")]
    [InlineData("v=DKIM1; k=rsa; p=" + DkimKeys.Ed25519, "the key is not an RSA public key")]
    [InlineData("v=DKIM1; p=MIG\"fMA0", "the key is not base64")]
    [InlineData("v=DKIM1; p=AAA", "the key is not base64")]
    [InlineData("v=DKIM1; p=MAA=", "the key is not an RSA public key")]                        // an empty SEQUENCE
    [InlineData("v=DKIM1; p=MAYCAQACAQM=", "the key is not an RSA public key")]                // a modulus of zero
    [InlineData("v=DKIM1; k=dsa; p=AAAA", "unknown key type")]
    [InlineData("v=DKIM1; k=rsa", "the p tag is missing")]
    [InlineData("v=DKIM1; k=ed25519; MIGf; p=" + DkimKeys.Ed25519, "text that is no tag")]
    [InlineData("v=DKIM1; k=ed25519; k=rsa; p=" + DkimKeys.Ed25519, "a tag given twice")]
    [InlineData("k=ed25519; v=DKIM1; p=" + DkimKeys.Ed25519, "v is not the first tag")]
    [InlineData("v=DKIM1; p=", null)]
    public void A_key_is_usable_or_says_why_not(string text, string? mistake) => Assert.Equal(mistake, Parse(text).Mistake);

    [Theory]
    [InlineData("v=DKIM1; p=", true)]
    [InlineData("p= ;", true)]
    [InlineData("v=DKIM1; k=rsa", false)]     // without p nothing is revoked
    [InlineData("v=DKIM1; k=ed25519; p=" + DkimKeys.Ed25519, false)]
    public void An_empty_p_revokes(string text, bool isRevoked) => Assert.Equal(isRevoked, Parse(text).IsRevoked);

    [Theory]
    [InlineData("v=spf1 -all")]
    [InlineData("v=DKIM2; p=AAAA")]
    [InlineData("v=dkim1; p=AAAA")]           // values have a case
    [InlineData("P=AAAA")]                    // and so have names
    [InlineData("k=rsa")]
    [InlineData("")]
    public void Other_texts_are_no_keys(string text) => Assert.Null(DkimKeyRecord.Parse(text));

    [Theory]
    [InlineData("p=", false, true, false)]
    [InlineData("p=; t=s", false, true, false)]
    [InlineData("p=; t=S:Y", true, true, false)]
    [InlineData("p=; s=email", false, true, false)]
    [InlineData("p=; s=other : *", false, true, false)]
    [InlineData("p=; s=other", false, false, false)]
    [InlineData("p=; h=sha1", false, true, true)]
    [InlineData("p=; h=sha1:sha256", false, true, false)]
    [InlineData("p=; h=", false, true, false)]
    public void Flags_services_and_algorithms(string text, bool isTesting, bool allowsEmail, bool allowsOnlySha1)
    {
        var key = Parse(text);
        Assert.Equal((isTesting, allowsEmail, allowsOnlySha1), (key.IsTesting, key.AllowsEmail, key.AllowsOnlySha1));
    }

    private static DkimKeyRecord Parse(string text)
    {
        var key = DkimKeyRecord.Parse(text);
        Assert.NotNull(key);
        return key;
    }
}
