using MailGuard.Dns;

namespace MailGuard.Spf;

/// <summary>
/// check_host() of RFC 7208: may this client send for this domain? One instance serves the whole process. A check asks at most
/// <see cref="MaxQuestions"/> questions.
/// </summary>
/// <param name="dns">A <see cref="SharedResolver"/> keeps answers between checks.</param>
public sealed class SpfEvaluator(IDnsResolver dns, SpfEvaluatorOptions options)
{
    /// <summary>PTR names of a client that are validated; the rest is ignored (RFC 7208 section 4.6.4).</summary>
    public const int MaxPtrNames = 10;

    /// <summary>The domain's record, ten terms of a question and ten MX hosts each, the client's PTR names, the explanation (RFC 7208 section 4.6.4).</summary>
    public const int MaxQuestions = 1 + (SpfTree.MaxLookups * (1 + SpfTree.MaxMxHosts)) + 1 + MaxPtrNames + 1;

    public async Task<SpfEvaluation> CheckHostAsync(SpfRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var time = new CancellationTokenSource(options.MaxTime, options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        var questions = new SpfQuestions(dns, both.Token, cancellationToken);
        return await new SpfCheck(questions, options, request).RunAsync().ConfigureAwait(false);
    }
}
