using System.Net;
using MailGuard.Names;
using MailGuard.Spf;
using MailGuard.Tests.Fixtures;

namespace MailGuard.Tests.Spf;

/// <summary><c>mailguard spf</c> and <c>mailguard audit</c> count alike: every fixture, for an address that no record lists.</summary>
public sealed class SpfCountsTests
{
    public static IEnumerable<TheoryDataRow<string>> Members => FixtureMembers.Requests.Keys.Select(domain => new TheoryDataRow<string>(domain));

    [Theory]
    [MemberData(nameof(Members))]
    public async Task The_evaluation_counts_what_the_audit_counts(string domain)
    {
        var name = DomainName.Parse(domain);
        var tree = await new SpfTreeWalker(FixtureMembers.Zones).WalkAsync(name, TestContext.Current.CancellationToken);
        var request = SpfRequest.OfMailFrom(IPAddress.Parse("240.0.0.1"), $"postmaster@{domain}", domain);
        var evaluation = await new SpfEvaluator(FixtureMembers.Zones, new() { ReadsOn = true }).CheckHostAsync(request, TestContext.Current.CancellationToken);
        if (IsDecidedEarly(evaluation))
        {
            Assert.InRange(evaluation.Lookups, 0, tree.Root.Lookups);
            return;
        }

        Assert.Equal((tree.Root.Lookups, tree.Root.VoidLookups), (evaluation.Lookups - OfMessage(evaluation.Path!, step => step.Target is null ? 0 : Counted(step.Target)),
            evaluation.VoidLookups - OfMessage(evaluation.Path!, step => step.IsVoid ? 1 : 0)));
        if (!Steps(evaluation.Path!).Any(DependsOnMessage)) Assert.Equal(tree.Outcome.Result, evaluation.Result);
    }

    /// <summary>By something else than the end of the record: a term that every address matches.</summary>
    private static bool IsDecidedEarly(SpfEvaluation evaluation) => evaluation.Matched is { IsAll: false };

    /// <summary>What the audit cannot know: names made of the message.</summary>
    private static bool DependsOnMessage(SpfStep step) => step.Term.DomainSpec is { DependsOnMessage: true };

    private static int OfMessage(SpfVisit visit, Func<SpfStep, int> count) => Steps(visit).Where(DependsOnMessage).Sum(count);

    private static int Counted(SpfVisit visit) => Steps(visit).Count(step => step.Term.CountsAsLookup);

    private static IEnumerable<SpfStep> Steps(SpfVisit visit) => visit.Steps.SelectMany(step => (IEnumerable<SpfStep>)[step, .. step.Target is null ? [] : Steps(step.Target)]);
}
