using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Spf;

/// <summary>What can be wrong with a domain's SPF.</summary>
internal static class SpfRules
{
    public static readonly RuleSet<SpfPublication> All = new([.. SpfRecordRules.Rules, .. SpfTreeRules.Rules, .. SpfReachRules.Rules, .. SpfHygieneRules.Rules]);

    /// <summary>Rules that cannot be told while a name the tree leads to is unanswered.</summary>
    public static readonly string[] OpenWithoutWholeTree =
    [
        "spf.too-many-lookups", "spf.lookups-near-limit", "spf.too-many-void-lookups", "spf.void-lookup", "spf.include-without-record",
        "spf.include-nonexistent", "spf.host-nonexistent", "spf.referenced-domain-registrable", "spf.loop", "spf.allows-everyone",
        "spf.range-extremely-wide", "spf.range-very-wide", "spf.mx-too-many-hosts", "spf.answer-too-large", "spf.sender-macro",
    ];

    /// <summary>True for records at the domain and below it, which its owner can change.</summary>
    internal static bool IsOwn(SpfPublication spf, SpfNode node) =>
        DomainName.TryFromDns(node.Name, out var name) && name.IsAtOrBelow(spf.Domain);

    /// <summary>A name reached by several ways comes once.</summary>
    internal static IEnumerable<SpfNode> NodesWith(SpfPublication spf, SpfNodeProblem problem) =>
        spf.Tree.Root.All.Where(node => node.Problem == problem).DistinctBy(node => node.Name);

    /// <summary>Evidence about one node, with words for a record that belongs to somebody else.</summary>
    internal static Evidence At(SpfPublication spf, SpfNode node) =>
        new() { Subject = node.Name, Case = IsOwn(spf, node) ? null : "included" };
}
