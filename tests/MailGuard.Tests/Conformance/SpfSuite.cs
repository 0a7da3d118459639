using System.Net;
using MailGuard.Dns;
using MailGuard.Spf;
using MailGuard.Tests.Spf;

namespace MailGuard.Tests.Conformance;

/// <summary>The test suite of RFC 7208, every case through <see cref="SpfEvaluator"/>.</summary>
internal static class SpfSuite
{
    public static readonly PublishedSuite Rfc7208 = new("RFC 7208: SPF check_host()", "spf/rfc7208-tests.json", JudgeAsync);

    /// <summary>In the suite, the text of a receiver whose sender's domain explains nothing; here, no explanation.</summary>
    private const string NoExplanation = "DEFAULT";

    private static async Task<string?> JudgeAsync(SuiteCase one)
    {
        var request = SpfRequest.OfMailFrom(IPAddress.Parse((string)one.Input["ip"]!), (string)one.Input["mailfrom"]!, (string)one.Input["helo"]!);
        var counted = new CountingResolver(one.Dns!);
        var actual = await new SpfEvaluator(counted, new()).CheckHostAsync(request, TestContext.Current.CancellationToken);
        var result = MailGuard.Results.SchemaWords.Of(actual.Result);
        if (!one.Expected["result"]!.AsArray().Any(accepted => (string)accepted! == result)) return $"expected {one.Expected["result"]}, got {result} ({actual.Problem})";
        if ((string?)one.Expected["explanation"] is { } explanation && explanation != (actual.Explanation ?? NoExplanation))
            return $"expected the explanation '{explanation}', got '{actual.Explanation}'";
        if (one.Dns!.Asked.Any(question => question.Type is DnsType.Spf)) return "a record of type 99 was asked for";
        return counted.Asked > SpfEvaluator.MaxQuestions ? $"{counted.Asked} questions" : null;
    }
}
