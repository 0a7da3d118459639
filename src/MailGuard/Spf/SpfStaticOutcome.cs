using MailGuard.Dns;

namespace MailGuard.Spf;

/// <summary>Results of check_host() (RFC 7208 section 2.6).</summary>
public enum SpfResult
{
    None,
    Neutral,
    Pass,
    Fail,
    SoftFail,
    TempError,
    PermError,
}

/// <summary>What check_host() gives for a sender that no address, host or macro of the record matches.</summary>
public sealed record SpfStaticOutcome(SpfResult Result)
{
    internal static SpfStaticOutcome Of(SpfNode root) => new(new Path().Result(root));

    /// <summary>One evaluation, with the counters that RFC 7208 section 4.6.4 keeps over the whole of it.</summary>
    private sealed class Path
    {
        private int lookups;
        private int voidLookups;
        private bool isCut;

        /// <summary>What our own bound left unread is no error of the domain: it is passed over, and undetermined unless the limits of the RFC end the evaluation anyway.</summary>
        public SpfResult Result(SpfNode root) => Evaluate(root) is var result && isCut && result is not SpfResult.PermError ? SpfResult.TempError : result;

        private SpfResult Evaluate(SpfNode node)
        {
            isCut |= node.Problem is SpfNodeProblem.LimitReached;
            if (OfProblem(node.Problem) is { } result) return result;
            foreach (var branch in node.Branches)
                if (OfTerm(branch) is { } decided) return decided;
            return SpfResult.Neutral;
        }

        private static SpfResult? OfProblem(SpfNodeProblem? problem) => problem switch
        {
            null => null,
            SpfNodeProblem.Failed => SpfResult.TempError,
            SpfNodeProblem.LimitReached => SpfResult.Neutral,
            SpfNodeProblem.WithoutRecord or SpfNodeProblem.Nonexistent or SpfNodeProblem.InvalidName => SpfResult.None,
            _ => SpfResult.PermError,
        };

        /// <summary>Null when evaluation goes on with the next term.</summary>
        private SpfResult? OfTerm(SpfBranch branch)
        {
            if (branch.Term.CountsAsLookup && ++lookups > SpfTree.MaxLookups) return SpfResult.PermError;
            if (CountVoid(branch) > SpfTree.MaxVoidLookups) return SpfResult.PermError;
            isCut |= branch.Question?.IsBeyondLimit == true;
            if (branch.Question is { IsFailed: true, IsBeyondLimit: false }) return SpfResult.TempError;
            if (branch.Question?.MxHosts > SpfTree.MaxMxHosts) return SpfResult.PermError;
            return branch.Term switch
            {
                SpfTerm.Directive { Mechanism: SpfMechanism.All } all => OfQualifier(all.Qualifier),
                SpfTerm.Directive { Mechanism: SpfMechanism.Include } include when branch.Target is not null => OfInclude(include, branch.Target),
                SpfTerm.Redirect when branch.Target is not null => OfRedirect(branch.Target),
                _ => null,
            };
        }

        private int CountVoid(SpfBranch branch) =>
            branch.Question?.IsVoid == true || branch.Target?.Status is DnsStatus.NoData or DnsStatus.NoSuchName ? ++voidLookups : voidLookups;

        /// <summary>The table of RFC 7208 section 5.2.</summary>
        private SpfResult? OfInclude(SpfTerm.Directive include, SpfNode target) => Evaluate(target) switch
        {
            SpfResult.Pass => OfQualifier(include.Qualifier),
            SpfResult.TempError => SpfResult.TempError,
            SpfResult.PermError or SpfResult.None => SpfResult.PermError,
            _ => null,
        };

        /// <summary>RFC 7208 section 6.1.</summary>
        private SpfResult OfRedirect(SpfNode target) => Evaluate(target) is var result && result is SpfResult.None ? SpfResult.PermError : result;

        private static SpfResult OfQualifier(SpfQualifier qualifier) => qualifier switch
        {
            SpfQualifier.Pass => SpfResult.Pass,
            SpfQualifier.Fail => SpfResult.Fail,
            SpfQualifier.SoftFail => SpfResult.SoftFail,
            _ => SpfResult.Neutral,
        };
    }
}
